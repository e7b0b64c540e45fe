#include "draw/draw.h"
#include "draw/plan_answers.h"
#include "draw/plan_store.h"
#include "draw/suspicions.h"

#include <algorithm>

namespace draw {

namespace {

using fields::field;
using fields::Table;

struct SuspicionView {
    std::string facts; // names it, as long as its facts stand
    std::string expert_id, number;
    std::string project, project_name;
    std::string kind, kind_name, fact;
    std::optional<bool> confirmed; // nothing: undecided
    std::optional<std::string> reason;
    std::optional<Day> decided_on;
};
const Table& fields_of(const SuspicionView*)
{
    static const Table table{
        field<&SuspicionView::facts>("facts"),
        field<&SuspicionView::expert_id>("expert_id"),
        field<&SuspicionView::number>("number", {.label = "专家编号"}),
        field<&SuspicionView::project>("project", {.label = "项目编号"}),
        field<&SuspicionView::project_name>("project_name"),
        field<&SuspicionView::kind>("kind"),
        field<&SuspicionView::kind_name>("kind_name", {.label = "疑似的种类"}),
        field<&SuspicionView::fact>("fact", {.label = "事实"}),
        field<&SuspicionView::confirmed>("confirmed", {.note = "认定须回避；没有则待定"}),
        field<&SuspicionView::reason>("reason", {.label = "认定的理由"}),
        field<&SuspicionView::decided_on>("decided_on"),
    };
    return table;
}

struct SuspectedActivity {
    std::string id, number, name;
    std::int64_t undecided = 0;
    std::vector<SuspicionView> items;
};
const Table& fields_of(const SuspectedActivity*)
{
    static const Table table{field<&SuspectedActivity::id>("id"), field<&SuspectedActivity::number>("number"),
                             field<&SuspectedActivity::name>("name"), field<&SuspectedActivity::undecided>("undecided", {.label = "待定"}),
                             field<&SuspectedActivity::items>("items")};
    return table;
}

struct SuspicionsAnswer {
    std::vector<SuspectedActivity> activities;
};
const Table& fields_of(const SuspicionsAnswer*)
{
    static const Table table{field<&SuspicionsAnswer::activities>("activities")};
    return table;
}

struct DecideSuspicion {
    std::string facts;
    bool confirmed = false;
    std::string reason;
};
const Table& fields_of(const DecideSuspicion*)
{
    static const Table table{
        field<&DecideSuspicion::facts>("facts", {.required = true, .min = 64, .max = 64}),
        field<&DecideSuspicion::confirmed>("confirmed", {.label = "认定", .required = true}),
        field<&DecideSuspicion::reason>("reason", {.label = "理由", .required = true, .min = 2, .max = 500, .multiline = true}),
    };
    return table;
}

struct WithdrawDecision {
    std::string facts, reason;
};
const Table& fields_of(const WithdrawDecision*)
{
    static const Table table{
        field<&WithdrawDecision::facts>("facts", {.required = true, .min = 64, .max = 64}),
        field<&WithdrawDecision::reason>("reason", {.label = "理由", .required = true, .min = 2, .max = 500, .multiline = true}),
    };
    return table;
}

SuspectedActivity view_of(db::Connection& connection, auth::Context& c, const Facts& facts, const activity::Activity& activity)
{
    SuspectedActivity view{activity.public_id, activity.number, activity.name, 0, {}};
    auto found = suspicions_of(connection, c.platform.keys, facts, activity, c.today);
    std::vector<std::int64_t> ids;
    for (const auto& one : found) ids.push_back(facts.recusal.ids()[one.expert]);
    auto numbers = expert_numbers(connection, ids);
    for (const auto& one : found) {
        auto doubt = static_cast<std::size_t>(one.what.doubt);
        const auto& project = activity.projects[one.project];
        SuspicionView item{to_hex(one.facts),
                           facts.attributes[one.expert].public_id,
                           numbers[facts.recusal.ids()[one.expert]],
                           project.number,
                           project.name,
                           std::string(recusal::doubt_codes[doubt]),
                           std::string(recusal::doubt_names[doubt]),
                           one.what.fact,
                           {},
                           {},
                           {}};
        if (one.decision) {
            item.confirmed = one.decision->confirmed;
            item.reason = one.decision->reason;
            item.decided_on = one.decision->on;
        } else {
            ++view.undecided;
        }
        view.items.push_back(std::move(item));
    }
    std::stable_partition(view.items.begin(), view.items.end(), [](const auto& item) { return !item.confirmed; });
    return view;
}

// Activities that are not finished, with what is suspected in each (E4b). Reading people's facts leaves its trace.
Result<http::Response> list(auth::Context& c)
{
    SuspicionsAnswer answer;
    {
        auto snapshot = c.platform.database.read();
        auto& connection = snapshot->connection();
        auto facts = current_facts(connection);
        std::vector<std::string> ids;
        connection.each("SELECT public_id FROM activity WHERE status <> 'finished' ORDER BY id DESC LIMIT 50", {},
                        [&](const db::Row& row) { ids.push_back(row.text(0)); });
        for (const auto& id : ids)
            if (auto activity = activity::load(connection, c.filter, id)) {
                auto view = view_of(connection, c, *facts, *activity);
                if (!view.items.empty()) answer.activities.push_back(std::move(view));
            }
    }
    auto act = c.act();
    act.append({"draw.suspicions_read/1", "", "", {{"activities", static_cast<std::int64_t>(answer.activities.size())}}});
    act.commit();
    return http::answer(fields::write(answer));
}

// One act about a suspicion of the activity named in the path; `turn` does it, the answer shows the activity afterwards.
template <class Turn>
Result<http::Response> turn_one(auth::Context& c, const std::string& named, Turn turn)
{
    auto act = c.act();
    auto activity = activity::load(act.connection(), c.filter, c.parameter("id"));
    if (!activity) return auth::not_found("活动");
    auto facts = current_facts(act.connection());
    auto found = suspicions_of(act.connection(), c.platform.keys, *facts, *activity, c.today);
    auto one = std::find_if(found.begin(), found.end(), [&](const auto& f) { return to_hex(f.facts) == named; });
    if (one == found.end()) return refuse(ErrorKind::conflict, messages::suspicion_changed);
    Result<Done> done = turn(act, *facts, *activity, *one);
    if (!done) return done.error();
    act.flush();
    auto answer = view_of(act.connection(), c, *facts, *activity);
    act.commit();
    return http::answer(fields::write(answer));
}

Result<http::Response> decide_one(auth::Context& c)
{
    auto body = c.body<DecideSuspicion>();
    if (!body) return body.error();
    return turn_one(c, body->facts, [&](auto& act, const auto& facts, const auto& activity, const auto& one) -> Result<Done> {
        if (one.decision) return refuse(ErrorKind::conflict, messages::suspicion_decided);
        return decide(act, facts, activity, one, {body->confirmed, body->reason, c.today}, c.actor.account_id);
    });
}

Result<http::Response> withdraw_one(auth::Context& c)
{
    auto body = c.body<WithdrawDecision>();
    if (!body) return body.error();
    return turn_one(c, body->facts, [&](auto& act, const auto& facts, const auto& activity, const auto& one) {
        return withdraw(act, facts, activity, one, body->reason);
    });
}

using auth::Scope;
using P = auth::Permission;

const auth::Route table[] = {
    {http::Method::get,
     "/api/v1/suspicions",
     {P::draw_inspect, Scope::all},
     list,
     {"疑似回避", nullptr, auth::table_of<SuspicionsAnswer>, "专家编号与疑似回避的事实（不含专家姓名）"}},
    {http::Method::post,
     "/api/v1/activities/{id}/suspicions/decide",
     {P::suspicion_decide, Scope::all},
     decide_one,
     {"认定疑似回避", auth::table_of<DecideSuspicion>, auth::table_of<SuspectedActivity>, "专家编号与疑似回避的事实（不含专家姓名）"}},
    {http::Method::post,
     "/api/v1/activities/{id}/suspicions/withdraw",
     {P::suspicion_decide, Scope::all},
     withdraw_one,
     {"撤回疑似回避的认定", auth::table_of<WithdrawDecision>, auth::table_of<SuspectedActivity>,
      "专家编号与疑似回避的事实（不含专家姓名）"}},
};

} // namespace

std::span<const auth::Route> suspicion_routes()
{
    return table;
}

} // namespace draw
