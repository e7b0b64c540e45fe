#include "files/workbook.h"

#include <algorithm>

namespace files {

namespace {

// The full-width forms become formulas in some spreadsheets too.
constexpr std::string_view dangerous[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

std::string quoted(const std::string& text)
{
    std::string cell = defused(text);
    if (cell.find_first_of(",\"\r\n;\t") == std::string::npos) return cell;
    std::string out = "\"";
    for (char c : cell) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

} // namespace

std::string defused(const std::string& text)
{
    bool calculated =
        std::any_of(std::begin(dangerous), std::end(dangerous), [&](std::string_view start) { return text.starts_with(start); });
    return calculated ? "'" + text : text;
}

std::string write_csv(const Table& table)
{
    std::string text = "\xEF\xBB\xBF";
    auto line = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) text += (i ? "," : "") + quoted(cells[i]);
        text += "\r\n";
    };
    if (!table.banner.empty()) line({table.banner});
    std::vector<std::string> titles;
    for (const auto& column : table.columns) titles.push_back(column.title);
    line(titles);
    for (const auto& row : table.rows) line(row);
    return text;
}

} // namespace files
