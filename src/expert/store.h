#pragma once

#include "auth/route.h"
#include "expert/expert.h"

namespace expert {

// What the list is asked for; empty members ask for nothing. Codes reach everything below them.
struct Query {
    std::string name; // name, number, pinyin or initials, as typed
    std::string category, discipline, industry, rank, region, status;
    std::string unit; // public id
};

struct ListItem {
    std::string id, number, name, status;
    std::string status_since;
    std::optional<std::string> unit_name, sub_unit_name, title_name, region_name, discipline_name, confirmed_on;
    std::vector<std::string> categories;
    std::optional<std::string> phone_masked;
};
const fields::Table& fields_of(const ListItem*);

struct Found {
    std::vector<ListItem> items;
    std::int64_t total = 0;
};

// The query that these parameters ask for, each tested.
Result<Query> query_of(const std::map<std::string, std::string>& asked);

Found find_experts(db::Connection& connection, const crypto::Keyring& keys, const auth::Filter& filter, const Query& query,
                   const auth::Page& page);

std::int64_t count_experts(db::Connection& connection, const auth::Filter& filter, const Query& query);
// All `total` of them in the list's order.
std::vector<Listed::Person> find_people(db::Connection& connection, const auth::Filter& filter, const Query& query, std::int64_t total);

struct CodeCount {
    std::string code;
    std::int64_t n;
};
const fields::Table& fields_of(const CodeCount*);

// How many experts have each status; those that nobody has are left out.
std::vector<CodeCount> count_by_status(db::Connection& connection, const auth::Filter& filter);
// How the yearly confirmation goes among experts in the library (Art. 10, 11).
struct Confirmations {
    std::int64_t this_year = 0;     // confirmed since 1 January
    std::int64_t freezing_soon = 0; // two years without confirmation end within 30 days (R4)
};
Confirmations count_confirmations(db::Connection& connection, const auth::Filter& filter, Day today);
// How many experts in the library stand under each of `codes` of `facet`; codes without experts are left out.
std::vector<CodeCount> count_by_facet(db::Connection& connection, const auth::Filter& filter, const std::string& facet,
                                      const std::vector<std::string>& codes);

struct CodeName {
    std::string code, name;
};
const fields::Table& fields_of(const CodeName*);

struct PostView {
    std::string unit_name, unit_path, kind, kind_name, duty;
    std::optional<std::string> from, to, verified_on, verified_by;
};
const fields::Table& fields_of(const PostView*);

struct FactView {
    std::string kind, text;
    std::optional<std::string> from, to;
};
const fields::Table& fields_of(const FactView*);

struct CategoryView {
    std::string code, name, qualification;
    std::optional<std::string> verified_on, verified_by;
};
const fields::Table& fields_of(const CategoryView*);

// A record that was merged with this one.
struct MergedView {
    std::string id, number, on;
};
const fields::Table& fields_of(const MergedView*);

struct Detail {
    std::string id, number, name, name_mongolian, status, status_since, entered_on;
    std::optional<std::string> confirmed_on, sex_name, ethnic_name, birth_day, title_name, degree_name, region_name, keywords;
    std::optional<std::string> citizen_id_masked, passport_masked, phone_masked, email_masked, bank_account_masked, resume;
    std::vector<CategoryView> categories;
    std::vector<CodeName> disciplines, industries, languages, willingness;
    std::vector<PostView> posts;
    std::vector<FactView> relations, interests, absences, achievements, sanctions, research;
    std::optional<std::string> document; // of the batch it came with
    std::int64_t version = 0;
    std::vector<Provenance> provenance;
    std::vector<MergedView> merged_into; // one at most
    std::vector<MergedView> absorbed;
};
const fields::Table& fields_of(const Detail*);

std::optional<Detail> load_expert(db::Connection& connection, const crypto::Keyring& keys, const auth::Filter& filter,
                                  const std::string& public_id);

} // namespace expert
