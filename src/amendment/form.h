#pragma once

#include "base/faults.h"
#include "base/fields.h"
#include "expert/expert.h"
#include "units/find.h"

// The form of a record, as it is given out and as it comes back.
namespace amendment {

// Given out. Texts and days are never null: empty where there is none.
struct CategoryView {
    std::string category, qualification, verified_on, verified_by;
};
const fields::Table& fields_of(const CategoryView*);
struct PostView {
    std::int64_t row = 0;
    std::string unit_id, unit_path, kind, duty, from, to, verified_on, verified_by;
};
const fields::Table& fields_of(const PostView*);
struct RelationView {
    std::int64_t row = 0;
    std::string kind, other_name;
    bool other_citizen_id_known = false;
    std::string other_unit;
};
const fields::Table& fields_of(const RelationView*);
struct InterestView {
    std::int64_t row = 0;
    std::string unit_id, unit_path, kind;
    std::optional<std::int64_t> share;
    std::string from, to;
};
const fields::Table& fields_of(const InterestView*);
struct AbsenceView {
    std::int64_t row = 0;
    std::string from, to;
};
const fields::Table& fields_of(const AbsenceView*);
struct AchievementView {
    std::int64_t row = 0;
    std::string kind, name, detail, role, from, to;
};
const fields::Table& fields_of(const AchievementView*);
struct FormView {
    std::string id, number, status;
    std::int64_t version = 0;
    std::string name, name_mongolian, pinyin, sex, ethnic, birth_day, title, degree, region, keywords, resume;
    std::string citizen_id_masked, passport_masked, phone_masked, email_masked, bank_account_masked;
    std::vector<CategoryView> categories;
    std::vector<std::string> disciplines, industries, languages, willingness;
    std::vector<PostView> posts;
    std::vector<RelationView> relations;
    std::vector<InterestView> interests;
    std::vector<AbsenceView> absences;
    std::vector<AchievementView> achievements;
};
const fields::Table& fields_of(const FormView*);

FormView view_of(const expert::Record& record, const std::map<std::int64_t, units::Node>& units);
// Ids of the units that the record names.
std::vector<std::int64_t> units_of(const expert::Record& record);

// Coming back. A row without `row` is new. Days may be empty.
struct CategoryForm {
    std::string category, qualification;
    bool verify = false; // though unchanged, by this document
};
const fields::Table& fields_of(const CategoryForm*);
struct PostForm {
    std::optional<std::int64_t> row;
    std::string unit_id, kind, duty, from, to;
    bool verify = false;
};
const fields::Table& fields_of(const PostForm*);
struct RelationForm {
    std::optional<std::int64_t> row;
    std::string kind, other_name;
    std::optional<std::string> other_citizen_id; // nothing: as it is; empty: none
    std::string other_unit;
};
const fields::Table& fields_of(const RelationForm*);
struct InterestForm {
    std::optional<std::int64_t> row;
    std::string unit_id, kind;
    std::optional<std::int64_t> share;
    std::string from, to;
};
const fields::Table& fields_of(const InterestForm*);
struct AbsenceForm {
    std::optional<std::int64_t> row;
    std::string from, to;
};
const fields::Table& fields_of(const AbsenceForm*);
struct AchievementForm {
    std::optional<std::int64_t> row;
    std::string kind, name, detail, role, from, to;
};
const fields::Table& fields_of(const AchievementForm*);
struct RecordForm {
    std::int64_t version = 0;
    std::string document;
    std::optional<std::string> verified_on, verified_by;
    std::string name, name_mongolian, pinyin, sex, ethnic, birth_day, title, degree, region, keywords, resume;
    std::optional<std::string> citizen_id, passport, phone, email, bank_account; // nothing: as it is; empty: none
    std::vector<CategoryForm> categories;
    std::vector<std::string> disciplines, industries, languages, willingness;
    std::vector<PostForm> posts;
    std::vector<RelationForm> relations;
    std::vector<InterestForm> interests;
    std::vector<AbsenceForm> absences;
    std::vector<AchievementForm> achievements;
};
const fields::Table& fields_of(const RecordForm*);

// The form in a request's body, with what is wrong with single fields; those are empty in the form.
struct Body {
    RecordForm form;
    std::vector<FieldError> faults;
};
// Every member of the record is there, so that none is emptied by being left out. An error: no form at all, or of no version.
Result<Body> read_body(std::string_view body);

// The record as it is wanted, rows matched with those that stand, codes and numbers in their stored form, what was changed
// verified by the document or not at all (X11).
struct Wanted {
    expert::Record record;
    expert::Change change;
};
// Faults of every field are told together, those of the body and those between fields whose parts are sound. What stands already
// and is not touched is not judged again.
Result<Wanted> read_form(db::Connection& connection, const crypto::Keyring& keys, const expert::Record& current, const Body& body,
                         std::int64_t account_id, Day today);

} // namespace amendment
