#pragma once

#include "files/budget.h"

namespace files {

// Reads the records of RFC 4180 (line ends CRLF, LF or CR; separated by commas, semicolons or tabs) into the sheet begun in `gatherer`; row
// numbers are record numbers, as a spreadsheet shows them. A field that begins with "=" is a formula: a spreadsheet would calculate it;
// ="0123" is the text 0123.
void read_csv(std::string_view bytes, Gatherer& gatherer);

} // namespace files
