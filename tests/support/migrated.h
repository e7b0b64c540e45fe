#pragma once

#include "support/databases.h"

namespace support {

// The URL of a new database of `engine` with the schema in it, copied from one that was migrated once. What is in `folder` goes with it.
std::string migrated_database(db::Engine engine, const Folder& folder);

} // namespace support
