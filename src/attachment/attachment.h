#pragma once

#include "auth/route.h"
#include "jobs/jobs.h"

#include <span>

// 专家附件: documents of a record, as they came (B1).
namespace attachment {

extern const ledger::Table attachment_table;

// The file of one that is there, to save; refused while it is in quarantine.
Result<http::Response> download(db::Connection& connection, const crypto::Keyring& keys, std::int64_t id);

// /api/v1/experts/{id}/attachments, /api/v1/attachments/{id}/file, /api/v1/attachments/{id}/remove
std::span<const auth::Route> routes();
// Scanning what is in quarantine.
jobs::Kind scan_job();

} // namespace attachment
