#include "draw/draw.h"
#include "draw/plan_store.h"

namespace draw {

namespace {

struct PlanItem {
    std::string activity_id, number, name, status, status_name;
};
const fields::Table& fields_of(const PlanItem*)
{
    static const fields::Table table{
        fields::field<&PlanItem::activity_id>("activity_id"),
        fields::field<&PlanItem::number>("number", {.label = "活动编号"}),
        fields::field<&PlanItem::name>("name", {.label = "活动名称"}),
        fields::field<&PlanItem::status>("status"),
        fields::field<&PlanItem::status_name>("status_name", {.label = "方案状态"}),
    };
    return table;
}

struct PlansAnswer {
    std::vector<PlanItem> items;
};
const fields::Table& fields_of(const PlansAnswer*)
{
    static const fields::Table table{fields::field<&PlansAnswer::items>("items")};
    return table;
}

// Plans that wait: submitted ones for who approves, returned ones for who prepares them (A9). ?status= narrows them.
Result<http::Response> list(auth::Context& c)
{
    std::string wanted = c.request.query_value("status").value_or("");
    if (!wanted.empty() && !plan_status_of(wanted)) return refuse_field("status", messages::unknown_plan_status, {wanted});
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    std::map<std::int64_t, PlanStatus> by_activity;
    std::vector<std::int64_t> ids;
    connection.each("SELECT activity_id, status FROM draw_plan WHERE status IN ('submitted', 'returned') ORDER BY id", {},
                    [&](const db::Row& row) {
                        if (!wanted.empty() && row.text(1) != wanted) return;
                        ids.push_back(row.integer(0));
                        by_activity[ids.back()] = plan_status_of(row.text(1)).value();
                    });
    PlansAnswer answer;
    for (auto& label : activity::labels_within(connection, c.filter, ids)) {
        PlanStatus status = by_activity.at(label.id);
        answer.items.push_back({std::move(label.public_id), std::move(label.number), std::move(label.name), std::string(code_of(status)),
                                std::string(plan_status_names[static_cast<std::size_t>(status)])});
    }
    return http::answer(fields::write(answer));
}

using auth::Scope;
using P = auth::Permission;

const auth::Route table[] = {
    {http::Method::get,
     "/api/v1/plans",
     {{P::activity_edit, Scope::own_entity}, {P::activity_approve, Scope::own_entity}},
     list,
     {"等待办理的抽取方案", nullptr, auth::table_of<PlansAnswer>, "", {"status"}}},
};

} // namespace

std::span<const auth::Route> plan_list_routes()
{
    return table;
}

} // namespace draw
