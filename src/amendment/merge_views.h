#pragma once

#include "amendment/merging.h"
#include "expert/expert.h"

// What is answered about two records that may be merged, and what is asked.
namespace amendment {

struct MergeSide {
    std::string id, number, name, status, status_since, entered_on, confirmed_on;
    std::int64_t version = 0;
};
const fields::Table& fields_of(const MergeSide*);
struct MergeField {
    std::string field, label, one, other;
    bool same = false, choose = false, key = false;
};
const fields::Table& fields_of(const MergeField*);
struct MergeCode {
    std::string code, name;
};
const fields::Table& fields_of(const MergeCode*);
struct MergeView {
    MergeSide one, other;
    bool other_is_older = false, numbers_differ = false;
    std::vector<MergeField> fields;
    std::vector<MergeCode> disciplines, industries;
    std::int64_t most_disciplines = 0, most_industries = 0;
    std::vector<std::string> refusals;
};
const fields::Table& fields_of(const MergeView*);

struct MergeParty {
    const expert::Record& record;
    expert::Standing standing;
    std::vector<expert::Sanction> sanctions;
};
MergeView view_of(const MergeParty& one, const MergeParty& other, const crypto::Keyring& keys, const expert::UnitPaths& units);

std::string status_name(const std::string& status);
// One a line.
std::string words_of(const std::vector<expert::Sanction>& sanctions);

struct MergeForm {
    std::int64_t version = 0, other_version = 0;
    std::string other, document, reason;
    std::vector<std::string> taken, disciplines, industries;
};
const fields::Table& fields_of(const MergeForm*);

// Somebody of the library who may be the same person.
struct NamesakeView {
    std::string id, number;
    expert::Card card;
    bool by_birth = false, by_unit = false;
    std::string decided; // same, different; empty: not decided
};
const fields::Table& fields_of(const NamesakeView*);
struct NamesakesAnswer {
    std::vector<NamesakeView> items;
};
const fields::Table& fields_of(const NamesakesAnswer*);

} // namespace amendment
