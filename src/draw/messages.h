#pragma once

#include "base/result.h"

namespace draw::messages {

inline constexpr Message group_name_repeated{"draw.group_name_repeated", "前面已有名为“{0}”的组，请改名。"};
inline constexpr Message entry_repeated{"draw.entry_repeated", "“{0}”已经选过，请去掉一个。"};
inline constexpr Message entry_empty{"draw.entry_empty", "这一项是空的，请去掉或重新选择。"};
inline constexpr Message unknown_unit{"draw.unknown_unit", "没有这个单位，请重新选择。"};
inline constexpr Message age_order{"draw.age_order", "年龄下限 {0} 大于上限 {1}，请改正。"};
inline constexpr Message too_many_seats{"draw.too_many_seats", "各组合计 {0} 席，最多 {1} 席，请减少。"};
inline constexpr Message panel_bound_missing{"draw.panel_bound_missing", "请填写至少或至多的人数。"};
inline constexpr Message panel_bound_order{"draw.panel_bound_order", "至少 {0} 人多于至多 {1} 人，请改正。"};
inline constexpr Message panel_min_seats{"draw.panel_min_seats", "至少 {0} 人多于总席数 {1}，请减少。"};
inline constexpr Message panel_unit_form{"draw.panel_unit_form", "同一法人单位的条件只能写至多人数，对所有单位一律适用。"};
inline constexpr Message panel_min_value{"draw.panel_min_value", "写了至少人数，请同时选定是哪一个值。"};
inline constexpr Message panel_value{"draw.panel_value", "“{0}”不是这个条件可选的值，请重新选择。"};
inline constexpr Message judges_missing{"draw.judges_missing", "按项目回避时，请填写每个项目至少几名评委。"};
inline constexpr Message judges_without_scope{"draw.judges_without_scope", "整个活动回避时不填每个项目的评委人数。"};
inline constexpr Message judges_beyond_seats{"draw.judges_beyond_seats", "每个项目 {0} 名评委多于总席数 {1}，请减少。"};
inline constexpr Message panel_tag{"draw.panel_tag", "没有“{0}”这种跨组条件，请重新选择。"};
inline constexpr Message panel_value_missing{"draw.panel_value_missing", "请选定这个条件的值。"};
inline constexpr Message load_empty{"draw.load_empty", "请填写每年至多抽中几次，或距上次参加活动至少几天。"};
inline constexpr Message panel_repeated{"draw.panel_repeated", "同一条件出现了两次，请合并为一条。"};

inline constexpr Message suspicion_changed{"draw.suspicion_changed", "这条疑似所依据的事实已变化或不再存在，请刷新后查看。"};
inline constexpr Message suspicion_undecided{"draw.suspicion_undecided", "这条疑似还没有认定，没有可撤回的。"};
inline constexpr Message suspicion_decided{"draw.suspicion_decided", "这条疑似已经认定过；事实不变，认定就一直有效。"};

inline constexpr Message plan_no_such_step{"draw.plan_no_such_step", "方案现在是“{0}”，不能{1}，请刷新后查看。"};
inline constexpr Message plan_not_yours{"draw.plan_not_yours", "您的角色不能{0}这份方案。"};
inline constexpr Message plan_held{"draw.plan_held", "本方案正在抽取，抽取结束或作废之后才能变动。"};
inline constexpr Message activity_finished{"draw.activity_finished", "活动已经结束，方案不能再改。"};
inline constexpr Message plan_absent{"draw.plan_absent", "还没有保存过方案，请先填写并保存。"};
inline constexpr Message activity_not_submitted{"draw.activity_not_submitted", "活动还没有提交审批，请先提交活动，再提交方案。"};
inline constexpr Message plan_supervised{"draw.plan_supervised", "您是这项活动的监督员，抽取方案由别人制定和审批。"};
inline constexpr Message own_plan{"draw.own_plan", "您修改过这份方案，审批须由另一人进行。"};
inline constexpr Message plan_changed{"draw.plan_changed", "方案已被他人改动，请刷新后再操作；您填写的内容会保留。"};
inline constexpr Message plan_not_drawable{"draw.plan_not_drawable", "按这份方案抽不出专家组，不能提交：{0}"};
inline constexpr Message unknown_plan_status{"draw.unknown_plan_status", "没有“{0}”这种方案状态，可填 submitted、returned。"};
inline constexpr Message unknown_exclusion{"draw.unknown_exclusion", "没有“{0}”这种排除原因，请重新选择。"};

} // namespace draw::messages
