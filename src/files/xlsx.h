#pragma once

#include "files/archive.h"
#include "files/budget.h"

namespace files {

// Reads every worksheet of an Office Open XML workbook.
void read_xlsx(Archive& archive, Gatherer& gatherer);

// How the numbers of a workbook are shown: which cell formats are days.
class Styles {
public:
    // Of a workbook without styles no number is a day.
    Styles() = default;
    explicit Styles(std::string_view document); // throws XmlFault
    bool is_day(std::size_t format) const { return format < days_.size() && days_[format]; }

private:
    std::vector<bool> days_;
};

// Whether a number format code shows a day: "yyyy\-mm\-dd", "[$-804]yyyy\"年\"m\"月\"", not "[h]:mm" and not "0.00".
bool shows_day(std::string_view format_code);

// The text of a number cell: whole numbers without ".0", others with at most 15 digits.
Cell number_cell(const std::string& raw);
// The text of a day's serial number: "2026-03-10", with " hh:mm:ss" when it has a time.
Cell day_cell(const std::string& raw, bool since_1904);

} // namespace files
