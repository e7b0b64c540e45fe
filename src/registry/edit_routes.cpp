#include "catalog/catalog.h"
#include "registry/department.h"
#include "registry/form.h"
#include "registry/messages.h"
#include "registry/registry.h"
#include "registry/request.h"
#include "registry/store.h"
#include "registry/views.h"
#include "units/find.h"
#include "units/hang.h"

namespace registry {

namespace {

struct CreateForm {
    std::optional<std::string> parent;
    UnitForm unit;
};
const fields::Table& fields_of(const CreateForm*)
{
    static const fields::Table table{
        fields::field<&CreateForm::parent>("parent", {.label = "上级单位", .max = 40, .note = "其 id；没有的是法人单位"}),
        fields::field<&CreateForm::unit>("unit", {.label = "单位", .required = true}),
    };
    return table;
}

struct ChangeForm {
    std::int64_t version = 0;
    std::string grounds;
    UnitForm unit;
};
const fields::Table& fields_of(const ChangeForm*)
{
    static const fields::Table table{
        fields::field<&ChangeForm::version>("version", version_rule),
        fields::field<&ChangeForm::grounds>("grounds", grounds_rule),
        fields::field<&ChangeForm::unit>("unit", {.label = "单位", .required = true}),
    };
    return table;
}

struct MoveForm {
    std::int64_t version = 0;
    std::string grounds;
    std::optional<std::string> parent, kind;
};
const fields::Table& fields_of(const MoveForm*)
{
    static const fields::Table table{
        fields::field<&MoveForm::version>("version", version_rule),
        fields::field<&MoveForm::grounds>("grounds", grounds_rule),
        fields::field<&MoveForm::parent>("parent", {.label = "新的上级单位", .max = 40, .note = "其 id；没有：成为法人单位"}),
        fields::field<&MoveForm::kind>("kind", {.label = "单位类型", .max = 40, .note = "成为法人单位时"}),
    };
    return table;
}

Result<http::Response> answer(db::Connection& connection, const Unit& unit)
{
    return http::answer(fields::write(view_of(connection, unit)));
}

// Faults of the unit's fields, as the request names them.
Error within_unit(Error error)
{
    for (auto& f : error.fields) f.path = "unit." + f.path;
    return error;
}

Result<std::optional<std::int64_t>> read_parent(db::Connection& connection, const std::optional<std::string>& parent)
{
    if (!parent || parent->empty()) return std::optional<std::int64_t>{};
    auto ids = units::ids_of(connection, {*parent});
    if (ids.empty()) return refuse_field("parent", messages::unit_unknown);
    return std::optional(ids.begin()->second);
}

Result<http::Response> show(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto unit = load(snapshot->connection(), c.filter, c.parameter("id"));
    if (!unit) return auth::not_found("单位");
    return answer(snapshot->connection(), *unit);
}

Result<http::Response> create(auth::Context& c)
{
    auto form = c.body<CreateForm>();
    if (!form) return form.error();
    auto act = c.act();
    auto parent = read_parent(act.connection(), form->parent);
    if (!parent) return parent.error();
    auto facts = read_facts(act.connection(), form->unit, *parent, nullptr, c.today);
    if (!facts) return within_unit(facts.error());
    std::int64_t id =
        units::add_unit(act, {facts->name, facts->code, facts->kind, *parent, facts->region, facts->department_id, facts->listed_from,
                              facts->listed_to, facts->verified_on, facts->verified_by, facts->source, facts->aliases, facts->attributes});
    act.flush();
    Unit unit = load(act.connection(), id);
    act.append({"units.created/1", "unit", unit.public_id, {}});
    act.commit();
    auto snapshot = c.platform.database.read();
    return answer(snapshot->connection(), unit);
}

Result<http::Response> change(auth::Context& c)
{
    auto form = c.body<ChangeForm>();
    if (!form) return form.error();
    auto act = c.act();
    auto current = for_change(act.connection(), c.filter, c.parameter("id"), form->version);
    if (!current) return current.error();
    auto facts = read_facts(act.connection(), form->unit, current->parent_id, &*current, c.today);
    if (!facts) return within_unit(facts.error());
    std::vector<std::int64_t> departments;
    for (const auto& id : {current->facts.department_id, facts->department_id})
        if (id) departments.push_back(*id);
    auto told = differences(current->facts, *facts, names_of(act.connection(), departments));
    if (told.empty()) return refuse_field("unit.name", messages::nothing_changed);
    write(act, *current, *facts);
    act.append({"units.changed/1", "unit", current->public_id, json::Object{{"version", current->version + 1}},
                reason_of(joined(told, "；"), form->grounds)});
    act.commit();
    auto snapshot = c.platform.database.read();
    return answer(snapshot->connection(), load(snapshot->connection(), current->id));
}

// Why the unit cannot hang there.
std::optional<Error> fault_of_move(db::Connection& connection, const Unit& unit, std::optional<std::int64_t> parent)
{
    if (parent == unit.parent_id) return refuse_field("parent", messages::move_same);
    auto name = [&](std::int64_t id) { return names_of(connection, {id}).at(id); };
    if (parent && is_above(connection, unit.id, *parent))
        return refuse_field("parent", messages::move_circle, {name(*parent), unit.facts.name});
    if (parent && unit.facts.code) return refuse_field("parent", messages::move_code, {unit.facts.name});
    if (name_is_taken(connection, parent, unit.facts.name, unit.id))
        return refuse_field("parent", messages::name_taken, {parent ? "“" + name(*parent) + "”之下" : "法人单位中", unit.facts.name});
    for (const auto& a : joined_departments(connection, {unit.id, parent, false}))
        return refuse_field("parent", messages::one_department, {a.number, a.name});
    return std::nullopt;
}

Result<http::Response> move(auth::Context& c)
{
    auto form = c.body<MoveForm>();
    if (!form) return form.error();
    auto act = c.act();
    auto& connection = act.connection();
    auto current = for_change(connection, c.filter, c.parameter("id"), form->version);
    if (!current) return current.error();
    auto parent = read_parent(connection, form->parent);
    if (!parent) return parent.error();
    if (auto fault = fault_of_move(connection, *current, *parent)) return *fault;
    Facts facts = current->facts;
    if (*parent) {
        facts.kind = std::nullopt;
        facts.department_id = std::nullopt;
        facts.listed_from = facts.listed_to = std::nullopt;
        facts.attributes.clear();
    } else if (current->parent_id) {
        if (!form->kind || form->kind->empty()) return refuse_field("kind", messages::kind_needed);
        if (!catalog::unit_kinds().find(*form->kind)) return refuse_field("kind", messages::kind_unknown);
        facts.kind = form->kind;
    }
    auto path = [&](const std::optional<std::int64_t>& id) {
        return id ? "“" + units::by_id(connection, {*id}).at(*id).path + "”之下" : std::string("法人单位");
    };
    std::string told = "由" + path(current->parent_id) + "移为" + path(*parent);
    write(act, *current, facts, {{"parent_id", db::value_of(*parent)}});
    units::hang(connection, current->id, *parent);
    refresh_unit_facets(connection, current->id);
    act.append(
        {"units.moved/1", "unit", current->public_id, json::Object{{"version", current->version + 1}}, reason_of(told, form->grounds)});
    act.commit();
    auto snapshot = c.platform.database.read();
    return answer(snapshot->connection(), load(snapshot->connection(), current->id));
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {post,
     "/api/v1/units",
     {P::unit_edit, Scope::all},
     create,
     {"新建法人单位或内设机构", auth::table_of<CreateForm>, auth::table_of<UnitView>}},
    {get, "/api/v1/units/{id}", {P::unit_edit, Scope::all}, show, {"单位的各项信息", nullptr, auth::table_of<UnitView>}},
    {put,
     "/api/v1/units/{id}",
     {P::unit_edit, Scope::all},
     change,
     {"修改单位；改名后原名成为别名", auth::table_of<ChangeForm>, auth::table_of<UnitView>}},
    {post,
     "/api/v1/units/{id}/move",
     {P::unit_edit, Scope::all},
     move,
     {"移到另一个上级单位之下，或成为法人单位", auth::table_of<MoveForm>, auth::table_of<UnitView>}},
};

} // namespace

std::span<const auth::Route> unit_routes()
{
    return table;
}

} // namespace registry
