#include "draw/clearing/clearing.h"

#include "base/json.h"
#include "crypto/random.h"
#include "draw/clearing/messages.h"
#include "rulebook/rulebook.h"

#include <algorithm>

namespace draw {

const ledger::Table clearing_table{"draw_clearing", {{"public_id"}, {"activity_id"}, {"names"}, {"ways"}, {"cleared_by"}, {"cleared_at"}}};

namespace clearing {

namespace {

std::string column_of(const std::vector<std::string>& chosen)
{
    std::string text;
    for (const auto& way : ways)
        if (std::find(chosen.begin(), chosen.end(), way.code) != chosen.end()) text += (text.empty() ? "" : " ") + std::string(way.code);
    return text;
}

std::vector<std::string> chosen_in(const std::string& column)
{
    std::vector<std::string> chosen;
    for (const auto& way : ways)
        if (column.find(way.code) != std::string::npos) chosen.emplace_back(way.code);
    return chosen;
}

} // namespace

std::optional<Error> refuse_ways(const std::vector<std::string>& chosen)
{
    if (chosen.empty()) return refuse_field("ways", messages::no_way);
    bool none = std::find(chosen.begin(), chosen.end(), "none") != chosen.end();
    if (none && column_of(chosen) != "none") return refuse_field("ways", messages::none_and_some);
    return std::nullopt;
}

std::string words_of_ways(const std::vector<std::string>& chosen)
{
    std::string words;
    for (const auto& way : ways)
        if (std::find(chosen.begin(), chosen.end(), way.code) != chosen.end()) words += (words.empty() ? "" : "；") + std::string(way.name);
    return words;
}

std::optional<Receipt> receipt_of(db::Connection& connection, std::int64_t activity_id)
{
    return connection.one(
        "SELECT c.public_id, c.names, c.ways, a.display_name, c.cleared_at FROM draw_clearing c JOIN account a ON a.id = "
        "c.cleared_by WHERE c.activity_id = $1",
        {activity_id}, [](const db::Row& row) {
            return Receipt{row.text(0), row.integer(1), chosen_in(row.text(2)), row.text(3), parse_instant(row.text(4)).value()};
        });
}

std::optional<Day> closed_since(db::Connection& connection, std::int64_t activity_id, Day today)
{
    struct Known {
        Day last;
        std::optional<Day> cleared;
    };
    auto known = connection.one(
        "SELECT a.to_day, c.cleared_at FROM activity a LEFT JOIN draw_clearing c ON c.activity_id = a.id WHERE a.id = $1", {activity_id},
        [](const db::Row& row) {
            auto at = row.maybe_text(1);
            return Known{parse_day(row.text(0)).value(), at ? std::optional(day_of(parse_instant(*at).value())) : std::nullopt};
        });
    if (!known || known->last >= today) return std::nullopt;
    Day due = due_day(known->last, rulebook::load(connection).value(dated_rules, "21.clear_days", today));
    if (known->cleared) return std::min(*known->cleared, due + 1);
    return due < today ? std::optional(due + 1) : std::nullopt;
}

std::vector<Case> cases(db::Connection& connection, const std::string& state, Day today)
{
    std::vector<Case> found;
    connection.each("SELECT a.id, a.to_day, c.id FROM activity a LEFT JOIN draw_clearing c ON c.activity_id = a.id WHERE a.to_day < $1 AND "
                    "EXISTS (SELECT 1 FROM draw_round r WHERE r.activity_id = a.id AND r.status = 'confirmed') ORDER BY a.id DESC",
                    {to_text(today)}, [&](const db::Row& row) {
                        Case one{row.integer(0), parse_day(row.text(1)).value(), !row.is_null(2)};
                        if (state.empty() || (state == "cleared") == one.cleared) found.push_back(one);
                    });
    return found;
}

std::int64_t drawn_for(db::Connection& connection, std::int64_t activity_id)
{
    auto result =
        connection.one("SELECT result FROM draw_round WHERE activity_id = $1 AND status = 'confirmed' ORDER BY round DESC LIMIT 1",
                       {activity_id}, [](const db::Row& row) { return row.text(0); });
    if (!result) return 0;
    auto document = json::read(*result);
    std::int64_t people = 0;
    for (const auto& group : document->object().at("panel").array()) people += static_cast<std::int64_t>(group.array().size());
    return people;
}

Result<Done> clear(ledger::Act& act, const activity::Activity& activity, const std::vector<std::string>& chosen, std::int64_t by, Day today)
{
    if (auto fault = refuse_ways(chosen)) return *fault;
    if (activity.to >= today) return refuse(ErrorKind::conflict, messages::not_over, {to_text(activity.to)});
    std::int64_t people = drawn_for(act.connection(), activity.id);
    if (people == 0) return refuse(ErrorKind::conflict, messages::nobody_drawn);
    if (receipt_of(act.connection(), activity.id)) return refuse(ErrorKind::conflict, messages::done);
    std::string id = crypto::random_id();
    act.insert(clearing_table, {{"public_id", db::Value(id)},
                                {"activity_id", activity.id},
                                {"names", people},
                                {"ways", db::Value(column_of(chosen))},
                                {"cleared_by", by},
                                {"cleared_at", db::Value(to_text(act.now()))}});
    act.append({"activity.cleared/1", "activity", activity.public_id, {{"names", people}, {"ways", column_of(chosen)}}});
    return Done{};
}

} // namespace clearing

} // namespace draw
