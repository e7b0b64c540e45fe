#pragma once

#include "expert/consistency.h"
#include "expert/merges.h"
#include "expert/record.h"
#include "expert/rules.h"
#include "expert/versions.h"

#include <map>
#include <span>

// Experts of the library (Art. 5, 6): their record and the dated facts that eligibility and recusal are computed from.
namespace expert {

extern const ledger::Table import_batch_table, expert_table, expert_category_table, expert_discipline_table, expert_industry_table,
    expert_language_table, expert_willingness_table, expert_absence_table, achievement_table, post_table, research_project_table,
    research_participant_table, relation_table, interest_table, sanction_table, expert_version_table, expert_merge_table,
    expert_merge_number_table;

// Gives numbers E<year>-00001 … within one act.
class Numbers {
public:
    Numbers(db::Connection& connection, int year);
    std::string next();

private:
    int year_;
    std::int64_t last_;
};

// Adds a record with its facts and facets and appends its entry "expert.entered/1"; gives the id.
std::int64_t add_expert(ledger::Act& act, const crypto::Keyring& keys, Numbers& numbers, const NewExpert& expert);

// A research project with its participants by identity number; rows only, the caller appends the entry.
struct Participant {
    crypto::Secret citizen_id;
    std::string role; // lead, member
};
struct ResearchProject {
    std::string code, name;
    std::string level; // as written; empty: not said
    std::optional<Day> from, planned_end, closed_on;
    std::vector<Participant> participants;
};
void add_research_project(ledger::Act& act, const crypto::Keyring& keys, const ResearchProject& project);

// Which of these hashes of identity numbers, citizens' or passports' (keys.lookup_hash "citizen_id") are in the library, with the experts'
// numbers; one that gave way when two records were merged is that of the record that goes on.
std::vector<std::pair<Bytes, std::string>> numbers_of(db::Connection& connection, const std::vector<Bytes>& hashes);
// Which of these codes of research projects are in the library.
std::vector<std::string> known_research(db::Connection& connection, const std::vector<std::string>& codes);

// How personal numbers are shown; nothing of nothing.
std::string mask_citizen_id(const std::string& number);
std::string mask_passport(const std::string& number);
std::string mask_phone(const std::string& number);
std::string mask_email(const std::string& address);
std::string mask_bank_account(const std::string& number);

// People of these names, with what tells one from another; without records that were merged into another.
struct Namesake {
    std::int64_t id = 0;
    std::string public_id, number, name;
    std::optional<Day> birth_day;
    std::optional<Bytes> citizen_id_hash;
    std::vector<std::int64_t> unit_ids; // of every post
};
std::vector<Namesake> find_namesakes(db::Connection& connection, const std::vector<std::string>& names);

// What is shown of somebody beside somebody else; numbers masked as everywhere (mask_citizen_id, mask_phone).
struct Card {
    std::string name, citizen_id, sex, birth_day, phone, units, title, degree, region, categories, disciplines;
};
const fields::Table& fields_of(const Card*);
// The numbers and cards of the library's people by public id, as `filter` reaches them.
std::map<std::string, std::pair<std::string, Card>> cards_of(db::Connection& connection, const crypto::Keyring& keys,
                                                             const auth::Filter& filter, const std::vector<std::string>& public_ids);

// What the list filters by: writes the facets of the experts with ids from `first_id` on, who have none.
void write_facets(db::Connection& connection, std::int64_t first_id);
// Writes all of them again from the covered tables.
void rebuild_facets(db::Connection& connection);

// How many experts in the library have not confirmed their record for so many years on `day`, and are to be frozen (Art. 11).
std::int64_t count_overdue(db::Connection& connection, int years, Day day);

// Everybody whom the list shows for these parameters of its query, in its order, and the parameters in words; refused like the list
// itself. Above `most` people only their number is given.
struct Listed {
    struct Person {
        std::int64_t id, version;
    };
    std::vector<Person> people;
    std::int64_t total = 0;
    std::vector<std::pair<std::string, std::string>> words; // label and value
};
Result<Listed> listed(db::Connection& connection, const auth::Filter& filter, const std::map<std::string, std::string>& asked,
                      std::int64_t most);

// GET /api/v1/experts, /api/v1/experts/{id}.
std::span<const auth::Route> routes();
// What pickers ask: code tables, units, counts.
std::span<const auth::Route> picker_routes();

} // namespace expert
