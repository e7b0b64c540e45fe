#include "activity/store.h"

namespace activity {

using fields::field;
using fields::Table;

const Table& fields_of(const ListItem*)
{
    static const Table table{
        field<&ListItem::id>("id"),
        field<&ListItem::number>("number", {.label = "编号"}),
        field<&ListItem::name>("name", {.label = "名称"}),
        field<&ListItem::kind>("kind"),
        field<&ListItem::kind_name>("kind_name", {.label = "种类"}),
        field<&ListItem::status>("status"),
        field<&ListItem::status_name>("status_name", {.label = "状态"}),
        field<&ListItem::from>("from", {.label = "开始日期"}),
        field<&ListItem::to>("to", {.label = "结束日期"}),
        field<&ListItem::using_unit_name>("using_unit_name", {.label = "使用单位"}),
        field<&ListItem::operator_name>("operator_name", {.label = "经办人"}),
        field<&ListItem::supervisor_name>("supervisor_name", {.label = "监督员"}),
        field<&ListItem::projects>("projects", {.label = "项目数"}),
    };
    return table;
}

const Table& fields_of(const TimelineItem*)
{
    static const Table table{
        field<&TimelineItem::at>("at", {.label = "时间"}),
        field<&TimelineItem::type>("type", {.label = "事项"}),
        field<&TimelineItem::actor>("actor", {.label = "办理人"}),
        field<&TimelineItem::reason>("reason", {.label = "原因"}),
    };
    return table;
}

} // namespace activity
