#pragma once

#include "files/workbook.h"
#include "intake/draft.h"
#include "intake/fault.h"

// The sheets of a library workbook. Each has one table of its columns, from which the template, the reading, the messages and the
// description come.
namespace intake {

// Which sheets of a file are read.
enum class Selection { library, units, projects };

struct ColumnInfo {
    std::string title;
    bool required;
    std::string hint;
    std::vector<std::string> choices; // few enough to offer as a list
};
struct SheetInfo {
    std::string name, purpose;
    std::vector<ColumnInfo> columns;
};
// The sheet of a template that explains it; not read.
inline const std::string guide_sheet = "填写说明";
// All sheets in their order.
const std::vector<SheetInfo>& sheets();
// The place of a sheet among them; unknown ones stand last, the empty name (the whole file) first.
int sheet_order(const std::string& name);

// How many rows a sheet of the file has.
struct SheetCount {
    std::string name;
    std::int64_t rows = 0;
};
struct Reading {
    Draft draft;
    std::vector<SheetCount> counts;
    std::int64_t rows = 0;
};
// Reads the selected sheets; everything at fault is added to `faults`. A sheet named unlike any is known by its titles.
Reading read_sheets(const files::Workbook& workbook, Selection selection, Faults& faults);

} // namespace intake
