#pragma once

#include "auth/route.h"
#include "ledger/table.h"

#include <span>
#include <string>
#include <vector>

// 我的信息: the rights of an expert over the own record (Art. 10, 21; Personal Information Protection Law 44 to 47).
namespace own_record {

extern const ledger::Table personal_request_table;

// /api/v1/account/record …
std::span<const auth::Route> routes();
// /api/v1/account/record/requests, /api/v1/corrections, /api/v1/erasures
std::span<const auth::Route> request_routes();

// /api/v1/experts/{id}/claim-code
std::span<const auth::Route> claim_routes();
// /api/v1/claim …: before there is a session
std::span<const auth::Route> claim_phone_routes();

// The public ids of records that were erased: kept beside the backups, so that restoring an older one brings nobody back.
std::vector<std::string> erased_records(db::Connection& connection);
// Erases those of them that are there again, an entry each; gives how many.
std::size_t erase_again(ledger::Act& act, const crypto::Keyring& keys, const std::vector<std::string>& public_ids);

} // namespace own_record
