#pragma once

#include "base/result.h"

namespace library_use::messages {

inline constexpr Message no_right{"library_use.no_right",
                                  "本单位现在没有准予使用专家库的期限。请由审批人在“使用专家库”里申请，科技厅准予后再继续。"};
inline constexpr Message category_open{"library_use.category_open",
                                       "“{0}”没有限定类别，而本单位只准予使用这些类别的专家：{1}。请在条件的“类别”里从中选择。"};
inline constexpr Message category_beyond{"library_use.category_beyond",
                                         "“{0}”要的类别“{1}”不在准予本单位使用的类别（{2}）之内，请改正，或者另行申请。"};
inline constexpr Message no_unit{"library_use.no_unit", "您的账号没有所属单位，不能申请，请联系系统管理员补全。"};
inline constexpr Message days_reversed{"library_use.days_reversed", "结束日期不能早于开始日期（{0}），请改正。"};
inline constexpr Message days_past{"library_use.days_past", "结束日期已经过去（今天是 {0}），请改正。"};
inline constexpr Message too_long{"library_use.too_long", "一次最长 {0} 年，请核对结束日期；到期可以再申请。"};
inline constexpr Message category_unknown{"library_use.category_unknown", "没有“{0}”这个专家类别，请重新选择。"};
inline constexpr Message not_promised{"library_use.not_promised", "请先阅读并勾选保密的承诺。"};
inline constexpr Message waits_already{"library_use.waits_already", "本单位有一份申请等待科技厅决定；要改内容，请先撤回那一份。"};
inline constexpr Message decided{"library_use.decided", "这份申请已经{0}，请刷新后查看。"};
inline constexpr Message not_running{"library_use.not_running", "这份申请现在是“{0}”，没有可以收回的使用权限。"};
inline constexpr Message asked_oneself{"library_use.asked_oneself", "申请是您自己提交的，请由科技厅的另一位同事决定。"};

inline constexpr Message state_unknown{"library_use.state_unknown", "没有“{0}”这种状态，请从列表中选择。"};

} // namespace library_use::messages
