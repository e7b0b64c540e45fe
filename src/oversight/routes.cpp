#include "account/account.h"
#include "activity/activity.h"
#include "ledger/act_names.h"
#include "ledger/check.h"
#include "oversight/oversight.h"
#include "oversight/trail.h"

namespace oversight {

namespace {

struct TrailAnswer {
    std::vector<Entry> items;
    std::int64_t total, page, size, below;
};
const fields::Table& fields_of(const TrailAnswer*)
{
    static const fields::Table table{
        fields::field<&TrailAnswer::items>("items"),
        fields::field<&TrailAnswer::total>("total"),
        fields::field<&TrailAnswer::page>("page"),
        fields::field<&TrailAnswer::size>("size"),
        fields::field<&TrailAnswer::below>("below", {.label = "翻页时带上，各页才不错位"}),
    };
    return table;
}

struct Choice {
    std::string value, name;
};
const fields::Table& fields_of(const Choice*)
{
    static const fields::Table table{fields::field<&Choice::value>("value"), fields::field<&Choice::name>("name")};
    return table;
}

struct ChoicesAnswer {
    std::vector<ActorChoice> actors;
    std::vector<Choice> object_kinds, types;
};
const fields::Table& fields_of(const ChoicesAnswer*)
{
    static const fields::Table table{
        fields::field<&ChoicesAnswer::actors>("actors"),
        fields::field<&ChoicesAnswer::object_kinds>("object_kinds"),
        fields::field<&ChoicesAnswer::types>("types"),
    };
    return table;
}

struct TimelineAnswer {
    std::vector<Entry> items;
};
const fields::Table& fields_of(const TimelineAnswer*)
{
    static const fields::Table table{fields::field<&TimelineAnswer::items>("items")};
    return table;
}

// Who searches the trail stands in it too (Art. 20): the entry is written first, and what it finds lies before it.
Result<http::Response> search(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    auto query = query_of(c.request);
    if (!query) return query.error();
    ledger::Act act = c.act();
    std::int64_t own = act.append({"trail.read/1", "", "", noted(*query, page->number)});
    act.commit();
    query->below = std::min(query->below.value_or(own), own);
    auto snapshot = c.platform.database.read();
    auto found = find_entries(snapshot->connection(), c.filter, *query, *page);
    return http::answer(fields::write(TrailAnswer{std::move(found.items), found.total, page->number, page->size, *query->below}));
}

Result<http::Response> choices(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    ChoicesAnswer answer;
    answer.actors = actors(snapshot->connection(), c.filter);
    answer.actors.push_back({"console", "命令行", std::nullopt});
    answer.actors.push_back({"system", "系统", std::nullopt});
    for (const auto& kind : object_kinds()) answer.object_kinds.push_back({std::string(kind.kind), std::string(kind.name)});
    for (const auto& type : ledger::act_names()) answer.types.push_back({std::string(type.type), std::string(type.name)});
    return http::answer(fields::write(answer));
}

Result<http::Response> timeline(db::Connection& connection, std::string kind, const std::string& id)
{
    return http::answer(fields::write(TimelineAnswer{timeline_of(connection, {std::move(kind), id})}));
}

Result<http::Response> expert_timeline(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto known = snapshot->connection().one("SELECT 1 FROM expert WHERE public_id = $1", {c.parameter("id")},
                                            [](const db::Row& row) { return row.integer(0); });
    if (!known || c.filter.scope != auth::Scope::all) return auth::not_found("专家");
    return timeline(snapshot->connection(), "expert", c.parameter("id"));
}

Result<http::Response> activity_timeline(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    if (!activity::load(snapshot->connection(), c.filter, c.parameter("id"))) return auth::not_found("活动");
    return timeline(snapshot->connection(), "activity", c.parameter("id"));
}

Result<http::Response> unit_timeline(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto known = snapshot->connection().one("SELECT 1 FROM unit WHERE public_id = $1", {c.parameter("id")},
                                            [](const db::Row& row) { return row.integer(0); });
    if (!known || c.filter.scope != auth::Scope::all) return auth::not_found("单位");
    return timeline(snapshot->connection(), "unit", c.parameter("id"));
}

Result<http::Response> account_timeline(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    if (!account::is_within(snapshot->connection(), c.filter, c.parameter("id"))) return auth::not_found("账号");
    return timeline(snapshot->connection(), "account", c.parameter("id"));
}

// The signed checkpoint of this moment, kept in the history because it now exists outside.
Result<http::Response> checkpoint(auth::Context& c)
{
    ledger::Act act = c.act();
    act.append({"ledger.checkpoint_taken/1", "", "", {}});
    std::int64_t size = act.next_seq();
    act.commit();
    auto snapshot = c.platform.database.read();
    auto note = snapshot->connection().one("SELECT note FROM ledger_checkpoint WHERE size = $1", {size},
                                           [](const db::Row& row) { return row.text(0); });
    return http::attachment(note.value(), "text/plain; charset=utf-8", "检查点-" + std::to_string(size) + ".txt");
}

Result<http::Response> export_all(auth::Context& c)
{
    ledger::Act act = c.act();
    act.append({"ledger.exported/1", "", "", {}});
    act.commit();
    auto snapshot = c.platform.database.read();
    std::string text;
    ledger::export_ledger(snapshot->connection(), c.platform.keys, [&](std::string_view part) { text += part; });
    return http::attachment(std::move(text), "application/octet-stream", "账本.bole-ledger");
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

// A supervisor reads what concerns the own activities; who only searches the trail reads all of it.
constexpr auth::Needs trail_readers{{P::draw_supervise, Scope::assigned}, {P::trail_read, Scope::all}};

const auth::Route table[] = {
    {get,
     "/api/v1/trail",
     trail_readers,
     search,
     {"检索留痕",
      nullptr,
      auth::table_of<TrailAnswer>,
      "经手人姓名（专家只显示编号）",
      {"actor", "object_kind", "number", "type", "from", "to", "below", "page", "size"}}},
    {get,
     "/api/v1/trail/choices",
     trail_readers,
     choices,
     {"检索留痕时可选的项", nullptr, auth::table_of<ChoicesAnswer>, "经手人姓名（专家只显示编号）"}},
    {get,
     "/api/v1/timeline/expert/{id}",
     {P::library_read, Scope::all},
     expert_timeline,
     {"专家的经过", nullptr, auth::table_of<TimelineAnswer>, "经手人姓名"}},
    {get,
     "/api/v1/timeline/activity/{id}",
     {{P::activity_edit, Scope::own_entity}, {P::activity_approve, Scope::own_entity}, {P::draw_supervise, Scope::assigned}},
     activity_timeline,
     {"活动的经过", nullptr, auth::table_of<TimelineAnswer>, "经手人姓名"}},
    {get,
     "/api/v1/timeline/unit/{id}",
     {P::unit_edit, Scope::all},
     unit_timeline,
     {"单位的经过", nullptr, auth::table_of<TimelineAnswer>, "经手人姓名"}},
    {get,
     "/api/v1/timeline/account/{id}",
     {{P::account_edit, Scope::all}, {P::role_grant, Scope::all}},
     account_timeline,
     {"账号的经过", nullptr, auth::table_of<TimelineAnswer>, "经手人姓名"}},
    {get, "/api/v1/ledger/checkpoint", {P::ledger_check, Scope::nothing}, checkpoint, {"带走签名的检查点（文件）"}},
    {get, "/api/v1/ledger/export", {P::ledger_check, Scope::nothing}, export_all, {"导出账本（文件），用 bole-verify ledger 核对"}},
};

} // namespace

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace oversight
