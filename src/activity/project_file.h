#pragma once

#include "activity/project_sheet.h"

namespace activity {

// What came of a workbook of projects.
struct FileAnswer {
    bool applied = false;
    std::int64_t added = 0, updated = 0;
    std::vector<SheetFault> errors;
};
const fields::Table& fields_of(const FileAnswer*);

// Changes `current` (loaded in the same act) so that it has the projects of the sheet: those with a number it has are
// replaced, the others added, the rest stay. With any fault nothing is to be committed.
Result<FileAnswer> take_over(ledger::Act& act, const crypto::Keyring& keys, const Activity& current, const SheetReading& reading,
                             std::int64_t version, const Person& by, Day today);

} // namespace activity
