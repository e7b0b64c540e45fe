#pragma once

#include "files/budget.h"

namespace files {

// Reads the records of RFC 4180 (line ends CRLF, LF or CR) into the sheet begun in `gatherer`; row numbers are record numbers, as a
// spreadsheet shows them. A field that begins with "=" is a formula: a spreadsheet would calculate it.
void read_csv(std::string_view bytes, Gatherer& gatherer);

} // namespace files
