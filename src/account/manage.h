#pragma once

#include "account/store.h"
#include "ledger/act.h"

// What a system administrator does to other people's accounts (Art. 12). No right follows from any of it. Each verb is one act up to its
// entry; the caller commits.
namespace account {

// A code that opens the account once, as it is handed on: nothing else keeps it.
struct Handed {
    std::string public_id, code;
    Instant until{};
};

struct NewPerson {
    std::string login, display_name;
    std::optional<std::int64_t> unit_id;
    bool another_person = false; // whoever looks like this one was found to be somebody else
};
Result<Handed> open_for(ledger::Act& act, const crypto::Keyring& keys, const NewPerson& person);
Result<Handed> invite_anew(ledger::Act& act, const crypto::Keyring& keys, const Account& account);

struct Changed {
    std::int64_t version = 0;
    std::string display_name;
    std::optional<std::int64_t> unit_id;
};
Result<Done> change(ledger::Act& act, const Account& account, const Changed& changed);

// Ends every session and every invitation of the account at once.
Result<Done> block(ledger::Act& act, const Account& account, const std::string& reason, std::int64_t by, Day today);
Result<Done> unblock(ledger::Act& act, const Account& account, const std::string& reason);
Result<Done> reset_second_factor(ledger::Act& act, const Account& account, const std::string& reason);

// What may be done to the account as it stands: invite, change, block, unblock, reset.
std::vector<std::string> allowed_actions(db::Connection& connection, const Account& account, std::int64_t by, Day today);

} // namespace account
