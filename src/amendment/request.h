#pragma once

#include "expert/expert.h"

// What the requests of amendments have in common.
namespace amendment {

// ?dry_run=true: everything is found out, nothing is written.
Result<bool> dry_run_of(const http::Request& request);

// Who changed what since version `seen`. `number`: told of which record, where there are two.
Error changed_meanwhile(db::Connection& connection, std::int64_t expert_id, std::int64_t seen, const std::string& number = "");

// A record that went into another is changed no more.
std::optional<Error> refuse_merged(db::Connection& connection, const expert::Record& record);

} // namespace amendment
