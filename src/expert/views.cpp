#include "expert/store.h"

namespace expert {

using fields::field;
using fields::Table;

const Table& fields_of(const ListItem*)
{
    static const Table table{
        field<&ListItem::id>("id"),
        field<&ListItem::number>("number", {.label = "编号"}),
        field<&ListItem::name>("name", {.label = "姓名"}),
        field<&ListItem::unit_name>("unit_name", {.label = "单位"}),
        field<&ListItem::sub_unit_name>("sub_unit_name", {.label = "二级单位"}),
        field<&ListItem::title_name>("title_name", {.label = "职称"}),
        field<&ListItem::categories>("categories", {.label = "类别"}),
        field<&ListItem::region_name>("region_name", {.label = "地区"}),
        field<&ListItem::discipline_name>("discipline_name", {.label = "主学科"}),
        field<&ListItem::phone_masked>("phone_masked", {.label = "手机", .personal = "联系"}),
        field<&ListItem::status>("status", {.label = "状态"}),
        field<&ListItem::status_since>("status_since", {.label = "状态自"}),
        field<&ListItem::confirmed_on>("confirmed_on", {.label = "上次确认"}),
    };
    return table;
}

const Table& fields_of(const CodeCount*)
{
    static const Table table{field<&CodeCount::code>("code", {.label = "代码"}), field<&CodeCount::n>("n", {.label = "人数"})};
    return table;
}

const Table& fields_of(const CodeName*)
{
    static const Table table{field<&CodeName::code>("code", {.label = "代码"}), field<&CodeName::name>("name", {.label = "名称"})};
    return table;
}

const Table& fields_of(const PostView*)
{
    static const Table table{
        field<&PostView::unit_name>("unit_name", {.label = "单位"}),
        field<&PostView::unit_path>("unit_path", {.label = "所属"}),
        field<&PostView::kind>("kind"),
        field<&PostView::kind_name>("kind_name", {.label = "任职方式"}),
        field<&PostView::duty>("duty", {.label = "职务"}),
        field<&PostView::from>("from", {.label = "起"}),
        field<&PostView::to>("to", {.label = "止"}),
        field<&PostView::verified_on>("verified_on", {.label = "核实日期"}),
        field<&PostView::verified_by>("verified_by", {.label = "核实人"}),
    };
    return table;
}

const Table& fields_of(const FactView*)
{
    static const Table table{
        field<&FactView::kind>("kind", {.label = "种类"}),
        field<&FactView::text>("text", {.label = "内容"}),
        field<&FactView::from>("from", {.label = "起"}),
        field<&FactView::to>("to", {.label = "止"}),
    };
    return table;
}

const Table& fields_of(const CategoryView*)
{
    static const Table table{
        field<&CategoryView::code>("code"),
        field<&CategoryView::name>("name", {.label = "类别"}),
        field<&CategoryView::qualification>("qualification", {.label = "依据的资格"}),
        field<&CategoryView::verified_on>("verified_on", {.label = "核实日期"}),
        field<&CategoryView::verified_by>("verified_by", {.label = "核实人"}),
    };
    return table;
}

const Table& fields_of(const MergedView*)
{
    static const Table table{
        field<&MergedView::id>("id"),
        field<&MergedView::number>("number", {.label = "编号"}),
        field<&MergedView::on>("on", {.label = "合并日期"}),
    };
    return table;
}

const Table& fields_of(const Detail*)
{
    static const Table table{
        field<&Detail::id>("id"),
        field<&Detail::number>("number", {.label = "编号"}),
        field<&Detail::name>("name", {.label = "姓名"}),
        field<&Detail::name_mongolian>("name_mongolian", {.label = "蒙古文姓名"}),
        field<&Detail::status>("status", {.label = "状态"}),
        field<&Detail::status_since>("status_since", {.label = "状态自"}),
        field<&Detail::entered_on>("entered_on", {.label = "入库日期"}),
        field<&Detail::confirmed_on>("confirmed_on", {.label = "上次确认"}),
        field<&Detail::sex_name>("sex_name", {.label = "性别"}),
        field<&Detail::ethnic_name>("ethnic_name", {.label = "民族"}),
        field<&Detail::birth_day>("birth_day", {.label = "出生日期", .personal = "年龄条件"}),
        field<&Detail::title_name>("title_name", {.label = "职称"}),
        field<&Detail::degree_name>("degree_name", {.label = "学位"}),
        field<&Detail::region_name>("region_name", {.label = "地区"}),
        field<&Detail::keywords>("keywords", {.label = "关键词"}),
        field<&Detail::citizen_id_masked>("citizen_id_masked", {.label = "身份证号", .personal = "身份识别与回避"}),
        field<&Detail::passport_masked>("passport_masked", {.label = "护照等证件号", .personal = "身份识别与回避"}),
        field<&Detail::phone_masked>("phone_masked", {.label = "手机", .personal = "联系"}),
        field<&Detail::email_masked>("email_masked", {.label = "邮箱", .personal = "联系"}),
        field<&Detail::bank_account_masked>("bank_account_masked", {.label = "银行账号", .personal = "劳务报酬"}),
        field<&Detail::categories>("categories", {.label = "类别"}),
        field<&Detail::disciplines>("disciplines", {.label = "学科"}),
        field<&Detail::industries>("industries", {.label = "行业"}),
        field<&Detail::languages>("languages", {.label = "语种"}),
        field<&Detail::willingness>("willingness", {.label = "参加意愿"}),
        field<&Detail::resume>("resume", {.label = "简历"}),
        field<&Detail::posts>("posts", {.label = "任职"}),
        field<&Detail::relations>("relations", {.label = "亲属师生"}),
        field<&Detail::interests>("interests", {.label = "利益关系"}),
        field<&Detail::absences>("absences", {.label = "不便参加的日期"}),
        field<&Detail::achievements>("achievements", {.label = "成果、荣誉与兼职"}),
        field<&Detail::sanctions>("sanctions", {.label = "处理记录"}),
        field<&Detail::research>("research", {.label = "科研项目"}),
        field<&Detail::document>("document", {.label = "来源文件"}),
        field<&Detail::version>("version"),
        field<&Detail::provenance>("provenance", {.label = "各项信息的来历"}),
        field<&Detail::merged_into>("merged_into", {.label = "并入的记录", .note = "至多一条；没有的为空"}),
        field<&Detail::absorbed>("absorbed", {.label = "并入本记录的记录"}),
    };
    return table;
}

} // namespace expert
