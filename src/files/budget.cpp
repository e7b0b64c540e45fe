#include "files/budget.h"

#include "base/text.h"
#include "files/messages.h"

#include <algorithm>

namespace files {

void Gatherer::begin_sheet(std::string name)
{
    if (static_cast<std::int64_t>(workbook_.sheets.size()) == limits_.sheets)
        give_up(messages::too_many_sheets, {std::to_string(limits_.sheets)});
    workbook_.sheets.push_back({std::move(name), {}});
}

void Gatherer::count(std::size_t places, const Cell& cell)
{
    cells_ += static_cast<std::int64_t>(places);
    if (cells_ > limits_.cells) give_up(messages::too_many_cells, {std::to_string(limits_.cells)});
    text_bytes_ += cell.text.size();
    if (text_bytes_ > limits_.text_bytes) give_up(messages::too_much_text, {std::to_string(limits_.text_bytes >> 20)});
}

void Gatherer::add(std::int64_t row, std::int64_t column, Cell cell)
{
    if (cell.text.empty() && cell.kind == CellKind::text) return;
    auto& sheet = workbook_.sheets.back();
    if (column >= limits_.columns) give_up(messages::too_many_columns, {sheet.name, std::to_string(row), std::to_string(limits_.columns)});
    if (static_cast<std::int64_t>(cell.text.size()) > limits_.characters &&
        static_cast<std::int64_t>(characters(cell.text)) > limits_.characters)
        give_up(messages::cell_too_long, {sheet.name, std::to_string(row), column_letters(column), std::to_string(limits_.characters)});
    if (sheet.rows.empty() || sheet.rows.back().number != row) {
        if (++rows_ > limits_.rows) give_up(messages::too_many_rows, {std::to_string(limits_.rows)});
        sheet.rows.push_back({row, {}});
    }
    auto& cells = sheet.rows.back().cells;
    auto index = static_cast<std::size_t>(column);
    // Empty places before it take memory too.
    count(cells.size() <= index ? index + 1 - cells.size() : 0, cell);
    if (cells.size() <= index) cells.resize(index + 1);
    if (!cells[index].text.empty() || cells[index].kind != CellKind::text)
        give_up(messages::cell_twice, {sheet.name, std::to_string(row), column_letters(column)});
    cells[index] = std::move(cell);
}

void Gatherer::fill(Sheet& sheet, const Range& range)
{
    auto at = std::lower_bound(sheet.rows.begin(), sheet.rows.end(), range.first_row,
                               [](const Row& row, std::int64_t number) { return row.number < number; });
    auto left = static_cast<std::size_t>(range.first_column);
    if (at == sheet.rows.end() || at->number != range.first_row || at->cells.size() <= left) return;
    const Cell first = at->cells[left];
    auto right = static_cast<std::size_t>(std::min(range.last_column, limits_.columns - 1));
    for (; at != sheet.rows.end() && at->number <= range.last_row; ++at) {
        count(at->cells.size() <= right ? right + 1 - at->cells.size() : 0, {});
        if (at->cells.size() <= right) at->cells.resize(right + 1);
        for (std::size_t column = left; column <= right; ++column) {
            count(1, first); // also where it stands already: ranges that lie over each other come to an end
            at->cells[column] = first;
        }
    }
}

void Gatherer::end_sheet(const std::vector<Range>& merged)
{
    auto& sheet = workbook_.sheets.back();
    auto later = [](const Row& a, const Row& b) { return a.number < b.number; };
    if (!std::is_sorted(sheet.rows.begin(), sheet.rows.end(), later)) std::stable_sort(sheet.rows.begin(), sheet.rows.end(), later);
    auto twice = std::adjacent_find(sheet.rows.begin(), sheet.rows.end(), [](const Row& a, const Row& b) { return a.number == b.number; });
    if (twice != sheet.rows.end()) give_up(messages::cell_twice, {sheet.name, std::to_string(twice->number), column_letters(0)});
    for (const auto& range : merged) fill(sheet, range);
}

std::string column_letters(std::int64_t column)
{
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

} // namespace files
