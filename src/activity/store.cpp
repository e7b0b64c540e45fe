#include "activity/store.h"

#include "activity/activity_status.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "db/groups.h"
#include "units/units.h"

#include <algorithm>

namespace activity {

namespace {

// What a row of `activity a` must satisfy to lie within the filter; placeholders are added to `values`.
std::string within(const auth::Filter& filter, db::Values& values)
{
    switch (filter.scope) {
    case auth::Scope::all:
        return "1 = 1";
    case auth::Scope::assigned:
        values.emplace_back(filter.account_id);
        return "a.supervisor_id = $" + std::to_string(values.size());
    case auth::Scope::own_entity:
        if (!filter.entity_id) return "1 = 0";
        values.emplace_back(*filter.entity_id);
        return "EXISTS (SELECT 1 FROM unit_closure s WHERE s.unit_id = a.using_unit_id AND s.above_id = $" + std::to_string(values.size()) +
               ")";
    case auth::Scope::nothing:
    case auth::Scope::self:
    case auth::Scope::own_charge:
        break;
    }
    return "1 = 0";
}

void load_projects(db::Connection& connection, Activity& activity)
{
    std::map<std::int64_t, std::size_t> places;
    connection.each("SELECT p.id, p.public_id, p.number, p.name, p.applicant_id, ar.id, p.lead_name, p.lead_hash, lr.id, p.lead_unit_id "
                    "FROM activity_project p" +
                        units::join_entity("p.applicant_id", "ar") + units::join_entity("COALESCE(p.lead_unit_id, p.applicant_id)", "lr") +
                        " WHERE p.activity_id = $1 ORDER BY p.place, p.id",
                    {activity.id}, [&](const db::Row& row) {
                        Project p;
                        p.id = row.integer(0);
                        p.public_id = row.text(1);
                        p.number = row.text(2);
                        p.name = row.text(3);
                        p.applicant_id = row.integer(4);
                        p.applicant_entity_id = row.integer(5);
                        p.lead_name = row.text(6);
                        p.lead_hash = row.bytes(7);
                        p.lead_entity_id = row.integer(8);
                        p.lead_unit_id = row.maybe_integer(9);
                        if (p.lead_unit_id == p.lead_entity_id) p.lead_unit_id = std::nullopt;
                        places[p.id] = activity.projects.size();
                        activity.projects.push_back(std::move(p));
                    });
    connection.each("SELECT q.project_id, r.id FROM activity_partner q JOIN activity_project p ON p.id = q.project_id" +
                        units::join_entity("q.unit_id", "r") + " WHERE p.activity_id = $1 ORDER BY q.id",
                    {activity.id}, [&](const db::Row& row) {
                        auto& ids = activity.projects[places.at(row.integer(0))].partner_entity_ids;
                        if (std::find(ids.begin(), ids.end(), row.integer(1)) == ids.end()) ids.push_back(row.integer(1));
                    });
    connection.each("SELECT m.project_id, m.person_hash FROM activity_member m JOIN activity_project p ON p.id = m.project_id "
                    "WHERE p.activity_id = $1 ORDER BY m.place, m.id",
                    {activity.id},
                    [&](const db::Row& row) { activity.projects[places.at(row.integer(0))].member_hashes.push_back(row.bytes(1)); });
}

// "a.role IN (…)" of the roles that hold `permission`; role codes are constants of the program.
std::string roles_with(auth::Permission permission)
{
    std::string list;
    for (const auto& role : auth::roles())
        if (role.permissions.has(permission)) list += (list.empty() ? "'" : ", '") + std::string(role.code) + "'";
    return "IN (" + list + ")";
}

std::string select_colleagues(auth::Permission permission)
{
    return "SELECT DISTINCT a.id, a.public_id, a.display_name, u.name, r.name FROM account a JOIN unit u ON u.id = a.unit_id" +
           units::join_entity("a.unit_id", "r") +
           " WHERE a.state = 'active' AND EXISTS (SELECT 1 FROM account_role x WHERE x.account_id = a.id AND x.role " +
           roles_with(permission) + " AND x.from_day <= $2 AND (x.to_day IS NULL OR x.to_day >= $2)) AND ";
}

Colleague colleague(const db::Row& row)
{
    return {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4)};
}

// The pattern of LIKE … ESCAPE '!' that finds `text` anywhere, without regard to the case of Latin letters.
std::string pattern_of(std::string_view text)
{
    std::string pattern = "%";
    for (char c : text) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return pattern + "%";
}

} // namespace

std::optional<Activity> load(db::Connection& connection, const auth::Filter& filter, const std::string& public_id)
{
    db::Values values{public_id};
    std::string scope = within(filter, values);
    auto activity = connection.one(
        "SELECT a.id, a.version, a.public_id, a.number, a.name, a.kind, a.status, a.held, a.using_unit_id, r.id, a.from_day, a.to_day, "
        "a.operator_id, a.supervisor_id FROM activity a" +
            units::join_entity("a.using_unit_id", "r") + " WHERE a.public_id = $1 AND " + scope,
        values, [](const db::Row& row) {
            Activity a;
            a.id = row.integer(0);
            a.version = row.integer(1);
            a.public_id = row.text(2);
            a.number = row.text(3);
            a.name = row.text(4);
            a.kind = row.text(5);
            a.status = row.text(6);
            a.held = row.integer(7) == 1;
            a.using_unit_id = row.integer(8);
            a.using_entity_id = row.integer(9);
            a.from = parse_day(row.text(10)).value();
            a.to = parse_day(row.text(11)).value();
            a.operator_id = row.integer(12);
            a.supervisor_id = row.integer(13);
            return a;
        });
    if (activity) load_projects(connection, *activity);
    return activity;
}

std::vector<Label> labels_within(db::Connection& connection, const auth::Filter& filter, const std::vector<std::int64_t>& ids)
{
    db::Values values;
    std::string scope = within(filter, values);
    std::vector<Label> labels;
    db::each_group(
        connection, "SELECT a.id, a.public_id, a.number, a.name FROM activity a WHERE " + scope + " AND a.id", ids,
        [&](const db::Row& row) {
            labels.push_back({row.integer(0), row.text(1), row.text(2), row.text(3)});
        },
        "", values);
    std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.id > b.id; });
    return labels;
}

std::vector<StoredProject> stored_projects(db::Connection& connection, std::int64_t activity_id)
{
    std::map<std::int64_t, std::size_t> places;
    std::vector<StoredProject> projects;
    connection.each("SELECT id, place, applicant_id, public_id, number, name, lead_name, lead_citizen_id, lead_hash, lead_unit_id "
                    "FROM activity_project WHERE activity_id = $1 ORDER BY place, id",
                    {activity_id}, [&](const db::Row& row) {
                        places[row.integer(0)] = projects.size();
                        projects.push_back({row.integer(0),
                                            row.integer(1),
                                            row.integer(2),
                                            row.text(3),
                                            row.text(4),
                                            row.text(5),
                                            row.text(6),
                                            row.bytes(7),
                                            row.bytes(8),
                                            row.maybe_integer(9),
                                            {},
                                            {},
                                            {}});
                    });
    connection.each("SELECT q.project_id, q.id, q.unit_id FROM activity_partner q JOIN activity_project p ON p.id = q.project_id "
                    "WHERE p.activity_id = $1 ORDER BY q.id",
                    {activity_id}, [&](const db::Row& row) {
                        projects[places.at(row.integer(0))].partners.push_back({row.integer(1), row.integer(2)});
                    });
    connection.each("SELECT m.project_id, m.id, m.place, m.public_id, m.name, m.citizen_id, m.person_hash FROM activity_member m "
                    "JOIN activity_project p ON p.id = m.project_id WHERE p.activity_id = $1 ORDER BY m.place, m.id",
                    {activity_id}, [&](const db::Row& row) {
                        projects[places.at(row.integer(0))].members.push_back(
                            {row.integer(1), row.integer(2), row.text(3), row.text(4), row.bytes(5), row.bytes(6)});
                    });
    connection.each("SELECT v.project_id, v.id, v.place, v.name, v.unit_name, v.reason FROM activity_avoidance v "
                    "JOIN activity_project p ON p.id = v.project_id WHERE p.activity_id = $1 ORDER BY v.place, v.id",
                    {activity_id}, [&](const db::Row& row) {
                        projects[places.at(row.integer(0))].avoidances.push_back(
                            {row.integer(1), row.integer(2), {row.text(3), row.maybe_text(4).value_or(""), row.text(5)}});
                    });
    return projects;
}

std::vector<Named> named_in(db::Connection& connection, const Activity& activity)
{
    std::vector<Named> named;
    for (auto& project : stored_projects(connection, activity.id)) {
        Named& one = named.emplace_back();
        for (auto& member : project.members) one.members.push_back(std::move(member.name));
        for (auto& avoidance : project.avoidances) one.avoidances.push_back(std::move(avoidance.what));
    }
    return named;
}

std::optional<std::int64_t> find_unit(db::Connection& connection, const std::string& public_id)
{
    return connection.one("SELECT COALESCE(merged_into_id, id) FROM unit WHERE public_id = $1", {public_id},
                          [](const db::Row& row) { return row.integer(0); });
}

std::vector<std::int64_t> units_written(db::Connection& connection, const std::string& text, std::optional<std::int64_t> within)
{
    auto id = [](const db::Row& row) { return row.integer(0); };
    auto entities = [&](std::string_view name) {
        return connection.all("SELECT u.id FROM unit u WHERE u.code = $1 OR (u.parent_id IS NULL AND (u.name = $1 OR EXISTS (SELECT 1 FROM "
                              "unit_alias a WHERE a.unit_id = u.id AND a.name = $1))) ORDER BY u.id",
                              {std::string(trimmed(name))}, id);
    };
    // Parts of the legal entity of `unit`, at any depth.
    auto parts = [&](std::int64_t unit, std::string_view name) {
        return connection.all("SELECT DISTINCT COALESCE(u.merged_into_id, u.id) FROM unit u JOIN unit_closure below ON below.unit_id = "
                              "u.id JOIN unit_closure up ON up.above_id = "
                              "below.above_id JOIN unit r ON r.id = up.above_id AND r.parent_id IS NULL WHERE up.unit_id = $1 AND "
                              "u.parent_id IS NOT NULL AND u.name = $2 ORDER BY 1",
                              {unit, std::string(trimmed(name))}, id);
    };
    if (auto slash = text.rfind('/'); slash != std::string::npos) {
        std::string above = text.substr(0, text.find('/'));
        std::vector<std::int64_t> found;
        for (auto entity : entities(above))
            for (auto part : parts(entity, std::string_view(text).substr(slash + 1))) found.push_back(part);
        return found;
    }
    if (within)
        if (auto found = parts(*within, text); !found.empty()) return found;
    return entities(text);
}

std::optional<std::int64_t> find_account(db::Connection& connection, const std::string& public_id)
{
    return connection.one("SELECT id FROM account WHERE public_id = $1", {public_id}, [](const db::Row& row) { return row.integer(0); });
}

std::map<std::int64_t, Unit> units_by_id(db::Connection& connection, const std::vector<std::int64_t>& ids)
{
    std::map<std::int64_t, Unit> units;
    db::each_group(connection,
                   "SELECT u.id, u.public_id, u.name, r.name, u.parent_id FROM unit u" + units::join_entity("u.id", "r") + " WHERE u.id",
                   ids, [&](const db::Row& row) {
                       units[row.integer(0)] = {row.integer(0), row.text(1), row.text(2), row.text(3), row.is_null(4)};
                   });
    return units;
}

std::vector<Colleague> supervisors(db::Connection& connection, std::int64_t using_unit_id, Day today)
{
    return connection.all(select_colleagues(auth::Permission::draw_supervise) +
                              "NOT EXISTS (SELECT 1 FROM unit_closure c WHERE (c.unit_id = a.unit_id AND c.above_id = $1) OR "
                              "(c.unit_id = $1 AND c.above_id = a.unit_id)) ORDER BY a.id",
                          {using_unit_id, to_text(today)}, colleague);
}

std::vector<Colleague> approvers(db::Connection& connection, std::int64_t entity_id, Day today)
{
    return connection.all(select_colleagues(auth::Permission::activity_approve) + "r.id = $1 ORDER BY a.id", {entity_id, to_text(today)},
                          colleague);
}

bool worked_on(db::Connection& connection, const std::string& activity, const std::string& account)
{
    return *connection.one("SELECT count(*) FROM ledger_entry WHERE object_kind = 'activity' AND object_id = $1 AND actor_kind = 'account' "
                           "AND actor_id = $2 AND type IN ('activity.created/1', 'activity.changed/1', 'activity.submitted/1')",
                           {activity, account}, [](const db::Row& row) { return row.integer(0); }) > 0;
}

std::string next_number(db::Connection& connection, int year)
{
    std::string prefix = "HD-" + std::to_string(year) + "-";
    auto last = connection.one("SELECT number FROM activity WHERE number >= $1 AND number < $2 ORDER BY length(number) DESC, number DESC "
                               "LIMIT 1",
                               {prefix, prefix + "~"}, [](const db::Row& row) { return row.text(0); });
    std::string digits = std::to_string(last ? std::stoll(last->substr(prefix.size())) + 1 : 1);
    return prefix + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

Found find_activities(db::Connection& connection, const auth::Filter& filter, const Query& query, const auth::Page& page)
{
    db::Values values;
    std::string where = " WHERE " + within(filter, values);
    if (!query.status.empty()) {
        values.emplace_back(query.status);
        where += " AND a.status = $" + std::to_string(values.size());
    }
    if (!query.text.empty()) {
        values.emplace_back(pattern_of(query.text));
        std::string place = "$" + std::to_string(values.size());
        where += " AND (lower(a.name) LIKE " + place + " ESCAPE '!' OR lower(a.number) LIKE " + place + " ESCAPE '!')";
    }
    Found found;
    found.total = *connection.one("SELECT count(*) FROM activity a" + where, values, [](const db::Row& row) { return row.integer(0); });
    values.emplace_back(page.size);
    values.emplace_back(page.offset());
    found.items = connection.all(
        "SELECT a.public_id, a.number, a.name, a.kind, a.status, a.from_day, a.to_day, u.name, o.display_name, s.display_name, "
        "(SELECT count(*) FROM activity_project p WHERE p.activity_id = a.id) FROM activity a JOIN unit u ON u.id = a.using_unit_id "
        "JOIN account o ON o.id = a.operator_id JOIN account s ON s.id = a.supervisor_id" +
            where + " ORDER BY a.id DESC LIMIT $" + std::to_string(values.size() - 1) + " OFFSET $" + std::to_string(values.size()),
        values, [](const db::Row& row) {
            ListItem item;
            item.id = row.text(0);
            item.number = row.text(1);
            item.name = row.text(2);
            item.kind = row.text(3);
            const auto* kind = catalog::activity_kinds().find(item.kind);
            item.kind_name = kind ? kind->name : item.kind;
            item.status = row.text(4);
            item.status_name = std::string(name_of(status_of(item.status).value()));
            item.from = row.text(5);
            item.to = row.text(6);
            item.using_unit_name = row.text(7);
            item.operator_name = row.text(8);
            item.supervisor_name = row.text(9);
            item.projects = row.integer(10);
            return item;
        });
    return found;
}

Names names_of(db::Connection& connection, std::int64_t activity_id)
{
    return connection
        .one("SELECT u.name, r.name, o.display_name, a.place, s.id, s.public_id, s.display_name, su.name, sr.name FROM activity a "
             "JOIN unit u ON u.id = a.using_unit_id JOIN account o ON o.id = a.operator_id JOIN account s ON s.id = a.supervisor_id "
             "JOIN unit su ON su.id = s.unit_id" +
                 units::join_entity("a.using_unit_id", "r") + units::join_entity("s.unit_id", "sr") + " WHERE a.id = $1",
             {activity_id},
             [](const db::Row& row) {
                 return Names{row.text(0),
                              row.text(1),
                              row.text(2),
                              row.maybe_text(3).value_or(""),
                              {row.integer(4), row.text(5), row.text(6), row.text(7), row.text(8)}};
             })
        .value();
}

std::optional<std::string> reason_of_return(db::Connection& connection, const std::string& public_id)
{
    return connection.one("SELECT body FROM ledger_entry WHERE object_kind = 'activity' AND object_id = $1 AND type = "
                          "'activity.returned/1' ORDER BY seq DESC LIMIT 1",
                          {public_id},
                          [](const db::Row& row) -> std::string { return json::read(row.text(0))->object().at("reason").text(); });
}

} // namespace activity
