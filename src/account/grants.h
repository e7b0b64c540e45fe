#pragma once

#include "account/store.h"

// Roles with who asked for them, who approved and who took them back, as pages show them.
namespace account {

struct GrantView {
    std::string state, state_name; // held, over, waiting, granted, refused, withdrawn
    std::string code, name, scope, from;
    std::optional<std::string> to, document;
    std::optional<std::string> id;       // where it was asked for here
    std::optional<std::int64_t> version; // of a role that is held
    std::optional<std::string> asked_by, asked_at, decided_by, decided_at, answer, ended_by, ended_at, end_reason;
};
const fields::Table& fields_of(const GrantView*);

// Of one account: held now or later, then what waits, then what is over, refused or taken back.
std::vector<GrantView> grants_of(db::Connection& connection, std::int64_t account_id, Day today);

// What was asked for, with the account it is for.
struct AskedView {
    GrantView grant;
    std::string person, login;
    std::optional<std::string> unit_name, entity_name;
    std::vector<std::string> allowed_actions; // approve, refuse
};
const fields::Table& fields_of(const AskedView*);

struct Asked {
    std::vector<AskedView> items;
    std::int64_t total = 0;
};
// Those that wait the oldest first; `state`: waiting, granted, refused, withdrawn.
Asked find_grants(db::Connection& connection, const auth::Filter& filter, const std::string& state, const auth::Page& page,
                  std::int64_t decider);
bool is_grant_state(std::string_view state);

} // namespace account
