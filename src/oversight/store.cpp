#include "ledger/act_names.h"
#include "oversight/trail.h"

namespace oversight {

namespace {

constexpr std::string_view selected =
    "SELECT l.seq, l.at, l.type, l.actor_kind, l.actor_id, COALESCE('专家 ' || e.number, a.display_name), l.object_kind, l.object_id, "
    "l.body "
    "FROM ledger_entry l LEFT JOIN account a ON l.actor_kind = 'account' AND a.public_id = l.actor_id LEFT JOIN expert e ON e.id = "
    "a.expert_id";

// A WHERE clause that grows, with its values.
struct Where {
    std::string text;
    db::Values values;

    void add(const std::string& condition) { text += (text.empty() ? " WHERE " : " AND ") + condition; }
    std::string value(db::Value v)
    {
        values.push_back(std::move(v));
        return "$" + std::to_string(values.size());
    }
};

// What a supervisor may read of the trail (Art. 15(2)): the activities named to them, and their rounds.
void add_scope(Where& where, const auth::Filter& filter)
{
    if (filter.scope == auth::Scope::all) return;
    if (filter.scope != auth::Scope::assigned) return where.add("1 = 0");
    std::string me = where.value(filter.account_id);
    where.add(
        "(l.object_kind = 'activity' AND l.object_id IN (SELECT public_id FROM activity WHERE supervisor_id = " + me +
        ") OR l.object_kind = 'round' AND l.object_id IN (SELECT r.public_id FROM draw_round r JOIN activity a ON a.id = r.activity_id "
        "WHERE a.supervisor_id = " +
        me + "))");
}

void add_query(Where& where, db::Connection& connection, const Query& query)
{
    if (!query.actor_kind.empty()) where.add("l.actor_kind = " + where.value(query.actor_kind));
    if (!query.actor_id.empty()) where.add("l.actor_id = " + where.value(query.actor_id));
    if (!query.object_kind.empty()) where.add("l.object_kind = " + where.value(query.object_kind));
    if (!query.number.empty()) {
        std::string any;
        for (const auto& [kind, id] : objects_of(connection, query.number))
            any += (any.empty() ? "(" : " OR (") + ("l.object_kind = " + where.value(kind)) + " AND l.object_id = " + where.value(id) + ")";
        where.add(any.empty() ? "1 = 0" : "(" + any + ")");
    }
    if (!query.type.empty()) where.add("l.type = " + where.value(query.type));
    if (query.from) where.add("l.at >= " + where.value(to_text(start_of(*query.from))));
    if (query.to) where.add("l.at < " + where.value(to_text(start_of(*query.to + 1))));
    if (query.below) where.add("l.seq < " + where.value(*query.below));
}

std::string actor_of(const db::Row& row)
{
    std::string kind = row.text(3);
    if (kind == "account") return row.maybe_text(5).value_or("已删除的账号");
    if (kind == "visitor") return "未登录的人";
    return (kind == "console" ? "命令行 " : "系统 ") + row.text(4);
}

Entry entry_of(const db::Row& row)
{
    Entry entry{};
    entry.seq = row.integer(0);
    entry.at = row.text(1);
    entry.type = row.text(2);
    entry.name = ledger::act_name(entry.type);
    entry.actor = actor_of(row);
    entry.object_kind = row.maybe_text(6);
    if (entry.object_kind) entry.object_name = kind_name(*entry.object_kind);
    entry.object_id = row.maybe_text(7);
    auto text = row.maybe_text(8);
    if (!text) return entry;
    if (auto body = json::read(*text); body && body->if_object()) {
        const auto& members = body->object();
        if (const auto* reason = members.find("reason")) entry.reason = reason->text();
        if (const auto* from = members.find("from")) entry.from = from->text();
        entry.rows = static_cast<std::int64_t>(members.at("rows").array().size());
    }
    return entry;
}

void add_labels(db::Connection& connection, std::vector<Entry>& entries)
{
    std::set<Object> objects;
    for (const auto& entry : entries)
        if (entry.object_kind && entry.object_id) objects.emplace(*entry.object_kind, *entry.object_id);
    auto labels = labels_of(connection, objects);
    for (auto& entry : entries) {
        if (!entry.object_kind || !entry.object_id) continue;
        auto label = labels.find({*entry.object_kind, *entry.object_id});
        if (label != labels.end()) entry.object = label->second;
    }
}

} // namespace

Found find_entries(db::Connection& connection, const auth::Filter& filter, const Query& query, const auth::Page& page)
{
    Where where;
    add_scope(where, filter);
    add_query(where, connection, query);
    Found found;
    found.total = *connection.one("SELECT count(*) FROM ledger_entry l" + where.text, where.values,
                                  [](const db::Row& row) { return row.integer(0); });
    std::string limit = where.value(page.size), offset = where.value(page.offset());
    found.items = connection.all(std::string(selected) + where.text + " ORDER BY l.seq DESC LIMIT " + limit + " OFFSET " + offset,
                                 where.values, entry_of);
    add_labels(connection, found.items);
    return found;
}

std::vector<ActorChoice> actors(db::Connection& connection, const auth::Filter& filter)
{
    Where where;
    where.add("l.actor_kind = 'account'");
    where.add("l.actor_id = a.public_id");
    add_scope(where, filter);
    return connection.all(
        "SELECT a.public_id, COALESCE('专家 ' || e.number, a.display_name), u.name FROM account a LEFT JOIN unit u ON u.id "
        "= a.unit_id LEFT JOIN expert e ON e.id = a.expert_id WHERE EXISTS (SELECT 1 FROM ledger_entry l" +
            where.text + ") ORDER BY 2, 1 LIMIT 500",
        where.values, [](const db::Row& row) {
            return ActorChoice{"account:" + row.text(0), row.text(1), row.maybe_text(2)};
        });
}

std::vector<Entry> timeline_of(db::Connection& connection, const Object& object)
{
    // What happened in the rounds of an activity happened to it; counting for a plan and signing in change nothing, and that somebody
    // looked is for the trail. A merging happened to both.
    auto entries = connection.all(
        std::string(selected) +
            " WHERE l.type NOT IN ('draw.counted/1', 'auth.signed_in/1', 'personal.read/1') AND "
            "(l.object_kind = $1 AND l.object_id = $2 OR $1 = 'activity' AND l.object_kind = 'round' AND l.object_id IN (SELECT "
            "r.public_id FROM draw_round r JOIN activity a ON a.id = r.activity_id WHERE "
            "a.public_id = $2) OR $1 = 'expert' AND l.seq IN (SELECT m.seq FROM expert_merge m JOIN expert x ON x.id = m.absorbed_id WHERE "
            "x.public_id = $2)) ORDER BY l.seq",
        {object.first, object.second}, entry_of);
    for (auto& entry : entries) entry.from.reset(); // an address is for who searches the trail
    add_labels(connection, entries);
    return entries;
}

} // namespace oversight
