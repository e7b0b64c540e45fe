#pragma once

#include "auth/route.h"
#include "ledger/act.h"

#include <optional>
#include <string>
#include <vector>

// The record of an expert with the dated facts that are edited with it (Art. 5, 6, 10).
namespace expert {

struct Category {
    std::string category;      // code table expert_category
    std::string qualification; // what carries it; empty: unknown
    std::optional<Day> verified_on;
    std::string verified_by;
    std::int64_t row = 0; // that it stands in; 0: none yet
};

struct Post {
    std::int64_t unit_id;
    std::string kind; // code table post_kind
    std::string duty;
    std::optional<Day> from, to;
    std::optional<Day> verified_on;
    std::string verified_by;
    std::int64_t row = 0;
};

struct Relation {
    std::string kind; // code table relation_kind
    std::string other_name;
    std::optional<crypto::Secret> other_citizen_id;
    std::string other_unit;
    std::int64_t row = 0;
    std::optional<Bytes> other_hash = {}; // what is kept of the other's number
};

struct Interest {
    std::int64_t unit_id;
    std::string kind;                  // code table interest_kind
    std::optional<std::int64_t> share; // of 10,000
    std::optional<Day> from, to;
    std::int64_t row = 0;
};

// Days on which someone cannot take part (E4); without an end: until further notice.
struct Absence {
    Day from;
    std::optional<Day> to;
    std::int64_t row = 0;
};

// An award, a paper, a patent, a certificate …; only informs.
struct Achievement {
    std::string kind; // code table achievement_kind
    std::string name;
    std::string detail; // number or level
    std::string role;
    std::optional<Day> from, to;
    std::int64_t row = 0;
};

struct Sanction {
    std::string kind; // code table sanction_kind
    Day from;
    std::optional<Day> to;
    std::string document;
};

// A record to enter, every value checked and normalised before.
struct NewExpert {
    std::string name;
    std::string name_mongolian; // verbatim
    std::string pinyin;         // empty: as the name is read
    std::string sex, ethnic, title, degree, region, keywords;
    std::optional<Day> birth_day;
    std::optional<crypto::Secret> citizen_id, passport, phone, email, bank_account; // passport: in place of a citizen's number
    std::string resume;
    std::string status = "active";
    Day entered_on{};
    std::optional<Day> confirmed_on;
    std::vector<Category> categories;
    std::vector<std::string> disciplines, industries; // the main one first
    std::vector<std::string> languages;               // GB/T 4880.1
    std::vector<std::string> willingness;             // code table activity_kind; only informs
    std::vector<Post> posts;
    std::vector<Relation> relations;
    std::vector<Interest> interests;
    std::vector<Absence> absences;
    std::vector<Achievement> achievements;
    std::vector<Sanction> sanctions;
    std::optional<std::int64_t> batch_id;
};

// A record as it stands or is to stand, sanctions aside: those are acts of their own.
struct Record {
    std::int64_t id = 0, version = 0;
    std::string public_id, number;
    NewExpert facts; // rows in the order of their ids; relations with `other_hash`
};

// Within the filter's scope; nothing when absent or outside.
std::optional<Record> load_record(db::Connection& connection, const crypto::Keyring& keys, const auth::Filter& filter,
                                  const std::string& public_id);

// What an edit says of itself beside the record.
struct Change {
    std::string document; // what ordered it
    std::optional<Day> verified_on;
    std::string verified_by;
    std::int64_t account_id = 0;
};

// Makes `after` of `before`, which stands in the act's database: rows that differ are written, the version that ends is kept, the
// entry "expert.changed/1" is appended, the facets follow. Nothing is done when no field differs. Gives the names of those that do.
std::vector<std::string> change_expert(ledger::Act& act, const crypto::Keyring& keys, const Record& before, const Record& after,
                                       const Change& change);

} // namespace expert
