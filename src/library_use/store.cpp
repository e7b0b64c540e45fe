#include "library_use/store.h"

#include "catalog/catalog.h"

#include <algorithm>

namespace library_use {

namespace {

// Of the applications `t`: those that the filter reaches, for an account of the legal entity $1.
std::string reached(const auth::Filter& filter)
{
    switch (filter.scope) {
    case auth::Scope::all:
        return "t.unit_id = COALESCE($1, t.unit_id)";
    case auth::Scope::own_entity:
        return "t.unit_id = $1";
    default:
        return "t.unit_id = $1 AND 1 = 0";
    }
}

db::Value entity_of(const auth::Filter& filter)
{
    if (filter.scope == auth::Scope::all) return nullptr;
    return filter.entity_id.value_or(0);
}

struct StateFilter {
    std::string_view code, condition; // over `t`; $2: today
};
constexpr StateFilter state_filters[] = {
    {"", "$2 <> ''"},
    {"asked", "t.state = 'asked' AND $2 <> ''"},
    {"running", "t.state = 'granted' AND t.to_day >= $2"},
    {"over", "t.state <> 'asked' AND NOT (t.state = 'granted' AND t.to_day >= $2)"},
};

const StateFilter* filter_of(std::string_view state)
{
    auto found = std::find_if(std::begin(state_filters), std::end(state_filters), [&](const auto& f) { return f.code == state; });
    return found == std::end(state_filters) ? nullptr : found;
}

std::string shown_state(const std::string& state, const std::string& from, const std::string& to, const std::string& today)
{
    if (state != "granted") return state;
    return from > today ? "coming" : to < today ? "over" : "running";
}

std::vector<std::string> actions_of(const UseView& view, std::int64_t asked_by, const auth::Actor& actor)
{
    std::vector<std::string> actions;
    bool decides = actor.permissions.has(auth::Permission::use_grant);
    if (view.state == "asked" && decides && asked_by != actor.account_id) actions = {"grant", "refuse"};
    if (view.state == "asked" && actor.permissions.has(auth::Permission::use_apply)) actions.push_back("cancel");
    if ((view.state == "running" || view.state == "coming") && decides) actions.push_back("withdraw");
    return actions;
}

std::vector<std::string> names_in(const std::vector<std::string>& codes)
{
    std::vector<std::string> names;
    for (const auto& code : codes) {
        const auto* entry = catalog::expert_categories().find(code);
        names.push_back(entry ? entry->name : code);
    }
    return names;
}

} // namespace

std::optional<Use> load(db::Connection& connection, const auth::Filter& filter, const std::string& public_id)
{
    return connection.one("SELECT t.id, t.version, t.unit_id, t.asked_by, t.public_id, t.state, t.from_day, t.to_day, t.categories FROM "
                          "library_use t WHERE " +
                              reached(filter) + " AND t.public_id = $2",
                          {entity_of(filter), public_id}, [](const db::Row& row) {
                              return Use{row.integer(0), row.integer(1), row.integer(2),
                                         row.integer(3), row.text(4),    row.text(5),
                                         row.text(6),    row.text(7),    categories_in(row.text(8))};
                          });
}

bool waits(db::Connection& connection, std::int64_t unit_id)
{
    return connection
        .one("SELECT 1 FROM library_use WHERE unit_id = $1 AND state = 'asked'", {unit_id},
             [](const db::Row& row) { return row.integer(0); })
        .has_value();
}

Uses find(db::Connection& connection, const auth::Filter& filter, const std::string& state, const auth::Page& page, Day today,
          const auth::Actor& actor)
{
    std::string condition = reached(filter) + " AND " + std::string(filter_of(state)->condition), day = to_text(today);
    Uses found;
    found.total = *connection.one("SELECT count(*) FROM library_use t WHERE " + condition, {entity_of(filter), day},
                                  [](const db::Row& row) { return row.integer(0); });
    found.items = connection.all(
        "SELECT t.public_id, t.version, u.name, t.purpose, t.from_day, t.to_day, t.categories, t.state, a.display_name, t.asked_at, "
        "d.display_name, t.document, e.display_name, t.reason, t.decided_at, t.ended_at, t.asked_by FROM library_use t JOIN unit u ON u.id "
        "= t.unit_id JOIN account a ON a.id = t.asked_by LEFT JOIN account d ON d.id = t.decided_by LEFT JOIN account e ON e.id = "
        "t.ended_by WHERE " +
            condition + " ORDER BY CASE t.state WHEN 'asked' THEN t.id ELSE 9000000000000 - t.id END LIMIT $3 OFFSET $4",
        {entity_of(filter), day, page.size, page.offset()}, [&](const db::Row& row) {
            UseView view;
            view.id = row.text(0);
            view.version = row.integer(1);
            view.unit = row.text(2);
            view.purpose = row.text(3);
            view.from = row.text(4);
            view.to = row.text(5);
            view.categories = names_in(categories_in(row.text(6)));
            view.state = shown_state(row.text(7), view.from, view.to, day);
            view.asked_by = row.text(8);
            view.asked_at = *parse_instant(row.text(9));
            view.decided_by = row.maybe_text(10);
            view.document = row.maybe_text(11);
            view.ended_by = row.maybe_text(12);
            view.reason = row.maybe_text(13);
            if (auto at = row.maybe_text(14)) view.decided_at = parse_instant(*at);
            if (auto at = row.maybe_text(15)) view.ended_at = parse_instant(*at);
            view.allowed_actions = actions_of(view, row.integer(16), actor);
            return view;
        });
    return found;
}

bool is_state(std::string_view state)
{
    return filter_of(state) != nullptr;
}

std::string column_of(const std::vector<std::string>& codes)
{
    std::string text;
    for (const auto& code : codes) text += (text.empty() ? "" : " ") + code;
    return text;
}

std::vector<std::string> categories_in(const std::string& column)
{
    std::vector<std::string> codes;
    for (std::size_t at = 0; at < column.size();) {
        std::size_t end = std::min(column.find(' ', at), column.size());
        codes.push_back(column.substr(at, end - at));
        at = end + 1;
    }
    return codes;
}

std::string names_of_categories(const std::vector<std::string>& codes)
{
    std::string text;
    for (const auto& name : names_in(codes)) text += (text.empty() ? "" : "、") + name;
    return text;
}

std::string_view name_of_state(std::string_view state)
{
    return state == "asked"       ? "待决定"
           : state == "granted"   ? "已准予"
           : state == "refused"   ? "不予准予"
           : state == "cancelled" ? "已撤回"
                                  : "已收回";
}

const fields::Table& fields_of(const UseView*)
{
    using fields::field;
    static const fields::Table table{
        field<&UseView::id>("id"),
        field<&UseView::version>("version"),
        field<&UseView::unit>("unit", {.label = "使用单位"}),
        field<&UseView::purpose>("purpose", {.label = "用途"}),
        field<&UseView::from>("from", {.label = "自"}),
        field<&UseView::to>("to", {.label = "至"}),
        field<&UseView::categories>("categories", {.label = "专家类别"}),
        field<&UseView::state>("state",
                               {.label = "状态", .choices = {"asked", "refused", "cancelled", "withdrawn", "coming", "running", "over"}}),
        field<&UseView::asked_by>("asked_by", {.label = "申请人"}),
        field<&UseView::asked_at>("asked_at", {.label = "申请时间"}),
        field<&UseView::decided_by>("decided_by", {.label = "决定人"}),
        field<&UseView::decided_at>("decided_at", {.label = "决定时间"}),
        field<&UseView::document>("document", {.label = "依据"}),
        field<&UseView::ended_by>("ended_by", {.label = "收回或撤回的人"}),
        field<&UseView::ended_at>("ended_at", {.label = "收回或撤回的时间"}),
        field<&UseView::reason>("reason", {.label = "理由"}),
        field<&UseView::allowed_actions>("allowed_actions", {.label = "可以办的事", .choices = {"grant", "refuse", "withdraw", "cancel"}}),
    };
    return table;
}

} // namespace library_use
