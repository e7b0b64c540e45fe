#pragma once

#include "registry/store.h"

// A unit that asks to be in the library (Art. 7), until its competent department vouches for it or refuses.
namespace registry {

struct AskForm {
    std::string name, code, kind, region, department, licence, contact_name, phone, login;
    bool truthful = false;
};
const fields::Table& fields_of(const AskForm*);

struct Ask {
    std::int64_t id = 0, version = 0;
    std::string public_id, number, state, name, code, kind, region, licence, login;
    std::int64_t department_id = 0;
    Bytes phone_hash, peer_hash;
    Instant at{};
    std::optional<Instant> decided_at;
    std::optional<std::string> decided_by, reason; // name of the account
    std::optional<std::int64_t> unit_id;
};

// The form with code and phone in their stored form, its department found among those that vouch; every fault is told. Whether the
// library knows the unit is not looked at: the answer must not say it.
struct Wanted {
    AskForm form;
    std::int64_t department_id = 0;
};
Result<Wanted> read_ask(db::Connection& connection, const AskForm& form, Day today);

// Departments that have somebody to vouch, by name.
std::vector<std::pair<std::string, std::string>> vouching_departments(db::Connection& connection, Day today); // public id, name

// Of the network that the address belongs to: an IPv6 customer has a /64.
Bytes peer_hash(const crypto::Keyring& keys, const std::string& peer);

struct Asked {
    std::string number; // the receipt
    bool fresh = true;  // otherwise the same person asks the same again, and nothing is written
};
// Writes it with its entry "units.asked/1".
Result<Asked> ask(ledger::Act& act, const crypto::Keyring& keys, const Wanted& wanted, const std::string& peer);

// Within the filter: scope own_charge reaches asks to the own department. Newest first.
struct Asks {
    std::vector<Ask> items;
    std::int64_t total = 0;
};
Asks find_asks(db::Connection& connection, const auth::Filter& filter, const std::string& state, const auth::Page& page);
std::optional<Ask> load_ask(db::Connection& connection, const auth::Filter& filter, const std::string& public_id);

struct Contact {
    crypto::Secret name, phone;
};
Contact contact_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t ask);

} // namespace registry
