#include "account/grants.h"

#include "account/roles.h"

#include <algorithm>

namespace account {

namespace {

constexpr std::pair<std::string_view, std::string_view> states[] = {{"held", "有效"},      {"over", "已到期"},    {"waiting", "待批准"},
                                                                    {"granted", "已授予"}, {"refused", "未批准"}, {"withdrawn", "已收回"}};

std::string name_of_state(std::string_view state)
{
    return std::string(std::find_if(std::begin(states), std::end(states), [&](const auto& s) { return s.first == state; })->second);
}

// Of role_grant `g`; the names of people follow their joins.
constexpr std::string_view history = "g.public_id, asker.display_name, g.asked_at, decider.display_name, g.decided_at, g.answer, "
                                     "ender.display_name, g.ended_at, g.end_reason";
constexpr std::string_view joins = " LEFT JOIN account asker ON asker.id = g.asked_by LEFT JOIN account decider ON decider.id = "
                                   "g.decided_by LEFT JOIN account ender ON ender.id = g.ended_by";

// A row of state, role, from, to, document, version, then the history.
GrantView grant_view(const db::Row& row)
{
    GrantView view;
    view.state = row.text(0);
    view.state_name = name_of_state(view.state);
    view.code = row.text(1);
    view.name = std::string(auth::find_role(view.code)->name);
    view.scope = std::string(scope_in_words(view.code));
    view.from = row.text(2);
    view.to = row.maybe_text(3);
    view.document = row.maybe_text(4);
    view.version = row.maybe_integer(5);
    std::optional<std::string>* members[] = {&view.id,     &view.asked_by, &view.asked_at, &view.decided_by, &view.decided_at,
                                             &view.answer, &view.ended_by, &view.ended_at, &view.end_reason};
    for (int i = 0; i < 9; ++i) *members[i] = row.maybe_text(6 + i);
    return view;
}

std::vector<std::string> actions_of(const db::Row& row, std::int64_t decider)
{
    bool own = row.maybe_integer(19) == decider || row.integer(20) == decider;
    return row.text(0) == "waiting" && !own ? std::vector<std::string>{"approve", "refuse"} : std::vector<std::string>{};
}

} // namespace

bool is_grant_state(std::string_view state)
{
    return state == "waiting" || state == "granted" || state == "refused" || state == "withdrawn";
}

std::vector<GrantView> grants_of(db::Connection& connection, std::int64_t account_id, Day today)
{
    auto views = connection.all("SELECT CASE WHEN x.to_day < $2 THEN 'over' ELSE 'held' END, x.role, x.from_day, x.to_day, x.document, "
                                "x.version, " +
                                    std::string(history) +
                                    " FROM account_role x LEFT JOIN role_grant g ON g.account_id = x.account_id AND g.role = x.role AND "
                                    "g.from_day = x.from_day AND g.state = 'granted'" +
                                    std::string(joins) + " WHERE x.account_id = $1 ORDER BY x.from_day DESC, x.id DESC",
                                {account_id, to_text(today)}, grant_view);
    auto asked =
        connection.all("SELECT g.state, g.role, g.from_day, g.to_day, g.document, NULL, " + std::string(history) + " FROM role_grant g" +
                           std::string(joins) + " WHERE g.account_id = $1 AND g.state <> 'granted' ORDER BY g.id DESC",
                       {account_id}, grant_view);
    views.insert(views.end(), asked.begin(), asked.end());
    auto place = [](const GrantView& view) { return view.state == "held" ? 0 : view.state == "waiting" ? 1 : 2; };
    std::stable_sort(views.begin(), views.end(), [&](const GrantView& a, const GrantView& b) { return place(a) < place(b); });
    return views;
}

Asked find_grants(db::Connection& connection, const auth::Filter& filter, const std::string& state, const auth::Page& page,
                  std::int64_t decider)
{
    Asked found;
    if (filter.scope != auth::Scope::all) return found;
    found.total =
        *connection.one("SELECT count(*) FROM role_grant WHERE state = $1", {state}, [](const db::Row& row) { return row.integer(0); });
    found.items = connection.all(
        "SELECT g.state, g.role, g.from_day, g.to_day, g.document, NULL, " + std::string(history) + ", " + std::string(shown_name) +
            ", a.login, u.name, " + std::string(entity_name) +
            ", g.asked_by, g.account_id FROM role_grant g JOIN account a ON a.id = g.account_id" + std::string(joins) +
            " LEFT JOIN unit u ON u.id = a.unit_id LEFT JOIN expert e ON e.id = a.expert_id WHERE g.state = $1 ORDER BY g.id " +
            (state == "waiting" ? "" : "DESC ") + "LIMIT $2 OFFSET $3",
        {state, page.size, page.offset()}, [&](const db::Row& row) {
            return AskedView{grant_view(row), row.text(15), row.text(16), row.maybe_text(17), row.maybe_text(18), actions_of(row, decider)};
        });
    return found;
}

const fields::Table& fields_of(const GrantView*)
{
    static const fields::Table table{
        fields::field<&GrantView::state>("state",
                                         {.label = "状态", .choices = {"held", "over", "waiting", "granted", "refused", "withdrawn"}}),
        fields::field<&GrantView::state_name>("state_name"),
        fields::field<&GrantView::code>("code"),
        fields::field<&GrantView::name>("name", {.label = "角色"}),
        fields::field<&GrantView::scope>("scope", {.label = "范围"}),
        fields::field<&GrantView::from>("from", {.label = "自"}),
        fields::field<&GrantView::to>("to", {.label = "至", .note = "没有的长期有效"}),
        fields::field<&GrantView::document>("document", {.label = "依据文件"}),
        fields::field<&GrantView::id>("id", {.label = "申请的 id"}),
        fields::field<&GrantView::version>("version", {.note = "收回时带上"}),
        fields::field<&GrantView::asked_by>("asked_by", {.label = "授予人"}),
        fields::field<&GrantView::asked_at>("asked_at", {.label = "授予时间"}),
        fields::field<&GrantView::decided_by>("decided_by", {.label = "批准人"}),
        fields::field<&GrantView::decided_at>("decided_at", {.label = "批准时间"}),
        fields::field<&GrantView::answer>("answer", {.label = "意见"}),
        fields::field<&GrantView::ended_by>("ended_by", {.label = "收回人"}),
        fields::field<&GrantView::ended_at>("ended_at", {.label = "收回时间"}),
        fields::field<&GrantView::end_reason>("end_reason", {.label = "收回理由"}),
    };
    return table;
}

const fields::Table& fields_of(const AskedView*)
{
    static const fields::Table table{
        fields::field<&AskedView::grant>("grant"),
        fields::field<&AskedView::person>("person", {.label = "姓名"}),
        fields::field<&AskedView::login>("login", {.label = "用户名"}),
        fields::field<&AskedView::unit_name>("unit_name", {.label = "部门"}),
        fields::field<&AskedView::entity_name>("entity_name", {.label = "单位"}),
        fields::field<&AskedView::allowed_actions>("allowed_actions", {.label = "可以办的事", .choices = {"approve", "refuse"}}),
    };
    return table;
}

} // namespace account
