#pragma once

#include "expert/expert.h"

// What is answered about changes and versions.
namespace amendment {

struct ChangedField {
    std::string field, label, old_text, new_text;
};
const fields::Table& fields_of(const ChangedField*);
struct ChangeAnswer {
    std::int64_t version = 0;
    std::vector<ChangedField> changed;
    std::vector<std::string> consequences;
};
const fields::Table& fields_of(const ChangeAnswer*);

struct FieldName {
    std::string field, label;
};
const fields::Table& fields_of(const FieldName*);
struct VersionView {
    std::int64_t number = 0;
    Instant at{};
    std::string by, source, document, verified_on, verified_by, other_id, other_number;
    std::vector<FieldName> fields;
};
const fields::Table& fields_of(const VersionView*);
struct VersionsAnswer {
    std::vector<VersionView> items;
};
const fields::Table& fields_of(const VersionsAnswer*);
// Newest first; the last is the entering.
VersionsAnswer versions_of(const expert::Entering& entering, const std::vector<expert::Edit>& edits);

struct ComparedField {
    std::string field, label, old_text, new_text;
    bool same = false, key = false;
};
const fields::Table& fields_of(const ComparedField*);
struct CompareAnswer {
    std::vector<ComparedField> fields;
};
const fields::Table& fields_of(const CompareAnswer*);
// Every field once.
CompareAnswer comparison_of(const expert::RecordState& before, const expert::RecordState& after, const expert::UnitPaths& units);

} // namespace amendment
