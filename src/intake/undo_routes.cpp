#include "intake/answers.h"
#include "intake/dependence.h"
#include "intake/intake.h"
#include "intake/messages.h"
#include "intake/undo.h"
#include "intake/undo_work.h"

// Taking an applied batch out again, as long as nothing depends on it.
namespace intake {

namespace {

// The batch of {id} within the caller's scope, as it was written.
Result<BatchRows> batch_of(auth::Context& c, db::Connection& connection)
{
    auto item = find_import(connection, c.filter, c.parameter("id"));
    if (!item) return auth::not_found("导入批次");
    if (item->state == to_text(State::undone)) return refuse(ErrorKind::conflict, messages::undone_already);
    if (item->state == to_text(State::undoing)) return refuse(ErrorKind::conflict, messages::under_way);
    auto rows = rows_of_batch(connection, c.parameter("id"));
    if (!rows) return refuse(ErrorKind::conflict, messages::not_applied);
    return *rows;
}

Result<http::Response> show_undo(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto rows = batch_of(c, snapshot->connection());
    if (!rows) return rows.error();
    return http::answer(fields::write(plan_undo(snapshot->connection(), *rows)));
}

Result<http::Response> order_undo(auth::Context& c)
{
    auto body = c.body<UndoOrder>();
    if (!body) return body.error();
    {
        auto act = c.act();
        auto& connection = act.connection();
        auto rows = batch_of(c, connection);
        if (!rows) return rows.error();
        auto obstacles = find_obstacles(connection, *rows);
        if (!obstacles.empty())
            return refuse(ErrorKind::conflict, messages::undo_obstacle, {obstacles.front().what, std::to_string(obstacles.front().count)});
        body->batch = c.parameter("id");
        body->author = c.actor.public_id;
        body->from = c.request.peer;
        insert_undo_order(connection, *body);
        jobs::enqueue(act, undo_job, body->batch);
        act.append({"import.undo_ordered/1", "import", body->batch, {}, body->reason});
        act.commit();
    }
    return answer_with(c, c.parameter("id"), 202);
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/imports/{id}/undo",
     {P::library_import, Scope::all},
     show_undo,
     {"撤销一次导入会撤出什么、什么使它不能撤销", nullptr, auth::table_of<UndoPlan>, "用到这批数据的专家编号、单位、账号（至多二十个）"}},
    {post,
     "/api/v1/imports/{id}/undo",
     {P::library_import, Scope::all},
     order_undo,
     {"撤销一次导入", auth::table_of<UndoOrder>, auth::table_of<Detail>}},
};

} // namespace

std::span<const auth::Route> undo_routes()
{
    return table;
}

} // namespace intake
