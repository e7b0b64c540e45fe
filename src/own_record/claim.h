#pragma once

#include "expert/expert.h"

// How an expert who was imported comes to an account of the own (C6): the account is tied to the record from its beginning.
namespace own_record {

// Whether somebody has an account that is tied to the record or to one that went into it, opened or not.
enum class Claimed { no, invited, yes };
struct Claim {
    Claimed state = Claimed::no;
    std::int64_t account_id = 0;
    std::string public_id, login;
};
Claim claim_of(db::Connection& connection, std::int64_t expert_id);

// A code that opens the record's account, made now where there is none yet; earlier codes end. Not for a record that is claimed.
struct ClaimCode {
    std::string login, code;
    Instant until{};
};
ClaimCode claim_code(ledger::Act& act, const crypto::Keyring& keys, const expert::Record& record, Day today);

} // namespace own_record
