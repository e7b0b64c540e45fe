#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Workbooks as people send them: XLSX, CSV (UTF-8, GB 18030 or UTF-16) or a ZIP of CSV files, one a sheet. Everything becomes
// text; nothing is calculated, followed or written to disk.
namespace files {

enum class CellKind {
    text,
    formula, // `text` is what the formula gave when the file was saved; for CSV the formula itself
    fault,   // an error value such as #N/A
    inexact, // a number of more than 15 digits: the last ones are lost, as with identity numbers kept as numbers
};

struct Cell {
    std::string text; // UTF-8; days as YYYY-MM-DD, whole numbers without ".0"; merged cells all hold the text of their first
    CellKind kind = CellKind::text;
};

struct Row {
    std::int64_t number = 0; // as the spreadsheet shows it, from 1
    std::vector<Cell> cells; // from column A on; cells beyond the last one are empty
};

struct Sheet {
    std::string name;      // of a CSV: the file's name without its ending
    std::vector<Row> rows; // ascending by number; rows without any text are left out
};

struct Workbook {
    bool since_1904 = false; // days of this workbook are counted from 1904: a plain number meant as a day is another day
    std::vector<Sheet> sheets;
};

// What is read at most. The ratio counts for a part of more than a megabyte.
struct Limits {
    std::size_t part_bytes = 96 << 20;      // of one part, unpacked
    std::size_t unpacked_bytes = 160 << 20; // of all parts together
    std::size_t ratio = 100;                // unpacked to packed
    std::int64_t parts = 1000;              // of a ZIP
    std::size_t text_bytes = 128 << 20;     // of all cells together, repeated texts counted each time
    std::int64_t sheets = 50;
    std::int64_t rows = 200'000; // of all sheets together
    std::int64_t columns = 200;
    std::int64_t cells = 5'000'000;
    std::int64_t characters = 32'767; // of one cell
};

// Reads `bytes`. What it is, is told by its content; `file_name` only names the sheet of a lone CSV. Refused with a Chinese message
// that says what to change: other formats, protected or broken files, document type declarations, anything beyond `limits`.
Result<Workbook> read_workbook(std::string_view bytes, std::string_view file_name, const Limits& limits = {});

// Every part of a ZIP one after the other, as it is stored; refused like read_workbook.
Result<std::string> unpacked(std::string_view bytes, const Limits& limits = {});

// A column of a sheet to write.
struct Column {
    std::string title;
    double width = 14;                     // characters
    std::string note = {};                 // shown when the pointer rests on the title
    std::vector<std::string> choices = {}; // offered as a list if together at most 255 bytes
    bool required = false;                 // its title stands out
};

// A sheet to write: titles in the first row, kept in view. Every cell is text: no content becomes a formula.
struct Table {
    std::string name;
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows = {};
    std::string banner = {}; // a text above the titles
    std::string margin = {}; // printed at head and foot of each page
};

// The XLSX file of the sheets. Throws std::runtime_error when it cannot be written.
std::string write_workbook(const std::vector<Table>& sheets);

// `text` with an apostrophe before it where a spreadsheet would calculate it; not for long in XLSX, whose cells are texts, but for good
// when the file is saved as CSV and opened again (T13).
std::string defused(const std::string& text);

// One sheet as CSV in UTF-8 with its byte order mark (RFC 4180); no cell begins as a formula does.
std::string write_csv(const Table& table);

inline constexpr std::string_view xlsx_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// "A", "Z", "AA" … for column 0, 25, 26 …
std::string column_letters(std::int64_t column);

} // namespace files
