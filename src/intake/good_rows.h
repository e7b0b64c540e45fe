#pragma once

#include "intake/matching.h"

#include <set>
#include <utility>

// Good rows only: what is written when some rows of a file are at fault. A person comes with every fact the file tells, or not at all:
// without a relation, a post or a project somebody would not be recused who must be (Art. 14(4)).
namespace intake {

// Takes what cannot be written out of `reading` and compares the rest with the library, until nothing is at fault; gives what was taken
// out. `faults` are those of the whole reading.
//   A row at fault stays behind, with everything else about the same person, and everybody who takes part in the same project.
//   Where a row does not tell by number whom it is about, all of that name stay behind; without a name, everybody.
//   What names a unit that stays behind stays behind.
struct Kept {
    Matched matched;
    Places held;
};
Kept keep_good(Reading& reading, const Corrections& corrections, db::Connection& connection, const crypto::Keyring& keys,
               const Faults& faults);

// The rows of these places as a workbook in the template's form, to mend and bring in later.
std::string workbook_of_rows(const files::Workbook& workbook, const Mapping& mapping, const Places& places);

} // namespace intake
