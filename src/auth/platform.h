#pragma once

#include "base/time.h"
#include "crypto/keyring.h"
#include "db/db.h"

#include <string>

namespace auth {
class AccessJournal;
class Limits;
} // namespace auth

// What every feature stands on, made once in app/ and handed to handlers and jobs.
struct Platform {
    db::Database& database;
    const crypto::Keyring& keys;
    const Clock& clock;
    std::string public_url; // where people reach this server, without a slash at the end: "https://bole.example"
    std::string origin;     // the ledger's name
    std::string instance;   // demonstration, real
    auth::AccessJournal& accesses;
    auth::Limits& limits;
};
