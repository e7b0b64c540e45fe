#pragma once

#include "base/fields.h"
#include "files/workbook.h"
#include "intake/draft.h"
#include "intake/fault.h"

#include <functional>

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
    Mask mask;
    std::function<bool(const std::string& text)> fits; // whether a cell of this text can be read
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

// Where the columns of a file go.
struct ColumnMapping {
    std::int64_t at = 0;              // from 0
    std::string title;                // as written; empty: none
    std::string field;                // title of a column of the template; empty: left out
    std::int64_t filled = 0;          // rows that hold something
    std::int64_t unread = 0;          // of the first ones, how many cannot be read as they are
    std::vector<std::string> samples; // a few values, those that could be somebody's masked
};
const fields::Table& fields_of(const ColumnMapping*);
struct SheetMapping {
    std::string sheet;       // its name in the file
    std::string as;          // sheet of the template; empty: left out
    std::int64_t header = 0; // number of the row of titles
    std::int64_t rows = 0;   // below it
    std::vector<ColumnMapping> columns;
};
const fields::Table& fields_of(const SheetMapping*);
using Mapping = std::vector<SheetMapping>;
// For each sheet of a mapping what its rows are numbered from: those before it are the same table (rows_of_sheet).
std::vector<std::int64_t> first_rows(const Mapping& mapping);
// Tells `faults` what the sheets are called of which several are one table.
void name_sheets(const Mapping& mapping, Faults& faults);

// How many rows a sheet of the file has.
struct SheetCount {
    std::string name;       // the table
    std::int64_t first = 0; // what its rows are numbered from
    std::int64_t rows = 0;
};
struct Reading {
    Draft draft;
    std::vector<SheetCount> counts;
    std::int64_t rows = 0;
};
// Reads the sheets as `mapping` says, codes as corrected; everything at fault is added to `faults`. Notes under a table ("填表人：…") and
// repeated titles are passed over.
Reading read_sheets(const files::Workbook& workbook, const Mapping& mapping, const Corrections& corrections, Faults& faults);

} // namespace intake
