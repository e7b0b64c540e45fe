#pragma once

#include "app/config.h"

#include <functional>
#include <string>

namespace app {

using ShowProgress = std::function<void(std::string_view what, std::int64_t now, std::int64_t of)>;

// Writes an encrypted backup of the library to `out`, which must not exist; prints what it holds.
void back_up(const Config& config, const std::string& out, const ShowProgress& progress);

// Makes a library of the backup in `file`: in the data directory, or in the empty database that is named. Nothing is there
// afterwards when the file is damaged or the keys are others. Prints what was restored; gives false when the ledger and
// the rows in the backup do not agree.
// `erased`: a file that `bole erasures` wrote, empty for none; who is in it is erased again.
bool restore(const Config& config, const std::string& file, const std::string& erased, const ShowProgress& progress);

} // namespace app
