#include "expert/expert.h"

#include "catalog/catalog.h"
#include "catalog/pinyin.h"
#include "crypto/random.h"
#include "expert/facets.h"

namespace expert {

namespace {

db::Value text_value(const std::string& text)
{
    return text.empty() ? db::Value(nullptr) : db::Value(text);
}

db::Value day_value(const std::optional<Day>& day)
{
    return day ? db::Value(to_text(*day)) : db::Value(nullptr);
}

// An encrypted column, and beside it the hash that finds equal values.
void set_encrypted(ledger::Record& record, std::string_view column, const std::optional<crypto::Secret>& value)
{
    if (value) record.emplace(column, *value);
}

db::Value hash_value(const crypto::Keyring& keys, std::string_view kind, const std::optional<crypto::Secret>& value)
{
    return value ? db::Value(crypto::bytes_of(keys.lookup_hash(kind, *value))) : db::Value(nullptr);
}

void add_facts(ledger::Act& act, const crypto::Keyring& keys, std::int64_t id, const NewExpert& expert)
{
    for (const auto& c : expert.categories)
        act.insert(expert_category_table, {{"expert_id", id},
                                           {"category", db::Value(c.category)},
                                           {"qualification", text_value(c.qualification)},
                                           {"verified_on", day_value(c.verified_on)},
                                           {"verified_by", text_value(c.verified_by)}});
    std::int64_t place = 0;
    for (const auto& code : expert.disciplines)
        act.insert(expert_discipline_table, {{"expert_id", id}, {"code", db::Value(code)}, {"place", ++place}});
    place = 0;
    for (const auto& code : expert.industries)
        act.insert(expert_industry_table, {{"expert_id", id}, {"code", db::Value(code)}, {"place", ++place}});
    for (const auto& p : expert.posts)
        act.insert(post_table, {{"expert_id", id},
                                {"unit_id", p.unit_id},
                                {"kind", db::Value(p.kind)},
                                {"duty", text_value(p.duty)},
                                {"from_day", day_value(p.from)},
                                {"to_day", day_value(p.to)},
                                {"verified_on", day_value(p.verified_on)},
                                {"verified_by", text_value(p.verified_by)}});
    for (const auto& r : expert.relations)
        act.insert(relation_table, {{"expert_id", id},
                                    {"kind", db::Value(r.kind)},
                                    {"other_name", db::Value(r.other_name)},
                                    {"other_hash", hash_value(keys, "citizen_id", r.other_citizen_id)},
                                    {"other_unit", text_value(r.other_unit)}});
    for (const auto& i : expert.interests)
        act.insert(interest_table, {{"expert_id", id},
                                    {"unit_id", i.unit_id},
                                    {"kind", db::Value(i.kind)},
                                    {"share", db::value_of(i.share)},
                                    {"from_day", day_value(i.from)},
                                    {"to_day", day_value(i.to)}});
    for (const auto& s : expert.sanctions)
        act.insert(sanction_table, {{"expert_id", id},
                                    {"kind", db::Value(s.kind)},
                                    {"from_day", db::Value(to_text(s.from))},
                                    {"to_day", day_value(s.to)},
                                    {"document", db::Value(s.document)}});
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
    ledger::Record record{{"public_id", db::Value(public_id)},
                          {"number", db::Value(number)},
                          {"name", db::Value(expert.name)},
                          {"name_mongolian", text_value(expert.name_mongolian)},
                          {"pinyin", db::Value(catalog::person_pinyin(expert.name).key)},
                          {"sex", text_value(expert.sex)},
                          {"ethnic", text_value(expert.ethnic)},
                          {"birth_day", day_value(expert.birth_day)},
                          {"citizen_id_hash", hash_value(keys, "citizen_id", expert.citizen_id)},
                          {"phone_hash", hash_value(keys, "phone", expert.phone)},
                          {"title", text_value(expert.title)},
                          {"degree", text_value(expert.degree)},
                          {"region", text_value(expert.region)},
                          {"keywords", text_value(expert.keywords)},
                          {"status", db::Value(expert.status)},
                          {"status_since", db::Value(to_text(expert.entered_on))},
                          {"entered_on", db::Value(to_text(expert.entered_on))},
                          {"confirmed_on", day_value(expert.confirmed_on)},
                          {"batch_id", db::value_of(expert.batch_id)}};
    set_encrypted(record, "citizen_id", expert.citizen_id);
    set_encrypted(record, "phone", expert.phone);
    set_encrypted(record, "email", expert.email);
    set_encrypted(record, "bank_account", expert.bank_account);
    std::int64_t id = act.insert(expert_table, std::move(record));
    add_facts(act, keys, id, expert);
    act.append({"expert.entered/1", "expert", public_id, json::Object{{"number", number}}});
    return id;
}

void add_research_project(ledger::Act& act, const crypto::Keyring& keys, const ResearchProject& project)
{
    std::int64_t id = act.insert(research_project_table, {{"code", db::Value(project.code)},
                                                          {"name", db::Value(project.name)},
                                                          {"from_day", day_value(project.from)},
                                                          {"planned_end", day_value(project.planned_end)},
                                                          {"closed_on", day_value(project.closed_on)}});
    for (const auto& p : project.participants)
        act.insert(research_participant_table, {{"project_id", id},
                                                {"person_hash", db::Value(crypto::bytes_of(keys.lookup_hash("citizen_id", p.citizen_id)))},
                                                {"role", db::Value(p.role)}});
}

} // namespace expert
