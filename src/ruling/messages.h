#pragma once

#include "base/result.h"

namespace ruling::messages {

inline constexpr Message value_unfit{"ruling.value_unfit", "这条口径不能定为 {0}，{1}。"};
inline constexpr Message value_same{"ruling.value_same", "这条口径在 {0} 已经是“{1}”，不必改定。"};
inline constexpr Message from_past{"ruling.from_past", "施行日期须在今天（{0}）之后，已经作出的决定才不受影响，请改后再提。"};
inline constexpr Message from_malformed{"ruling.from_malformed", "施行日期应写成 2027-01-01 的样子。"};
inline constexpr Message already_proposed{"ruling.already_proposed", "这条口径已有一项改定等待批准，请等它批准、退回或撤回之后再提。"};
inline constexpr Message no_such_step{"ruling.no_such_step", "这项改定现在是“{0}”，不能再办，请刷新后查看。"};
inline constexpr Message own_proposal{"ruling.own_proposal", "改定由您提出，须由另一人批准。"};
inline constexpr Message not_proposer{"ruling.not_proposer", "改定由他人提出，只能由提出的人撤回。"};
inline constexpr Message too_late{"ruling.too_late", "施行日期 {0} 已到，批准后会影响已经作出的决定；请退回，由提出的人另定日期。"};

} // namespace ruling::messages
