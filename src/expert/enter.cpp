#include "crypto/random.h"
#include "expert/columns.h"

namespace expert {

namespace {

void add_facts(ledger::Act& act, const crypto::Keyring& keys, std::int64_t id, const NewExpert& expert)
{
    for (const auto& category : expert.categories) act.insert(expert_category_table, columns_of(keys, id, category));
    for (const auto& list : code_lists) {
        std::int64_t place = 0;
        for (const auto& code : expert.*list.codes)
            act.insert(list.table, {{"expert_id", id}, {"code", db::Value(code)}, {"place", ++place}});
    }
    for (const auto& post : expert.posts) act.insert(post_table, columns_of(keys, id, post));
    for (const auto& relation : expert.relations) act.insert(relation_table, columns_of(keys, id, relation));
    for (const auto& interest : expert.interests) act.insert(interest_table, columns_of(keys, id, interest));
    for (const auto& absence : expert.absences) act.insert(expert_absence_table, columns_of(keys, id, absence));
    for (const auto& achievement : expert.achievements) act.insert(achievement_table, columns_of(keys, id, achievement));
    for (const auto& sanction : expert.sanctions) act.insert(sanction_table, columns_of(id, sanction));
}

} // namespace

Numbers::Numbers(db::Connection& connection, int year) : year_(year), last_(0)
{
    constexpr std::size_t least_digits = 5, most_digits = 9; // the longer number is the later one
    std::string prefix = "E" + std::to_string(year) + "-";
    for (std::size_t digits = most_digits; digits >= least_digits && last_ == 0; --digits) {
        auto last = connection.one("SELECT max(number) FROM expert WHERE length(number) = $1 AND number >= $2 AND number < $3",
                                   {static_cast<std::int64_t>(prefix.size() + digits), prefix, prefix + "~"},
                                   [](const db::Row& row) { return row.maybe_text(0); });
        if (*last) last_ = std::stoll((*last)->substr(prefix.size()));
    }
}

std::string Numbers::next()
{
    std::string digits = std::to_string(++last_);
    return "E" + std::to_string(year_) + "-" + std::string(digits.size() < 5 ? 5 - digits.size() : 0, '0') + digits;
}

std::int64_t add_expert(ledger::Act& act, const crypto::Keyring& keys, Numbers& numbers, const NewExpert& expert)
{
    std::string public_id = crypto::random_id(), number = numbers.next();
    ledger::Record record = identity_columns(keys, expert);
    record.merge(ledger::Record{{"public_id", db::Value(public_id)},
                                {"number", db::Value(number)},
                                {"status", db::Value(expert.status)},
                                {"status_since", db::Value(to_text(expert.entered_on))},
                                {"entered_on", db::Value(to_text(expert.entered_on))},
                                {"confirmed_on", day_value(expert.confirmed_on)},
                                {"batch_id", db::value_of(expert.batch_id)}});
    std::int64_t id = act.insert(expert_table, std::move(record));
    add_facts(act, keys, id, expert);
    act.append({"expert.entered/1", "expert", public_id, json::Object{{"number", number}}});
    return id;
}

void add_research_project(ledger::Act& act, const crypto::Keyring& keys, const ResearchProject& project)
{
    std::int64_t id = act.insert(research_project_table, {{"code", db::Value(project.code)},
                                                          {"name", db::Value(project.name)},
                                                          {"level", text_value(project.level)},
                                                          {"from_day", day_value(project.from)},
                                                          {"planned_end", day_value(project.planned_end)},
                                                          {"closed_on", day_value(project.closed_on)}});
    for (const auto& p : project.participants)
        act.insert(research_participant_table, {{"project_id", id},
                                                {"person_hash", db::Value(crypto::bytes_of(keys.lookup_hash("citizen_id", p.citizen_id)))},
                                                {"role", db::Value(p.role)}});
}

} // namespace expert
