#include "draw/plan_store.h"

#include "db/groups.h"
#include "draw/draw.h"
#include "library_use/library_use.h"
#include "rulebook/rulebook.h"

namespace draw {

namespace {

Plan parsed(const std::string& document)
{
    auto value = json::read(document);
    auto plan = value ? fields::read<Plan>(*value) : Result<Plan>(value.error());
    if (!plan) throw std::runtime_error("a stored plan does not read: " + plan.error().message);
    return std::move(*plan);
}

} // namespace

const ledger::Table plan_table{"draw_plan", {{"activity_id"}, {"status"}, {"document"}, {"prepared_by"}, {"decided_by"}, {"reason"}}};

std::optional<StoredPlan> load_plan(db::Connection& connection, const activity::Activity& activity)
{
    return connection.one("SELECT id, version, status, document, prepared_by, reason FROM draw_plan WHERE activity_id = $1", {activity.id},
                          [](const db::Row& row) {
                              return StoredPlan{row.integer(0),      row.integer(1), plan_status_of(row.text(2)).value(),
                                                parsed(row.text(3)), row.integer(4), row.maybe_text(5)};
                          });
}

std::string plan_hash(crypto::Suite suite, const Plan& plan)
{
    crypto::Hasher hasher(suite);
    return crypto::to_hex(hasher.add("bole-plan/1").add_byte(0).add(json::canonical(fields::write(plan))).finish());
}

std::optional<Error> refuse_use(db::Connection& connection, const activity::Activity& activity, const Plan& plan, Day today)
{
    std::vector<library_use::Wish> wishes;
    for (const auto& group : plan.groups) wishes.push_back({group.name, group.conditions.categories});
    return library_use::refuse_use(connection, rulebook::load(connection), activity.using_entity_id, today, wishes);
}

Question question_of(const activity::Activity& activity, Day seal_day, std::vector<Use> uses)
{
    Question question{seal_day, activity.from, activity.to, {}, {}, {}};
    for (const auto& project : activity.projects) question.projects.push_back(recusal::facts_of(project));
    for (const Use& use : uses)
        if (use.first <= activity.to && use.last >= activity.from) question.busy.push_back(use.expert_id);
    question.uses = std::move(uses);
    return question;
}

Result<Done> save_plan(ledger::Act& act, crypto::Suite suite, const activity::Activity& activity, const Plan& plan, std::int64_t version,
                       PlanStatus status, std::int64_t account_id)
{
    auto stored = load_plan(act.connection(), activity);
    if ((stored ? stored->version : 0) != version) return refuse(ErrorKind::conflict, messages::plan_changed);
    ledger::Record record{{"activity_id", activity.id},
                          {"status", db::Value(std::string(code_of(status)))},
                          {"document", db::Value(json::canonical(fields::write(plan)))},
                          {"prepared_by", account_id}};
    if (stored) {
        if (auto updated = act.update(plan_table, stored->id, record, version); !updated) return updated.error();
    } else {
        act.insert(plan_table, record);
    }
    act.append(
        {"draw.plan_saved/1", "activity", activity.public_id, json::Object{{"version", version + 1}, {"plan", plan_hash(suite, plan)}}});
    return Done{};
}

Result<Done> set_plan_status(ledger::Act& act, crypto::Suite suite, const activity::Activity& activity, const StoredPlan& stored,
                             std::int64_t version, PlanStatus status, std::string_view type, std::optional<std::int64_t> decided_by,
                             const std::string& reason)
{
    if (stored.version != version) return refuse(ErrorKind::conflict, messages::plan_changed);
    auto updated = act.update(plan_table, stored.id,
                              {{"status", db::Value(std::string(code_of(status)))},
                               {"decided_by", db::value_of(decided_by)},
                               {"reason", reason.empty() ? db::Value(nullptr) : db::Value(reason)}},
                              version);
    if (!updated) return updated.error();
    act.append({std::string(type), "activity", activity.public_id,
                json::Object{{"version", version + 1}, {"plan", plan_hash(suite, stored.plan)}}, reason});
    return Done{};
}

std::optional<json::Value> newest_entry_data(db::Connection& connection, const std::string& activity, std::string_view type)
{
    auto body =
        connection.one("SELECT body FROM ledger_entry WHERE seq = (SELECT max(seq) FROM ledger_entry WHERE object_kind = 'activity' "
                       "AND object_id = $1 AND type = $2)",
                       {activity, std::string(type)}, [](const db::Row& row) { return row.maybe_text(0); });
    if (!body || !*body) return std::nullopt;
    auto entry = json::read(**body);
    return entry ? std::optional(entry->object().at("data")) : std::nullopt;
}

std::map<std::int64_t, std::string> expert_numbers(db::Connection& connection, const std::vector<std::int64_t>& ids)
{
    std::map<std::int64_t, std::string> numbers;
    db::each_group(connection, "SELECT id, number FROM expert WHERE id", ids,
                   [&](const db::Row& row) { numbers[row.integer(0)] = row.text(1); });
    return numbers;
}

} // namespace draw
