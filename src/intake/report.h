#pragma once

#include "intake/fault.h"

namespace intake {

// The errors as an XLSX file to work through.
std::string errors_workbook(const std::vector<Fault>& faults);
// "专家 第 12 行 身份证号“150102****”：…。请…。"
std::string line_of(const Fault& fault);

} // namespace intake
