#pragma once

#include "base/result.h"

namespace account::messages {

inline constexpr Message code{"account.code", "代码不正确、已经用过或已过期。请核对后重新输入；确实无误的，请向给您代码的人要一个新的。"};
inline constexpr Message password_short{"account.password_short", "密码至少 {0} 个字符，请加长。"};
inline constexpr Message password_kinds{"account.password_kinds", "密码应含大写字母、小写字母、数字、其他符号中的至少三种，请补上。"};
inline constexpr Message password_name{"account.password_name", "密码里不能有用户名或姓名，请换一个。"};
inline constexpr Message password_common{"account.password_common", "这个密码太常见或太有规律，容易被猜到，请换一个。"};
inline constexpr Message password_same{"account.password_same", "新密码与现在的相同，请换一个。"};

inline constexpr Message login_form{"account.login_form", "用户名应为 3 至 30 个小写字母、数字或 . _ -，以字母开头，请改正。"};
inline constexpr Message login_taken{"account.login_taken", "用户名“{0}”已有人使用，请换一个。"};
inline constexpr Message alike{"account.alike",
                               "同一单位已有姓名“{0}”的账号（用户名 {1}，{2}）。一人只开一个账号；确是另一个人的，请勾选后再提交。"};
inline constexpr Message unknown_unit{"account.unknown_unit", "没有这个单位，请重新选择。"};
inline constexpr Message unknown_role{"account.unknown_role", "没有“{0}”这种角色，请重新选择。"};
inline constexpr Message unknown_state{"account.unknown_state", "没有“{0}”这种状态，请重新选择。"};
inline constexpr Message not_invited{"account.not_invited", "账号现在是“{0}”，只有待开通的账号可以重新邀请。"};
inline constexpr Message is_blocked{"account.is_blocked", "账号已经停用。"};
inline constexpr Message not_blocked{"account.not_blocked", "账号没有停用，不需要恢复。"};
inline constexpr Message block_oneself{"account.block_oneself", "不能停用自己的账号，请由另一位系统管理员办理。"};
inline constexpr Message no_second_factor{"account.no_second_factor", "账号没有设置动态口令，也没有作第二因素用的手机，不需要作废。"};
inline constexpr Message own_expert{"account.own_expert", "专家本人的账号，姓名和单位随专家信息变更，不在这里修改。"};
inline constexpr Message unit_holds_roles{
    "account.unit_holds_roles", "账号有按单位行使的角色（{0}），换到别的单位会改变其权限范围：请先由安全管理员收回，调动后重新授予。"};
inline constexpr Message grant_oneself{"account.grant_oneself", "不能给自己授予角色，请由另一位安全管理员办理。"};
inline constexpr Message role_held{"account.role_held", "账号在这段日期内已有或已申请同一角色（{0}），请改日期或选别的角色。"};
inline constexpr Message two_administrators{
    "account.two_administrators", "系统、安全、审计三种管理员互相制约，同一账号不能同时有两种（已有{0}）；请为这一角色另开账号或另选人。"};
inline constexpr Message administrator_and_business{
    "account.administrator_and_business", "管理员不能兼有业务角色，业务角色不能兼任管理员（已有{0}）；请另选人，或先收回原有的角色。"};
inline constexpr Message role_needs_unit{"account.role_needs_unit", "“{0}”的范围按单位确定，账号还没有部门：请系统管理员先填写部门。"};
inline constexpr Message role_needs_expert{"account.role_needs_expert", "“专家”角色只能给与专家记录绑定的账号，请选别的角色。"};
inline constexpr Message from_past{"account.from_past", "开始日期不能早于今天，请改正。"};
inline constexpr Message term_backwards{"account.term_backwards", "截止日期不能早于开始日期，请改正。"};
inline constexpr Message term_over{"account.term_over", "截止日期已过，不能再批准；请不予批准，需要的重新申请。"};
inline constexpr Message only_earlier{"account.only_earlier", "新的截止日期应在今天或以后，并早于原来的截止日期；立即停止的请选立即收回。"};
inline constexpr Message not_waiting{"account.not_waiting", "这项申请已经办完，不再等待批准；请刷新查看。"};
inline constexpr Message asked_oneself{"account.asked_oneself", "这项角色是您自己申请授予的，请由科技厅另一人批准。"};
inline constexpr Message for_oneself{"account.for_oneself", "不能批准给自己的角色，请由科技厅另一人办理。"};
inline constexpr Message approved_on_page{"account.approved_on_page", "已有在用的账号可以批准，请由科技厅在“授权审批”页批准。"};
inline constexpr Message nothing_waits{"account.nothing_waits", "用户名 {0} 没有等待批准的“科技厅”角色；请先由安全管理员提出。"};
inline constexpr Message last_of_kind{"account.last_of_kind",
                                      "这样做之后，自 {1} 起没有在用的{0}。最后一位{0}不能停用、收回或到期，请先让另一位到任。"};
inline constexpr Message password_used{"account.password_used", "新密码不得与最近 {0} 个密码相同，请换一个。"};
inline constexpr Message undertaking_of_staff{"account.undertaking_of_staff", "保密承诺书由工作人员签署，您的角色不用签。"};
inline constexpr Message undertaking_edition{"account.undertaking_edition", "承诺书已换新版，请刷新后阅读新版再签。"};
inline constexpr Message undertaking_name{"account.undertaking_name", "姓名与账号登记的不一致，应为“{0}”，请改正。"};

inline constexpr Message phone_wrong{
    "account.phone_wrong", "验证码不正确，或这个手机号现在不能用来登录。请核对短信中的六位数字；没有绑定手机的，请用用户名和密码登录。"};
inline constexpr Message phone_taken{"account.phone_taken",
                                     "这个手机号已绑定另一个账号，一个手机号只能绑定一个账号。请换一个，或先在那个账号里解除。"};
inline constexpr Message sms_no_factor{"account.sms_no_factor",
                                       "这个账号不能用短信验证码：没有绑定手机，或所任角色须用动态口令。请改用动态口令或恢复码。"};
inline constexpr Message no_phone{"account.no_phone", "账号没有绑定手机，不需要解除。"};

} // namespace account::messages
