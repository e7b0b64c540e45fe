#pragma once

#include <string>
#include <utility>
#include <vector>

namespace support {

// A ZIP file of these parts, in this order.
std::string zipped(const std::vector<std::pair<std::string, std::string>>& parts);

// An XLSX workbook of one sheet, "Sheet1" unless named, with this content of <sheetData>; `more` replaces or adds parts.
std::string workbook_of(const std::string& sheet_data, const std::vector<std::pair<std::string, std::string>>& more = {},
                        const std::string& sheet_name = "Sheet1");

} // namespace support
