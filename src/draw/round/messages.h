#pragma once

#include "base/result.h"

namespace draw::round::messages {

inline constexpr Message not_your_part{"draw.not_your_part", "这一步由本活动的{0}办理。"};
inline constexpr Message activity_not_approved{"draw.activity_not_approved", "活动还没有批准，批准后才能抽取。"};
inline constexpr Message plan_not_approved{"draw.plan_not_approved", "抽取方案还没有批准，批准后才能抽取。"};
inline constexpr Message same_department{"draw.same_department", "操作员和监督员应是不同部门的两个人，请更换监督员。"};
inline constexpr Message not_entitled{"draw.not_entitled",
                                      "{0}的角色已被收回或到期，或者账号已停用，这一步不能办理；请重新授予角色或更换人员。"};
inline constexpr Message not_both_present{"draw.not_both_present", "操作员和监督员都到场后才能封存；{0}还没有到场。"};
inline constexpr Message round_is_live{"draw.round_is_live", "本活动第 {0} 轮正在进行，结束后才能开始下一轮。"};
inline constexpr Message round_not_confirmed{"draw.round_not_confirmed", "第 {0} 轮的结果还没有由双方确认，请先确认。"};
inline constexpr Message again_needs_consent{"draw.again_needs_consent", "再抽一轮要由操作员说明理由、监督员同意，请先提出。"};
inline constexpr Message thin_needs_consent{"draw.thin_needs_consent",
                                            "可选专家不足席位数的 3 倍，容易被猜中；请先说明理由，由监督员同意。"};
inline constexpr Message nothing_to_propose{"draw.nothing_to_propose", "现在不需要说明理由，可以直接封存。"};
inline constexpr Message proposal_is_open{"draw.proposal_is_open", "已提出的理由还在等监督员答复。"};
inline constexpr Message no_open_proposal{"draw.no_open_proposal", "没有等待答复的理由。"};
inline constexpr Message suspicions_undecided{"draw.suspicions_undecided", "还有疑似回避 {0}待定，请专家库管理员先认定，再封存。"};
inline constexpr Message not_drawable{"draw.not_drawable", "这个方案抽不出专家组：{0}"};
inline constexpr Message no_such_step{"draw.no_such_step", "本轮现在是“{0}”，不能做这一步；请刷新查看。"};
inline constexpr Message not_your_turn{"draw.not_your_turn", "还没有轮到您：操作员先揭示，监督员随后。"};
inline constexpr Message already_committed{"draw.already_committed", "您已交过承诺，不能更换。"};
inline constexpr Message already_confirmed{"draw.already_confirmed", "您已确认过本轮结果。"};
inline constexpr Message hex_value{"draw.hex_value", "{0}应为 64 位小写十六进制。"};
inline constexpr Message other_seal{"draw.other_seal", "您看到的封存码与本轮的不一致，没有提交；请停止操作并联系监督员核对。"};
inline constexpr Message no_result_yet{"draw.no_result_yet", "本轮没有结果，不能出具这份材料。"};
inline constexpr Message no_paper_font{"draw.no_paper_font",
                                       "服务器没有安装制作 PDF 所需的中文字体（fonts-wqy-zenhei），请联系系统管理员安装。"};
inline constexpr Message no_offline_page{"draw.no_offline_page", "本程序编译时没有带上离线查验页，请用 script/build 完整编译。"};
inline constexpr Message beacon_text{"draw.beacon_text", "公共信标的值只能是一行文字，请按方案中的写法填写。"};

} // namespace draw::round::messages
