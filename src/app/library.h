#pragma once

#include "app/clocks.h"
#include "app/config.h"
#include "auth/access_journal.h"
#include "auth/platform.h"
#include "ledger/act.h"

#include <memory>

namespace app {

// An opened library: database, keys, clock and what features stand on.
struct Library {
    std::unique_ptr<db::Database> database;
    std::unique_ptr<crypto::Keyring> keys;
    std::unique_ptr<Clock> clock;
    std::unique_ptr<auth::AccessJournal> accesses;
    std::shared_ptr<auth::Limits> limits;
    std::unique_ptr<Platform> platform;
};

// Whoever sits at the console, as the ledger names them.
ledger::Author console_author();

// Opens an existing library. Throws std::runtime_error in Chinese when there is none, its schema is not up to date or
// a key that values were encrypted with is missing. `clock` defaults to the machine's.
Library open_library(const Config& config, std::unique_ptr<Clock> clock = nullptr);

// The same with a clock that begins at `start` (RFC 3339) and runs on. Throws also when the text is no time or the library
// holds real data, whose time nobody chooses.
Library open_on_demo_clock(const Config& config, const std::string& start);

// Makes an empty library: schema, keys, ledger with its kind of instance (demonstration, real), commented settings.
// Refused when the data directory or database holds one already.
Library create_library(const Config& config, std::string_view instance, crypto::Suite suite, std::unique_ptr<Clock> clock = nullptr);

} // namespace app
