#pragma once

#include "auth/route.h"

// Accounts as those see them who open, block and grant: never a password, a secret or a session.
namespace account {

struct Account {
    std::int64_t id = 0, version = 0;
    std::string public_id, login, display_name, state;
    std::optional<std::int64_t> unit_id, entity_id, expert_id;
    bool has_password = false;
};
// SQL over account `a`: the name, where people of the library are told by number (who opens accounts sees nothing of experts, A2; needs
// expert `e`), and the unit's legal entity.
extern const std::string_view shown_name, entity_name;

// Nothing when absent or outside the filter.
std::optional<Account> load(db::Connection& connection, const auth::Filter& filter, const std::string& public_id);

struct RoleView {
    std::string code, name, scope, from;
    std::optional<std::string> to, document;
};
const fields::Table& fields_of(const RoleView*);

struct AccountView {
    std::string id, login, name, state, state_name;
    std::optional<std::string> unit_name, entity_name, signed_in_at;
    std::vector<RoleView> roles; // in force or to come
};
const fields::Table& fields_of(const AccountView*);

struct Query {
    std::string text;                    // part of name or sign-in name
    std::string state, role;             // empty: any; a role that is in force
    std::optional<std::int64_t> unit_id; // with everything below
};
struct Found {
    std::vector<AccountView> items;
    std::int64_t total = 0;
};
Found find_accounts(db::Connection& connection, const auth::Filter& filter, const Query& query, const auth::Page& page, Day today);
// As in the list.
AccountView view_of(db::Connection& connection, const Account& account, Day today);

struct Alike {
    std::string login, state;
};
// An account of this name in this unit, if there is one.
std::optional<Alike> find_alike(db::Connection& connection, const std::string& display_name, std::optional<std::int64_t> unit_id);

std::string state_name(std::string_view state);

} // namespace account
