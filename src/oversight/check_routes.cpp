#include "crypto/random.h"
#include "jobs/jobs.h"
#include "oversight/checking.h"
#include "oversight/oversight.h"

namespace oversight {

using fields::field;
using fields::Table;

const Table& fields_of(const Told*)
{
    static const Table table{
        field<&Told::code>("code"),
        field<&Told::place>("place", {.label = "位置"}),
        field<&Told::text>("text", {.label = "说明"}),
    };
    return table;
}

const Table& fields_of(const Check*)
{
    static const Table table{
        field<&Check::id>("id"),
        field<&Check::at>("at", {.label = "开始时间"}),
        field<&Check::state>("state", {.label = "状态", .choices = {"waiting", "done", "failed"}}),
        field<&Check::author>("author", {.label = "核对人"}),
        field<&Check::finished_at>("finished_at", {.label = "完成时间"}),
        field<&Check::entries>("entries", {.label = "账本条数"}),
        field<&Check::rows>("rows", {.label = "受保护的数据行"}),
        field<&Check::root>("root", {.label = "根"}),
        field<&Check::findings>("findings", {.label = "不一致处"}),
        field<&Check::told>("told", {.label = "不一致的内容"}),
        field<&Check::done>("done"),
        field<&Check::of>("of"),
    };
    return table;
}

namespace {

struct ChecksAnswer {
    std::vector<Check> items;
};
const Table& fields_of(const ChecksAnswer*)
{
    static const Table table{field<&ChecksAnswer::items>("items")};
    return table;
}

struct StartedAnswer {
    std::string id;
};
const Table& fields_of(const StartedAnswer*)
{
    static const Table table{field<&StartedAnswer::id>("id")};
    return table;
}

constexpr std::int64_t most_listed = 20;

// One check at a time: who asks while one waits is led to it.
Result<http::Response> start(auth::Context& c)
{
    ledger::Act act = c.act();
    std::string id;
    act.connection().each("SELECT public_id FROM ledger_check WHERE state = 'waiting'", {}, [&](const db::Row& row) { id = row.text(0); });
    if (!id.empty()) return http::answer(fields::write(StartedAnswer{id}));
    id = crypto::random_id();
    act.connection().run("INSERT INTO ledger_check (id, public_id, author, at, state) VALUES ($1, $2, $3, $4, 'waiting')",
                         {act.new_id(), id, c.actor.public_id, to_text(act.now())});
    jobs::enqueue(act, check_job, id);
    act.append({"ledger.check_asked/1", "", "", {}});
    act.commit();
    return http::answer(fields::write(StartedAnswer{id}));
}

Result<http::Response> list(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    return http::answer(fields::write(ChecksAnswer{checks(snapshot->connection(), most_listed)}));
}

Result<http::Response> show(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto check = load_check(snapshot->connection(), c.parameter("id"));
    if (!check) return auth::not_found("这次核对");
    return http::answer(fields::write(*check));
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {post,
     "/api/v1/ledger/check",
     {P::ledger_check, Scope::nothing},
     start,
     {"核对账本（在后台进行）", nullptr, auth::table_of<StartedAnswer>}},
    {get, "/api/v1/ledger/checks", {P::ledger_check, Scope::nothing}, list, {"最近的核对", nullptr, auth::table_of<ChecksAnswer>}},
    {get, "/api/v1/ledger/checks/{id}", {P::ledger_check, Scope::nothing}, show, {"一次核对和它的结果", nullptr, auth::table_of<Check>}},
};

} // namespace

std::span<const auth::Route> check_routes()
{
    return table;
}

} // namespace oversight
