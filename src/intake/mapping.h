#pragma once

#include "base/fields.h"
#include "files/workbook.h"
#include "intake/fault.h"
#include "intake/sheets.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

// Which column of a workbook goes into which field of the library: found by titles, by what people call them, and by what stands in
// them; looked at and changed by a person where it is not certain.
namespace intake {

// A choice of what was remembered for a set of titles: the sheet of the library, and the field of each title ("": left out).
struct Remembered {
    std::string as;
    std::map<std::string, std::string> fields;
};
// Gives what was chosen for these titles (in the form of plain_title, ascending) before.
using Memory = std::function<std::optional<Remembered>(const std::vector<std::string>& titles)>;

struct Guess {
    Mapping mapping;
    bool sure = true; // every column by its own title or as remembered: nobody needs to look
};
Guess guess_mapping(const files::Workbook& workbook, Selection selection, const Memory& memory);

// What cannot be of a sheet: a field given twice, a needed field without a column.
Faults faults_of(const Mapping& mapping);

// A title as titles are compared: narrow, without blanks and the template's mark, Latin letters in lower case.
std::string plain_title(std::string_view text);
// The titles of a sheet as Memory is asked for them.
std::vector<std::string> titles_of(const SheetMapping& sheet);
// Whether `title` (plain) is what people call this field of this sheet.
bool is_synonym(const std::string& sheet, const std::string& field, const std::string& title);
// The field of a sheet that values like these go into, by what they are; empty when that cannot be told.
std::string field_by_content(const std::string& sheet, const std::vector<std::string>& values);
// A value as a person may see it before it is known what it is: numbers that could be somebody's are masked.
std::string guarded(const std::string& value);

} // namespace intake
