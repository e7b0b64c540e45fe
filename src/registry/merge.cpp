#include "registry/merge.h"

#include "activity/activity.h"
#include "auth/account.h"
#include "catalog/catalog.h"
#include "expert/expert.h"
#include "library_use/library_use.h"
#include "registry/department.h"
#include "registry/messages.h"
#include "registry/request.h"
#include "units/hang.h"

#include <algorithm>
#include <stdexcept>

namespace registry {

namespace {

bool says_listed(const units::Attribute& a)
{
    return catalog::unit_attributes().is_within(a.kind, "listed");
}

std::vector<std::int64_t> ids(db::Connection& connection, const std::string& sql, db::Values values)
{
    return connection.all(sql, values, [](const db::Row& row) { return row.integer(0); });
}

void update(ledger::Act& act, const ledger::Table& table, std::int64_t id, const ledger::Record& changes)
{
    if (!act.update(table, id, changes)) throw std::logic_error("no version was expected");
}

// Those whose live rounds name one of the two, or what hangs below.
std::vector<ActivityName> running(db::Connection& connection, const Pair& pair)
{
    return connection.all(
        "SELECT DISTINCT a.number, a.name FROM activity a LEFT JOIN activity_project p ON p.activity_id = a.id LEFT JOIN activity_partner "
        "q "
        "ON q.project_id = p.id JOIN unit_closure c ON c.unit_id IN (a.using_unit_id, p.applicant_id, p.lead_unit_id, q.unit_id) WHERE "
        "a.held = 1 AND c.above_id IN ($1, $2) ORDER BY a.number",
        {pair.survivor.id, pair.absorbed.id}, [](const db::Row& row) {
            return ActivityName{row.text(0), row.text(1)};
        });
}

// Columns that name a unit and follow it: which rows, with what besides.
struct Following {
    std::string_view rows; // of activities under way
    const ledger::Table& table;
    std::string_view column;
};
const Following following[] = {
    {"SELECT id FROM account t WHERE t.unit_id = $1", auth::account_table, "unit_id"},
    {"SELECT id FROM activity t WHERE t.using_unit_id = $1 AND t.status <> 'finished'", activity::activity_table, "using_unit_id"},
    {"SELECT t.id FROM activity_project t JOIN activity a ON a.id = t.activity_id WHERE t.applicant_id = $1 AND a.status <> 'finished'",
     activity::project_table, "applicant_id"},
    {"SELECT t.id FROM activity_project t JOIN activity a ON a.id = t.activity_id WHERE t.lead_unit_id = $1 AND a.status <> 'finished'",
     activity::project_table, "lead_unit_id"},
    {"SELECT id FROM library_use t WHERE t.unit_id = $1 AND t.state IN ('asked', 'granted')", library_use::library_use_table, "unit_id"},
    {"SELECT id FROM unit t WHERE t.competent_department_id = $1", units::unit_table, "competent_department_id"},
};

void move_people(ledger::Act& act, const crypto::Keyring& keys, const Pair& pair, const std::string& grounds, std::int64_t account_id)
{
    auto people = act.connection().all(
        "SELECT public_id FROM expert WHERE status <> 'merged' AND id IN (SELECT expert_id FROM post WHERE unit_id = $1 UNION SELECT "
        "expert_id FROM interest WHERE unit_id = $1) ORDER BY id",
        {pair.absorbed.id}, [](const db::Row& row) { return row.text(0); });
    for (const auto& id : people) {
        auto before = expert::load_record(act.connection(), keys, {auth::Scope::all}, id).value();
        auto after = before;
        for (auto& post : after.facts.posts)
            if (post.unit_id == pair.absorbed.id) post.unit_id = pair.survivor.id;
        for (auto& interest : after.facts.interests)
            if (interest.unit_id == pair.absorbed.id) interest.unit_id = pair.survivor.id;
        expert::change_expert(
            act, keys, before, after,
            {"“" + pair.absorbed.facts.name + "”并入“" + pair.survivor.facts.name + "”：" + grounds, std::nullopt, "", account_id});
    }
}

// A project whose applicant or partner the survivor is already needs it no second time.
void move_partners(ledger::Act& act, const Pair& pair)
{
    auto rows = act.connection().all(
        "SELECT t.id, (SELECT count(*) FROM activity_partner o WHERE o.project_id = t.project_id AND o.unit_id = $2), p.applicant_id FROM "
        "activity_partner t JOIN activity_project p ON p.id = t.project_id JOIN activity a ON a.id = p.activity_id WHERE t.unit_id = $1 "
        "AND "
        "a.status <> 'finished' ORDER BY t.id",
        {pair.absorbed.id, pair.survivor.id}, [&](const db::Row& row) {
            return std::pair{row.integer(0), row.integer(1) > 0 || row.integer(2) == pair.survivor.id};
        });
    for (const auto& [id, there] : rows)
        if (there)
            act.remove(activity::partner_table, id);
        else
            update(act, activity::partner_table, id, {{"unit_id", db::Value(pair.survivor.id)}});
}

// Sub-units, and what was merged into the absorbed unit before.
void move_units(ledger::Act& act, const Pair& pair)
{
    db::Value survivor(pair.survivor.id);
    auto& connection = act.connection();
    auto children = ids(connection, "SELECT id FROM unit WHERE parent_id = $1 ORDER BY id", {pair.absorbed.id});
    for (auto id : ids(connection, "SELECT id FROM unit WHERE merged_into_id = $1 ORDER BY id", {pair.absorbed.id}))
        update(act, units::unit_table, id, {{"merged_into_id", survivor}});
    for (auto id : children) {
        update(act, units::unit_table, id, {{"parent_id", survivor}});
        units::hang(connection, id, pair.survivor.id);
    }
}

} // namespace

std::vector<Error> obstacles(db::Connection& connection, const Pair& pair)
{
    const auto &survivor = pair.survivor, &absorbed = pair.absorbed;
    if (survivor.id == absorbed.id) return {refuse_field("other", messages::merge_itself)};
    std::vector<Error> found;
    auto add = [&](const Message& message, std::initializer_list<std::string> arguments) {
        found.push_back(refuse(ErrorKind::conflict, message, arguments));
    };
    for (const auto* unit : {&survivor, &absorbed})
        if (unit->merged_into_id)
            add(messages::merged_away, {unit->facts.name, names_of(connection, {*unit->merged_into_id}).at(*unit->merged_into_id)});
    if (!found.empty()) return found;
    if (survivor.facts.code && absorbed.facts.code)
        add(messages::merge_codes, {survivor.facts.name, *survivor.facts.code, absorbed.facts.name, *absorbed.facts.code});
    if (survivor.parent_id && absorbed.facts.code) add(messages::merge_into_part, {absorbed.facts.name, survivor.facts.name});
    if (is_above(connection, absorbed.id, survivor.id))
        add(messages::merge_above, {survivor.facts.name, absorbed.facts.name});
    else
        for (const auto& a : joined_departments(connection, {absorbed.id, survivor.id, true}))
            add(messages::one_department, {a.number, a.name});
    for (const auto& a : running(connection, pair)) add(messages::merge_running, {a.number, a.name});
    return found;
}

Facts united(const Pair& pair)
{
    Facts facts = pair.survivor.facts;
    const Facts& other = pair.absorbed.facts;
    auto add_name = [&](const std::string& name) {
        if (name != facts.name && std::find(facts.aliases.begin(), facts.aliases.end(), name) == facts.aliases.end())
            facts.aliases.push_back(name);
    };
    add_name(other.name);
    for (const auto& alias : other.aliases) add_name(alias);
    if (!facts.region) facts.region = other.region;
    if (pair.survivor.parent_id) return facts;
    if (!facts.code) facts.code = other.code;
    if (!facts.kind) facts.kind = other.kind;
    if (!facts.department_id) facts.department_id = other.department_id;
    for (auto id : {pair.survivor.id, pair.absorbed.id}) // it was in charge of the other
        if (facts.department_id == id) facts.department_id = std::nullopt;
    for (const auto& a : other.attributes) {
        bool there = std::any_of(facts.attributes.begin(), facts.attributes.end(),
                                 [&](const auto& own) { return own.kind == a.kind && own.from == a.from && own.to == a.to; });
        // That the absorbed unit is listed excepts nobody from recusing for the survivor (Art. 14(4)6, R16).
        if (!there && !says_listed(a)) facts.attributes.push_back(a);
    }
    return facts;
}

std::vector<MoveView> moves_of(db::Connection& connection, const Pair& pair)
{
    std::vector<MoveView> moves;
    auto number = [&](const std::string& sql) {
        return connection.one(sql, {pair.absorbed.id}, [](const db::Row& row) { return row.integer(0); }).value();
    };
    auto add = [&](std::string kind, std::string text, std::int64_t n) {
        if (n > 0) moves.push_back({std::move(kind), std::move(text), n});
    };
    const std::string of_people = " t JOIN expert e ON e.id = t.expert_id WHERE t.unit_id = $1 AND e.status <> 'merged'";
    auto children = connection.all("SELECT name FROM unit WHERE parent_id = $1 AND merged_into_id IS NULL ORDER BY name, id",
                                   {pair.absorbed.id}, [](const db::Row& row) { return row.text(0); });
    constexpr std::size_t shown = 8;
    std::string names = joined({children.begin(), children.begin() + static_cast<std::ptrdiff_t>(std::min(shown, children.size()))}, "、");
    add("units", "下级单位：" + names + (children.size() > shown ? " 等" : ""), static_cast<std::int64_t>(children.size()));
    add("accounts", "账号", number("SELECT count(*) FROM account WHERE unit_id = $1"));
    std::int64_t people = number("SELECT count(DISTINCT t.expert_id) FROM post" + of_people);
    add("posts", "直接在这个单位的任职，" + std::to_string(people) + " 位专家", number("SELECT count(*) FROM post" + of_people));
    add("interests", "专家在这个单位的利益关系", number("SELECT count(*) FROM interest" + of_people));
    add("projects", "没有结束的活动中，以它为申报单位、合作单位或负责人单位的项目",
        number(
            "SELECT count(DISTINCT p.id) FROM activity_project p JOIN activity a ON a.id = p.activity_id LEFT JOIN activity_partner q ON "
            "q.project_id = p.id WHERE a.status <> 'finished' AND (p.applicant_id = $1 OR p.lead_unit_id = $1 OR q.unit_id = $1)"));
    add("activities", "没有结束的活动，以它为使用单位",
        number("SELECT count(*) FROM activity WHERE using_unit_id = $1 AND status <> 'finished'"));
    add("charges", "归口由它管理的单位", number("SELECT count(*) FROM unit WHERE competent_department_id = $1"));
    Facts after = united(pair);
    const Facts& before = pair.survivor.facts;
    std::vector<std::string> aliases(after.aliases.begin() + static_cast<std::ptrdiff_t>(before.aliases.size()), after.aliases.end());
    add("aliases", "名称，成为别名：" + joined(aliases, "、"), static_cast<std::int64_t>(aliases.size()));
    add("attributes", "单位属性", static_cast<std::int64_t>(after.attributes.size() - before.attributes.size()));
    if (after.code != before.code) add("code", "统一社会信用代码 " + *after.code, 1);
    return moves;
}

std::vector<std::string> consequences_of(db::Connection& connection, const Pair& pair)
{
    const std::string mine = "“" + pair.survivor.facts.name + "”", theirs = "“" + pair.absorbed.facts.name + "”";
    std::vector<std::string> told;
    told.push_back(theirs + "不能再选用；按这个名称查找、导入的，都认作" + mine + "。");
    told.push_back("此后抽取时，两边的人按同一单位回避（第十四条第（四）项第 4、5、6 目），立即生效；正在进行的抽取不受影响。");
    auto twice =
        connection.all("SELECT a.name FROM unit a JOIN unit b ON b.name = a.name AND b.parent_id = $2 AND b.merged_into_id IS NULL "
                       "WHERE a.parent_id = $1 AND a.merged_into_id IS NULL ORDER BY a.name",
                       {pair.absorbed.id, pair.survivor.id}, [](const db::Row& row) { return row.text(0); });
    if (!twice.empty()) told.push_back("两边都有下级“" + joined(twice, "”“") + "”，合并后会各有两个，请随后逐对合并或改名。");
    const auto& attributes = pair.absorbed.facts.attributes;
    if (pair.absorbed.facts.listed_from || std::any_of(attributes.begin(), attributes.end(), says_listed))
        told.push_back(theirs + "的上市期间不带过去：持有其股权的专家此后按" + mine + "是否上市判断。");
    auto finished = connection.one("SELECT count(DISTINCT a.id) FROM activity a LEFT JOIN activity_project p ON p.activity_id = a.id WHERE "
                                   "a.status = 'finished' AND (a.using_unit_id = $1 OR p.applicant_id = $1 OR p.lead_unit_id = $1)",
                                   {pair.absorbed.id}, [](const db::Row& row) { return row.integer(0); });
    if (*finished) told.push_back("已结束的 " + std::to_string(*finished) + " 个活动仍写着" + theirs + "。");
    told.push_back("任职或利益关系移动的专家，各记一个新版本，依据写本次合并。合并后不能拆开。");
    return told;
}

void merge(ledger::Act& act, const crypto::Keyring& keys, const Pair& pair, const std::string& grounds, std::int64_t account_id)
{
    auto& connection = act.connection();
    std::vector<std::string> told;
    for (const auto& move : moves_of(connection, pair)) told.push_back(move.text + " " + std::to_string(move.n));
    Facts after = united(pair);
    move_people(act, keys, pair, grounds, account_id);

    db::Value survivor(pair.survivor.id);
    for (const auto& [rows, table, column] : following)
        for (auto id : ids(connection, std::string(rows), {pair.absorbed.id})) update(act, table, id, {{std::string(column), survivor}});
    move_partners(act, pair);
    move_units(act, pair);
    Facts emptied = pair.absorbed.facts;
    emptied.code = std::nullopt;
    emptied.aliases.clear();
    std::erase_if(emptied.attributes, [](const auto& a) { return !says_listed(a); });
    write(act, pair.absorbed, emptied, {{"parent_id", survivor}, {"merged_into_id", survivor}});
    units::hang(connection, pair.absorbed.id, pair.survivor.id);
    act.append({"units.absorbed/1", "unit", pair.absorbed.public_id, json::Object{{"into", pair.survivor.public_id}},
                reason_of("并入“" + pair.survivor.facts.name + "”", grounds)});

    write(act, pair.survivor, after);
    act.append({"units.merged/1", "unit", pair.survivor.public_id, json::Object{{"absorbed", pair.absorbed.public_id}},
                reason_of("并入“" + pair.absorbed.facts.name + "”：" + joined(told, "；"), grounds)});
    act.flush();
    refresh_unit_facets(connection, pair.survivor.id);
}

} // namespace registry
