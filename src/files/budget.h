#pragma once

#include "files/workbook.h"

// How reading stops and what it may use; private to this folder.
namespace files {

// Thrown within this folder, caught by read_workbook.
struct Refusal {
    Error error;
};

[[noreturn]] inline void give_up(const Message& message, std::initializer_list<std::string> arguments = {})
{
    throw Refusal{refuse(ErrorKind::invalid, message, arguments)};
}

// Gathers the rows of one sheet after another and counts them against the limits.
class Gatherer {
public:
    explicit Gatherer(const Limits& limits) : limits_(limits) {}

    void begin_sheet(std::string name);
    // `column` from 0; empty texts are passed over.
    void add(std::int64_t row, std::int64_t column, Cell cell);
    // Of the sheet in hand.
    const std::string& sheet_name() const { return workbook_.sheets.back().name; }
    struct Range {
        std::int64_t first_row, last_row, first_column, last_column;
    };
    void since_1904() { workbook_.since_1904 = true; }
    // Sorts the rows and fills the merged ranges.
    void end_sheet(const std::vector<Range>& merged = {});
    Workbook take() { return std::move(workbook_); }

private:
    const Limits& limits_;
    Workbook workbook_;
    std::int64_t rows_ = 0, cells_ = 0;
    std::size_t text_bytes_ = 0;

    // Empty places and what is written into them.
    void count(std::size_t places, const Cell& cell);
    // Gives each cell of a merged range, as far as its rows are there, what its first holds.
    void fill(Sheet& sheet, const Range& range);
};

} // namespace files
