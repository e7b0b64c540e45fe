#pragma once

#include "activity/activity.h"
#include "activity/activity_status.h"

#include <map>

namespace activity {

// Rows as they stand, for comparing with what is wanted and for showing.
struct StoredMember {
    std::int64_t id = 0, place = 0;
    std::string public_id, name;
    Bytes citizen_id, hash;
};
struct StoredAvoidance {
    std::int64_t id = 0, place = 0;
    Avoidance what;
};
struct StoredPartner {
    std::int64_t id = 0, unit_id = 0;
};
struct StoredProject {
    std::int64_t id = 0, place = 0, applicant_id = 0;
    std::string public_id, number, name, lead_name;
    Bytes lead_citizen_id, lead_hash;
    std::optional<std::int64_t> lead_unit_id;
    std::vector<StoredPartner> partners;
    std::vector<StoredMember> members;
    std::vector<StoredAvoidance> avoidances;
};
// In the list's order.
std::vector<StoredProject> stored_projects(db::Connection& connection, std::int64_t activity_id);

// A unit of the tree.
struct Unit {
    std::int64_t id = 0;
    std::string public_id, name, entity_name;
    bool is_entity = false;
};
std::optional<std::int64_t> find_unit(db::Connection& connection, const std::string& public_id);
// Units as people write them: a credit code, the name or alias of a legal entity, or "单位/机构". With `within` also the
// name alone of a part of that unit's legal entity. More than one: ambiguous.
std::vector<std::int64_t> units_written(db::Connection& connection, const std::string& text, std::optional<std::int64_t> within);
std::optional<std::int64_t> find_account(db::Connection& connection, const std::string& public_id);
// By internal id.
std::map<std::int64_t, Unit> units_by_id(db::Connection& connection, const std::vector<std::int64_t>& ids);

// Someone who may be named or asked.
struct Colleague {
    std::int64_t account_id = 0;
    std::string public_id, name, unit_name, entity_name;
};
// Active accounts that may supervise today and work in another department than `using_unit_id`: other nodes, neither
// above the other (X1). Accounts without department are left out.
std::vector<Colleague> supervisors(db::Connection& connection, std::int64_t using_unit_id, Day today);
// Active accounts of the entity that may approve today.
std::vector<Colleague> approvers(db::Connection& connection, std::int64_t entity_id, Day today);

// True when the account (by public id) made, changed or submitted the activity.
bool worked_on(db::Connection& connection, const std::string& activity, const std::string& account);

// What the status table asks of `by`.
Facts facts_of(db::Connection& connection, const Activity& activity, const Person& by, Day today);

// The next free number of the year: HD-2026-0187.
std::string next_number(db::Connection& connection, int year);

struct Query {
    std::string status; // empty: any
    std::string text;   // part of name or number
};
struct ListItem {
    std::string id, number, name, kind, kind_name, status, status_name, from, to, using_unit_name, operator_name, supervisor_name;
    std::int64_t projects = 0;
};
const fields::Table& fields_of(const ListItem*);
struct Found {
    std::vector<ListItem> items;
    std::int64_t total = 0;
};
Found find_activities(db::Connection& connection, const auth::Filter& filter, const Query& query, const auth::Page& page);

// What the detail shows beside Activity.
struct Names {
    std::string using_unit, using_entity, operator_name, place;
    Colleague supervisor;
};
Names names_of(db::Connection& connection, std::int64_t activity_id);

// Why it was returned the last time; nothing when it never was.
std::optional<std::string> reason_of_return(db::Connection& connection, const std::string& public_id);

} // namespace activity
