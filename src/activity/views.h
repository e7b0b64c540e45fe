#pragma once

#include "activity/store.h"
#include "base/fields.h"

// What the routes read and write.
namespace activity {

struct MemberForm {
    std::optional<std::string> id, citizen_id;
    std::string name;
};
const fields::Table& fields_of(const MemberForm*);

struct AvoidanceForm {
    std::string name, reason;
    std::optional<std::string> unit;
};
const fields::Table& fields_of(const AvoidanceForm*);

struct ProjectForm {
    std::optional<std::string> id, lead_citizen_id, lead_unit;
    std::string number, name, applicant, lead_name;
    std::vector<std::string> partners;
    std::vector<MemberForm> members;
    std::vector<AvoidanceForm> avoidances;
};
const fields::Table& fields_of(const ProjectForm*);

struct CreateForm {
    std::string name, kind, supervisor;
    std::optional<std::string> place;
    Day from{}, to{};
    std::vector<ProjectForm> projects;
};
const fields::Table& fields_of(const CreateForm*);

struct ChangeForm {
    std::int64_t version = 0;
    std::string name, kind, supervisor;
    std::optional<std::string> place;
    Day from{}, to{};
    std::vector<ProjectForm> projects;
};
const fields::Table& fields_of(const ChangeForm*);

struct VersionForm {
    std::int64_t version = 0;
};
const fields::Table& fields_of(const VersionForm*);

struct ReturnForm {
    std::int64_t version = 0;
    std::string reason;
};
const fields::Table& fields_of(const ReturnForm*);

// What was written, or the form's faults: public ids become units, identity numbers their normal form. Faults of every
// field are told together.
Result<NewActivity> read_form(db::Connection& connection, const CreateForm& form);
Result<NewActivity> read_form(db::Connection& connection, const ChangeForm& form);

struct UnitView {
    std::string id, name, entity_name;
    bool is_entity = false;
};
const fields::Table& fields_of(const UnitView*);

struct PersonView {
    std::string id, name, unit_name, entity_name;
};
const fields::Table& fields_of(const PersonView*);

struct MemberView {
    std::string id, name;
    std::optional<std::string> citizen_id_masked;
};
const fields::Table& fields_of(const MemberView*);

struct AvoidanceView {
    std::string name, unit, reason;
};
const fields::Table& fields_of(const AvoidanceView*);

struct ProjectView {
    std::string id, number, name, lead_name;
    UnitView applicant;
    std::vector<UnitView> partners;
    std::optional<std::string> lead_citizen_id_masked;
    std::optional<UnitView> lead_unit;
    bool lead_unit_known = false; // a place below the legal entity (R5)
    std::vector<MemberView> members;
    std::vector<AvoidanceView> avoidances; // left out for who only supervises
};
const fields::Table& fields_of(const ProjectView*);

struct Detail {
    std::string id, number, name, kind, kind_name, status, status_name, place;
    std::int64_t version = 0;
    Day from{}, to{};
    bool held = false;
    std::string using_unit_name, using_entity_name, operator_name;
    PersonView supervisor;
    std::vector<ProjectView> projects;
    std::vector<std::string> allowed_actions, warnings;
    std::optional<std::string> reason; // why it was returned, while it is
};
const fields::Table& fields_of(const Detail*);

// The whole record for the person; identity numbers masked, and left out for who only supervises.
Detail detail_of(db::Connection& connection, const crypto::Keyring& keys, const Activity& activity, const Person& person,
                 const auth::Filter& filter, Day today);

} // namespace activity
