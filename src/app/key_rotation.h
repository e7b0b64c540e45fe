#pragma once

#include "app/library.h"
#include "jobs/jobs.h"

#include <map>

// Keys are changed while servers serve (security.md 1.2 e): every process on the library takes them up by itself.
namespace app {

// Values under each field key, by the key's id, in all tables.
std::map<std::uint32_t, std::int64_t> values_by_key(db::Connection& connection);

// Adds a field key, which encrypts from now on, and orders that older values be encrypted anew. Gives its id.
std::uint32_t rotate_field_key(const Config& config, Library& library);

// Adds a signing key and puts it in force. Gives its verifier key, as people hand it on.
std::string rotate_signing_key(const Config& config, Library& library);

// The job that encrypts values under older keys anew: some seconds at a time, so that acts and other jobs come between; taken up
// again after a crash by what is still under an older key.
jobs::Kind reencryption();

} // namespace app
