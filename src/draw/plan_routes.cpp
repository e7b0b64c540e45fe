#include "draw/draw.h"
#include "draw/plan_count.h"
#include "draw/round/question.h"

#include <algorithm>

namespace draw {

namespace {

constexpr std::string_view counted_type = "draw.counted/1";

Result<activity::Activity> the_activity(db::Connection& connection, auth::Context& c)
{
    auto activity = activity::load(connection, c.filter, c.parameter("id"));
    if (!activity) return auth::not_found("活动");
    return std::move(*activity);
}

PlanCase case_of(const activity::Activity& activity, const std::optional<StoredPlan>& stored, std::int64_t account)
{
    return {.exists = stored.has_value(),
            .activity_submitted = activity.status == "submitted" || activity.status == "approved",
            .activity_finished = activity.status == "finished",
            .held = activity.held,
            .own = stored && stored->prepared_by == account,
            .supervises = activity.supervisor_id == account};
}

PlanStatus status_of(const std::optional<StoredPlan>& stored)
{
    return stored ? stored->status : PlanStatus::draft;
}

// The plan as it stands after an act, or as it is read.
Result<http::Response> answer_plan(db::Connection& connection, const activity::Activity& activity, auth::Context& c)
{
    auto stored = load_plan(connection, activity);
    PlanStatus status = status_of(stored);
    PlanAnswer answer{std::string(code_of(status)), std::string(plan_status_names[static_cast<std::size_t>(status)])};
    if (stored) {
        answer.version = stored->version;
        answer.plan = stored->plan;
        answer.reason = stored->reason;
    }
    add_kinds(answer);
    answer.allowed_actions = allowed_plan_actions(status, c.actor.permissions, case_of(activity, stored, c.actor.account_id));
    return http::answer(fields::write(answer));
}

Error invalid(std::vector<FieldError> faults)
{
    return {ErrorKind::invalid, faults.front().code, faults.front().message, std::move(faults)};
}

// The faults of a plan that was sent, or nothing.
std::optional<Error> unfit(db::Connection& connection, const Plan& plan)
{
    auto facts = current_facts(connection);
    auto faults = faults_of(plan, "plan.", [&](const std::string& id) { return facts->recusal.places().by_public_id(id).has_value(); });
    if (faults.empty()) return std::nullopt;
    return invalid(std::move(faults));
}

Result<http::Response> show(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto activity = the_activity(snapshot->connection(), c);
    if (!activity) return activity.error();
    return answer_plan(snapshot->connection(), *activity, c);
}

Result<http::Response> save(auth::Context& c)
{
    auto body = c.body<SavePlan>();
    if (!body) return body.error();
    auto act = c.act();
    auto activity = the_activity(act.connection(), c);
    if (!activity) return activity.error();
    auto stored = load_plan(act.connection(), *activity);
    auto next = next_status(status_of(stored), PlanAction::change, c.actor.permissions, case_of(*activity, stored, c.actor.account_id));
    if (!next) return next.error();
    if (auto fault = unfit(act.connection(), body->plan)) return *fault;
    auto saved = save_plan(act, c.platform.keys.suite(), *activity, body->plan, body->version, *next, c.actor.account_id);
    if (!saved) return saved.error();
    act.flush();
    auto answer = answer_plan(act.connection(), *activity, c);
    act.commit();
    return answer;
}

// Each counted version of a plan leaves an entry with these hashes, once for the same plan and the same counts.
json::Object counted_data(crypto::Suite suite, const Plan& plan, CountAnswer counts)
{
    counts.ledger_size = 0; // the entry's own index says when
    return {{"plan", plan_hash(suite, plan)}, {"counts", crypto::to_hex(crypto::hash_of(suite, json::canonical(fields::write(counts))))}};
}

Result<http::Response> count_plan(auth::Context& c)
{
    auto body = c.body<CountPlan>();
    if (!body) return body.error();
    std::optional<activity::Activity> counted;
    CountAnswer answer;
    json::Object data;
    bool noted = false;
    {
        auto snapshot = c.platform.database.read();
        auto activity = the_activity(snapshot->connection(), c);
        if (!activity) return activity.error();
        if (auto fault = unfit(snapshot->connection(), body->plan)) return *fault;
        if (auto refused = refuse_use(snapshot->connection(), *activity, body->plan, c.today)) return *refused;
        auto facts = current_facts(snapshot->connection());
        answer = count_answer(*facts, body->plan, round::question_for(snapshot->connection(), c.platform.keys, *facts, *activity, c.today));
        answer.last_round = round::last_round_of(snapshot->connection(), c.platform.keys, activity->id, body->plan);
        answer.ledger_size = ledger::read_head(snapshot->connection())->size;
        counted = std::move(*activity);
        data = counted_data(c.platform.keys.suite(), body->plan, answer);
        auto before = newest_entry_data(snapshot->connection(), counted->public_id, counted_type);
        noted = before && *before == json::Value(data);
    }
    if (!noted) {
        auto act = c.act();
        act.append({std::string(counted_type), "activity", counted->public_id, std::move(data)});
        act.commit();
    }
    return http::answer(fields::write(answer));
}

// One step of the plan's life after the body was read.
Result<http::Response> step(auth::Context& c, PlanAction action, std::int64_t version, std::string_view type, const std::string& reason)
{
    auto act = c.act();
    auto activity = the_activity(act.connection(), c);
    if (!activity) return activity.error();
    auto stored = load_plan(act.connection(), *activity);
    auto next = next_status(status_of(stored), action, c.actor.permissions, case_of(*activity, stored, c.actor.account_id));
    if (!next) return next.error();
    if (!stored) return refuse(ErrorKind::conflict, messages::plan_absent);
    if (action == PlanAction::submit || action == PlanAction::approve)
        if (auto refused = refuse_use(act.connection(), *activity, stored->plan, c.today)) return *refused;
    if (action == PlanAction::submit) {
        auto facts = current_facts(act.connection());
        auto answer =
            count_answer(*facts, stored->plan, round::question_for(act.connection(), c.platform.keys, *facts, *activity, c.today));
        if (!answer.feasible)
            return refuse(ErrorKind::conflict, messages::plan_not_drawable,
                          {answer.problems.empty() ? std::string() : answer.problems.front().text});
    }
    bool decides = action != PlanAction::submit;
    auto set = set_plan_status(act, c.platform.keys.suite(), *activity, *stored, version, *next, type,
                               decides ? std::optional(c.actor.account_id) : std::nullopt, reason);
    if (!set) return set.error();
    auto answer = answer_plan(act.connection(), *activity, c);
    act.commit();
    return answer;
}

Result<http::Response> submit(auth::Context& c)
{
    auto body = c.body<PlanStep>();
    if (!body) return body.error();
    return step(c, PlanAction::submit, body->version, "draw.plan_submitted/1", "");
}

Result<http::Response> approve(auth::Context& c)
{
    auto body = c.body<PlanStep>();
    if (!body) return body.error();
    return step(c, PlanAction::approve, body->version, "draw.plan_approved/1", "");
}

Result<http::Response> send_back(auth::Context& c)
{
    auto body = c.body<ReturnPlan>();
    if (!body) return body.error();
    return step(c, PlanAction::send_back, body->version, "draw.plan_returned/1", body->reason);
}

PersonReasons person_reasons(const Facts& facts, const Judgement& judgement, std::size_t expert, std::size_t groups)
{
    PersonReasons person{facts.attributes[expert].public_id, {}, {}, {}};
    Verdict verdict = judgement.verdict(expert);
    for (std::size_t g = 0; g < groups; ++g)
        if (verdict.eligible() >> g & 1) person.groups.push_back(static_cast<int>(g));
    for (auto& r : judgement.reasons(expert, verdict))
        person.reasons.push_back({std::move(r.code), r.group, r.project.empty() ? std::nullopt : std::optional(std::move(r.project)),
                                  std::move(r.fact), r.path.empty() ? std::nullopt : std::optional(std::move(r.path)),
                                  r.only_project ? std::optional(true) : std::nullopt});
    return person;
}

// Reading people's facts leaves its trace (Art. 20).
void note_reading(auth::Context& c, const std::string& code, std::int64_t page)
{
    ledger::Act act = c.act();
    act.append({"draw.reasons_read/1", "activity", c.parameter("id"), {{"code", code}, {"page", page}}});
    act.commit();
}

// Those who fit some group; with a code, those of them of whom it was found.
Bits told_by(const PoolSets& sets, const std::string& code)
{
    if (code.empty()) return sets.fits_some();
    if (code != "missing.qualification") return sets.fits_some() & sets.bars()[place_of_code(code)];
    Bits unqualified(sets.experts());
    for (const auto& group : sets.groups()) unqualified |= group.fits - group.qualified;
    return unqualified;
}

// Per person, who fits some group: what the rules found, in words (E4b). Never for operators.
Result<http::Response> reasons(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    std::string code = c.request.query_value("code").value_or("");
    auto is_code = [&](const auto& known) { return known.code == code; };
    if (!code.empty() && std::none_of(exclusion_codes.begin(), exclusion_codes.end(), is_code))
        return refuse_field("code", messages::unknown_exclusion, {code});
    ReasonsAnswer answer{{}, 0, page->number, page->size};
    auto snapshot = c.platform.database.read();
    auto activity = the_activity(snapshot->connection(), c);
    if (!activity) return activity.error();
    auto stored = load_plan(snapshot->connection(), *activity);
    if (!stored) return auth::not_found("方案");
    auto facts = current_facts(snapshot->connection());
    Question question = round::question_for(snapshot->connection(), c.platform.keys, *facts, *activity, c.today);
    PoolSets sets(*facts, stored->plan, question);
    Bits told = told_by(sets, code);
    Judgement judgement(*facts, stored->plan, question);
    std::vector<std::int64_t> ids;
    answer.total = told.count();
    std::int64_t place = 0;
    told.each([&](std::size_t i) {
        if (std::int64_t here = place++; here < page->offset() || here >= page->offset() + page->size) return;
        ids.push_back(facts->recusal.ids()[i]);
        answer.items.push_back(person_reasons(*facts, judgement, i, stored->plan.groups.size()));
    });
    auto numbers = expert_numbers(snapshot->connection(), ids);
    for (std::size_t i = 0; i < ids.size(); ++i) answer.items[i].number = numbers[ids[i]];
    snapshot.reset();
    note_reading(c, code, page->number);
    return http::answer(fields::write(answer));
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/activities/{id}/plan",
     {{P::activity_edit, Scope::own_entity},
      {P::activity_approve, Scope::own_entity},
      {P::draw_supervise, Scope::assigned},
      {P::draw_inspect, Scope::all}},
     show,
     {"抽取方案", nullptr, auth::table_of<PlanAnswer>}},
    {put,
     "/api/v1/activities/{id}/plan",
     {P::activity_edit, Scope::own_entity},
     save,
     {"保存抽取方案", auth::table_of<SavePlan>, auth::table_of<PlanAnswer>}},
    auth::costing(5, {post,
                      "/api/v1/activities/{id}/plan/count",
                      {{P::activity_edit, Scope::own_entity}, {P::activity_approve, Scope::own_entity}},
                      count_plan,
                      {"方案的可用人数（只有数字）", auth::table_of<CountPlan>, auth::table_of<CountAnswer>}}),
    {post,
     "/api/v1/activities/{id}/plan/submit",
     {P::activity_edit, Scope::own_entity},
     submit,
     {"提交抽取方案审批", auth::table_of<PlanStep>, auth::table_of<PlanAnswer>}},
    {post,
     "/api/v1/activities/{id}/plan/approve",
     {P::activity_approve, Scope::own_entity},
     approve,
     {"批准抽取方案", auth::table_of<PlanStep>, auth::table_of<PlanAnswer>}},
    {post,
     "/api/v1/activities/{id}/plan/return",
     {P::activity_approve, Scope::own_entity},
     send_back,
     {"退回抽取方案", auth::table_of<ReturnPlan>, auth::table_of<PlanAnswer>}},
    {get,
     "/api/v1/activities/{id}/plan/reasons",
     {P::draw_inspect, Scope::all},
     reasons,
     {"逐人理由", nullptr, auth::table_of<ReasonsAnswer>, "专家编号与回避、资格事实（不含姓名）", {"code", "page", "size"}}},
};

} // namespace

std::span<const auth::Route> plan_routes()
{
    return table;
}

} // namespace draw
