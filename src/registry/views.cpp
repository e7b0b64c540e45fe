#include "registry/views.h"

#include "catalog/catalog.h"
#include "registry/credit_code.h"
#include "units/find.h"

namespace registry {

using fields::field;
using fields::Table;

namespace {

std::optional<std::string> name_in(const catalog::Table& table, const std::optional<std::string>& code)
{
    const auto* entry = code ? table.find(*code) : nullptr;
    return entry ? std::optional(entry->name) : code;
}

std::optional<std::string> filled(const std::string& text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<UnitName> named(db::Connection& connection, const std::optional<std::int64_t>& id)
{
    if (!id) return std::nullopt;
    return connection.one("SELECT public_id, name FROM unit WHERE id = $1", {*id}, [](const db::Row& row) {
        return UnitName{row.text(0), row.text(1)};
    });
}

void count(db::Connection& connection, UnitView& view, std::int64_t id)
{
    auto number = [&](const std::string& sql) {
        return connection.one("SELECT " + sql, {id}, [](const db::Row& row) { return row.integer(0); }).value();
    };
    view.children = number("count(*) FROM unit WHERE parent_id = $1 AND merged_into_id IS NULL");
    view.below = number("count(*) FROM unit_closure c JOIN unit u ON u.id = c.unit_id WHERE c.above_id = $1 AND c.distance > 0 AND "
                        "u.merged_into_id IS NULL");
    view.accounts = number("count(*) FROM unit_closure c JOIN account a ON a.unit_id = c.unit_id WHERE c.above_id = $1");
    view.experts = number("count(DISTINCT p.expert_id) FROM unit_closure c JOIN post p ON p.unit_id = c.unit_id JOIN expert e ON e.id = "
                          "p.expert_id WHERE c.above_id = $1 AND p.kind <> 'former' AND e.status <> 'merged'");
    view.in_charge = number("count(*) FROM unit WHERE competent_department_id = $1 AND merged_into_id IS NULL");
}

} // namespace

UnitView view_of(db::Connection& connection, const Unit& unit)
{
    const Facts& f = unit.facts;
    UnitView view;
    view.id = unit.public_id;
    view.name = f.name;
    view.path = units::by_id(connection, {unit.id}).at(unit.id).path;
    view.version = unit.version;
    view.entity = unit.is_entity();
    view.merged_into = named(connection, unit.merged_into_id);
    view.parent = named(connection, unit.parent_id);
    view.department = named(connection, f.department_id);
    view.code = f.code;
    if (f.code) view.organisation_code = organisation_code(*f.code);
    view.kind = f.kind;
    view.kind_name = name_in(catalog::unit_kinds(), f.kind);
    view.region = f.region;
    view.region_name = name_in(catalog::regions(), f.region);
    view.listed_from = f.listed_from;
    view.listed_to = f.listed_to;
    view.verified_on = f.verified_on;
    view.verified_by = filled(f.verified_by);
    view.source = filled(f.source);
    view.aliases = f.aliases;
    for (const auto& a : f.attributes) view.attributes.push_back({a.kind, *name_in(catalog::unit_attributes(), a.kind), a.from, a.to});
    view.merged =
        connection.all("SELECT public_id, name FROM unit WHERE merged_into_id = $1 ORDER BY id", {unit.id}, [](const db::Row& row) {
            return UnitName{row.text(0), row.text(1)};
        });
    count(connection, view, unit.id);
    return view;
}

const Table& fields_of(const UnitName*)
{
    static const Table table{field<&UnitName::id>("id"), field<&UnitName::name>("name", {.label = "名称"})};
    return table;
}

const Table& fields_of(const AttributeView*)
{
    static const Table table{
        field<&AttributeView::kind>("kind"),
        field<&AttributeView::name>("name", {.label = "单位属性"}),
        field<&AttributeView::from>("from", {.label = "起"}),
        field<&AttributeView::to>("to", {.label = "止"}),
    };
    return table;
}

const Table& fields_of(const UnitView*)
{
    static const Table table{
        field<&UnitView::id>("id"),
        field<&UnitView::name>("name", {.label = "名称"}),
        field<&UnitView::path>("path", {.label = "名称，从法人单位起"}),
        field<&UnitView::version>("version", {.label = "版本"}),
        field<&UnitView::entity>("entity", {.label = "法人单位"}),
        field<&UnitView::parent>("parent", {.label = "上级单位"}),
        field<&UnitView::department>("department", {.label = "归口管理部门"}),
        field<&UnitView::merged_into>("merged_into", {.label = "已并入"}),
        field<&UnitView::code>("code", {.label = "统一社会信用代码"}),
        field<&UnitView::organisation_code>("organisation_code", {.label = "组织机构代码"}),
        field<&UnitView::kind>("kind"),
        field<&UnitView::kind_name>("kind_name", {.label = "单位类型"}),
        field<&UnitView::region>("region"),
        field<&UnitView::region_name>("region_name", {.label = "所在地区"}),
        field<&UnitView::listed_from>("listed_from", {.label = "上市日期"}),
        field<&UnitView::listed_to>("listed_to", {.label = "退市日期"}),
        field<&UnitView::verified_on>("verified_on", {.label = "核验日期"}),
        field<&UnitView::verified_by>("verified_by", {.label = "核验人"}),
        field<&UnitView::source>("source", {.label = "来源"}),
        field<&UnitView::aliases>("aliases", {.label = "曾用名和别名"}),
        field<&UnitView::attributes>("attributes", {.label = "单位属性"}),
        field<&UnitView::merged>("merged", {.label = "并入本单位的"}),
        field<&UnitView::children>("children", {.label = "直接下级"}),
        field<&UnitView::below>("below", {.label = "所有下级"}),
        field<&UnitView::accounts>("accounts", {.label = "账号，含下级"}),
        field<&UnitView::experts>("experts", {.label = "现任专家，含下级"}),
        field<&UnitView::in_charge>("in_charge", {.label = "归口由它管理的单位"}),
    };
    return table;
}

const Table& fields_of(const MoveView*)
{
    static const Table table{
        field<&MoveView::kind>("kind", {.choices = {"units", "accounts", "posts", "interests", "projects", "activities", "charges",
                                                    "aliases", "attributes", "code"}}),
        field<&MoveView::text>("text", {.label = "移过去的是什么"}),
        field<&MoveView::n>("n", {.label = "数量"}),
    };
    return table;
}

const Table& fields_of(const MergeView*)
{
    static const Table table{
        field<&MergeView::survivor>("survivor", {.label = "保留的单位"}),
        field<&MergeView::absorbed>("absorbed", {.label = "并入的单位"}),
        field<&MergeView::moves>("moves", {.label = "移过去的"}),
        field<&MergeView::obstacles>("obstacles", {.label = "现在不能合并的原因"}),
        field<&MergeView::consequences>("consequences", {.label = "合并之后"}),
    };
    return table;
}

} // namespace registry
