#include "activity/views.h"

#include "base/identity.h"
#include "catalog/catalog.h"

namespace activity {

using fields::field;
using fields::Rule;
using fields::Table;

namespace {

// The rules that more than one form has.
Rule name_rule()
{
    return {.label = "活动名称", .required = true, .max = 200};
}
Rule kind_rule()
{
    return {.label = "活动种类", .required = true, .max = 40, .check = catalog::activity_kinds().check()};
}
Rule supervisor_rule()
{
    return {.label = "监督员", .required = true, .max = 40, .note = "账号的 id，见 /api/v1/activity-staff"};
}
Rule place_rule()
{
    return {.label = "地点", .max = 200};
}
Rule projects_rule()
{
    return {.label = "项目", .max = 500};
}
Rule version_rule()
{
    return {.label = "版本", .required = true, .min = 1};
}
Rule citizen_id_rule(std::string_view label)
{
    return {.label = label, .max = 40, .personal = "回避计算", .check = identity::check(identity::parse_citizen_id)};
}

} // namespace

const Table& fields_of(const MemberForm*)
{
    static const Table table{
        field<&MemberForm::id>("id", {.label = "成员", .max = 40}),
        field<&MemberForm::name>("name", {.label = "成员姓名", .required = true, .max = 100}),
        field<&MemberForm::citizen_id>("citizen_id", citizen_id_rule("成员身份证号")),
    };
    return table;
}

const Table& fields_of(const AvoidanceForm*)
{
    static const Table table{
        field<&AvoidanceForm::name>("name", {.label = "申请回避的专家姓名", .required = true, .max = 100}),
        field<&AvoidanceForm::unit>("unit", {.label = "申请回避的专家所在单位", .max = 200, .note = "按填写的文字，不必是单位库中的单位"}),
        field<&AvoidanceForm::reason>("reason", {.label = "申请回避的理由", .required = true, .min = 2, .max = 300}),
    };
    return table;
}

const Table& fields_of(const ProjectForm*)
{
    static const Table table{
        field<&ProjectForm::id>("id", {.label = "项目", .max = 40}),
        field<&ProjectForm::number>("number", {.label = "项目编号", .required = true, .max = 60}),
        field<&ProjectForm::name>("name", {.label = "项目名称", .required = true, .max = 300}),
        field<&ProjectForm::applicant>("applicant", {.label = "申报单位", .required = true, .max = 40}),
        field<&ProjectForm::partners>("partners", {.label = "合作单位", .max = 50}),
        field<&ProjectForm::lead_name>("lead_name", {.label = "负责人姓名", .required = true, .max = 100}),
        field<&ProjectForm::lead_citizen_id>("lead_citizen_id", citizen_id_rule("负责人身份证号")),
        field<&ProjectForm::lead_unit>("lead_unit", {.label = "负责人二级单位", .max = 40}),
        field<&ProjectForm::members>("members", {.label = "成员", .max = 200}),
        field<&ProjectForm::avoidances>("avoidances", {.label = "申请回避的专家", .max = 50}),
    };
    return table;
}

const Table& fields_of(const CreateForm*)
{
    static const Table table{
        field<&CreateForm::name>("name", name_rule()),
        field<&CreateForm::kind>("kind", kind_rule()),
        field<&CreateForm::from>("from", {.label = "开始日期", .required = true}),
        field<&CreateForm::to>("to", {.label = "结束日期", .required = true}),
        field<&CreateForm::place>("place", place_rule()),
        field<&CreateForm::supervisor>("supervisor", supervisor_rule()),
        field<&CreateForm::projects>("projects", projects_rule()),
    };
    return table;
}

const Table& fields_of(const ChangeForm*)
{
    static const Table table{
        field<&ChangeForm::version>("version", version_rule()),
        field<&ChangeForm::name>("name", name_rule()),
        field<&ChangeForm::kind>("kind", kind_rule()),
        field<&ChangeForm::from>("from", {.label = "开始日期", .required = true}),
        field<&ChangeForm::to>("to", {.label = "结束日期", .required = true}),
        field<&ChangeForm::place>("place", place_rule()),
        field<&ChangeForm::supervisor>("supervisor", supervisor_rule()),
        field<&ChangeForm::projects>("projects", projects_rule()),
    };
    return table;
}

const Table& fields_of(const VersionForm*)
{
    static const Table table{field<&VersionForm::version>("version", version_rule())};
    return table;
}

const Table& fields_of(const ReturnForm*)
{
    static const Table table{
        field<&ReturnForm::version>("version", version_rule()),
        field<&ReturnForm::reason>("reason", {.label = "退回原因", .required = true, .max = 500, .multiline = true}),
    };
    return table;
}

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

const Table& fields_of(const UnitView*)
{
    static const Table table{
        field<&UnitView::id>("id"),
        field<&UnitView::name>("name", {.label = "单位"}),
        field<&UnitView::entity_name>("entity_name", {.label = "法人单位"}),
        field<&UnitView::is_entity>("is_entity", {.label = "是法人单位"}),
    };
    return table;
}

const Table& fields_of(const PersonView*)
{
    static const Table table{
        field<&PersonView::id>("id"),
        field<&PersonView::name>("name", {.label = "姓名"}),
        field<&PersonView::unit_name>("unit_name", {.label = "部门"}),
        field<&PersonView::entity_name>("entity_name", {.label = "单位"}),
    };
    return table;
}

const Table& fields_of(const MemberView*)
{
    static const Table table{
        field<&MemberView::id>("id"),
        field<&MemberView::name>("name", {.label = "姓名"}),
        field<&MemberView::citizen_id_masked>("citizen_id_masked", {.label = "身份证号", .personal = "核对"}),
    };
    return table;
}

const Table& fields_of(const AvoidanceView*)
{
    static const Table table{
        field<&AvoidanceView::name>("name", {.label = "姓名"}),
        field<&AvoidanceView::unit>("unit", {.label = "所在单位"}),
        field<&AvoidanceView::reason>("reason", {.label = "理由"}),
    };
    return table;
}

const Table& fields_of(const ProjectView*)
{
    static const Table table{
        field<&ProjectView::id>("id"),
        field<&ProjectView::number>("number", {.label = "项目编号"}),
        field<&ProjectView::name>("name", {.label = "项目名称"}),
        field<&ProjectView::applicant>("applicant", {.label = "申报单位"}),
        field<&ProjectView::partners>("partners", {.label = "合作单位"}),
        field<&ProjectView::lead_name>("lead_name", {.label = "负责人"}),
        field<&ProjectView::lead_citizen_id_masked>("lead_citizen_id_masked", {.label = "负责人身份证号", .personal = "核对"}),
        field<&ProjectView::lead_unit>("lead_unit", {.label = "负责人二级单位"}),
        field<&ProjectView::lead_unit_known>("lead_unit_known", {.label = "二级单位已填"}),
        field<&ProjectView::members>("members", {.label = "成员"}),
        field<&ProjectView::avoidances>("avoidances", {.label = "申请回避的专家", .note = "监督员看不到"}),
    };
    return table;
}

const Table& fields_of(const Detail*)
{
    static const Table table{
        field<&Detail::id>("id"),
        field<&Detail::version>("version"),
        field<&Detail::number>("number", {.label = "编号"}),
        field<&Detail::name>("name", {.label = "名称"}),
        field<&Detail::kind>("kind"),
        field<&Detail::kind_name>("kind_name", {.label = "种类"}),
        field<&Detail::status>("status"),
        field<&Detail::status_name>("status_name", {.label = "状态"}),
        field<&Detail::from>("from", {.label = "开始日期"}),
        field<&Detail::to>("to", {.label = "结束日期"}),
        field<&Detail::place>("place", {.label = "地点"}),
        field<&Detail::held>("held", {.label = "正在抽取"}),
        field<&Detail::using_unit_name>("using_unit_name", {.label = "使用部门"}),
        field<&Detail::using_entity_name>("using_entity_name", {.label = "使用单位"}),
        field<&Detail::operator_name>("operator_name", {.label = "经办人"}),
        field<&Detail::supervisor>("supervisor", {.label = "监督员"}),
        field<&Detail::projects>("projects", {.label = "项目"}),
        field<&Detail::allowed_actions>("allowed_actions"),
        field<&Detail::warnings>("warnings", {.label = "提醒"}),
        field<&Detail::reason>("reason", {.label = "退回原因"}),
    };
    return table;
}

} // namespace activity
