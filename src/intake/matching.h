#pragma once

#include "intake/sheets.h"
#include "intake/unit_tree.h"

#include <string_view>

namespace intake {

// A file read into rows, each checked on its own and against the other rows of the file.
struct Prepared {
    Reading reading;
    Faults faults;
};
Prepared prepare(const files::Workbook& workbook, const Mapping& mapping, const Corrections& corrections, Day today);

// The rows of a file beside the library: where each fact goes.
struct Matched {
    UnitTree units;
    std::vector<std::vector<std::size_t>> posts, relations, interests, sanctions, absences, achievements; // rows of each expert
    std::vector<std::optional<std::size_t>> post_units, interest_units; // nodes of the rows; nothing: told as a fault
};
// Compares with the library as `connection` sees it. Everything at fault is added to `faults`; with none, all of it can be written.
Matched match(const Reading& reading, const Corrections& corrections, db::Connection& connection, const crypto::Keyring& keys,
              Faults& faults);

} // namespace intake
