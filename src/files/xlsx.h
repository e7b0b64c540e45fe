#pragma once

#include "files/archive.h"
#include "files/budget.h"

namespace files {

// Reads every worksheet of an Office Open XML workbook.
void read_xlsx(Archive& archive, Gatherer& gatherer);

// How a number is shown.
struct Form {
    enum class Kind { number, day, percent } kind = Kind::number;
    std::size_t digits = 0; // of whole numbers, with zeros before them
};
// Of a number format code: "yyyy\-mm\-dd" and "[$-804]yyyy\"年\"m\"月\"" are days, "[h]:mm" and "0.00" numbers, "0.0%" is a percentage,
// "000000" a number of six digits.
Form form_of(std::string_view format_code);

// How the numbers of a workbook are shown, by cell format.
class Styles {
public:
    // Of a workbook without styles all are plain numbers.
    Styles() = default;
    explicit Styles(std::string_view document); // throws XmlFault
    Form form(std::size_t format) const { return format < forms_.size() ? forms_[format] : Form{}; }

private:
    std::vector<Form> forms_;
};

// The text of a number cell: whole numbers without ".0" and with as many digits as `form` says, others with at most 15 digits,
// percentages with their sign.
Cell number_cell(const std::string& raw, const Form& form = {});
// The text of a day's serial number: "2026-03-10", with " hh:mm:ss" when it has a time.
Cell day_cell(const std::string& raw, bool since_1904);

} // namespace files
