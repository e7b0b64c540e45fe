#include "intake/sheets.h"

#include "base/text.h"
#include "intake/columns.h"
#include "intake/messages.h"

#include <algorithm>
#include <optional>

namespace intake {

namespace {

// The template marks required columns and people keep the mark.
std::string title_of(const files::Cell& cell)
{
    auto title = trimmed(cell.text);
    for (std::string_view mark : {"*", "＊"})
        if (title.ends_with(mark)) title.remove_suffix(mark.size());
    return std::string(trimmed(title));
}

template <class Row>
class SheetReader {
public:
    SheetReader(const SheetTable<Row>& table, const files::Sheet& sheet, Faults& faults) : table_(table), sheet_(sheet), faults_(faults) {}

    void read(std::vector<Row>& rows)
    {
        if (!read_titles()) return;
        rows.reserve(rows.size() + sheet_.rows.size());
        for (std::size_t i = 1; i < sheet_.rows.size(); ++i) rows.push_back(read_row(sheet_.rows[i]));
    }

private:
    const SheetTable<Row>& table_;
    const files::Sheet& sheet_;
    Faults& faults_;
    std::vector<const Column<Row>*> by_place_; // nullptr: no title

    // False when the columns are so wrong that reading the rows would only repeat it.
    bool read_titles()
    {
        bool sound = true;
        auto fault = [&](const std::string& title, const Message& message) {
            faults_.add(table_.name, 0, title, "", refuse(ErrorKind::invalid, message, {title}));
            sound = false;
        };
        for (const auto& cell : sheet_.rows.front().cells) {
            std::string title = title_of(cell);
            auto column = std::find_if(table_.columns.begin(), table_.columns.end(), [&](const auto& c) { return c.title == title; });
            by_place_.push_back(column == table_.columns.end() ? nullptr : &*column);
            if (!title.empty() && !by_place_.back()) fault(title, messages::unknown_column);
            if (by_place_.back() && std::count(by_place_.begin(), by_place_.end(), by_place_.back()) > 1)
                fault(title, messages::column_twice);
        }
        for (const auto& column : table_.columns)
            if (column.required && std::find(by_place_.begin(), by_place_.end(), &column) == by_place_.end())
                fault(column.title, messages::column_missing);
        return sound;
    }

    Row read_row(const files::Row& cells)
    {
        Row row;
        row.row = cells.number;
        for (std::size_t i = 0; i < std::max(cells.cells.size(), by_place_.size()); ++i) {
            static const files::Cell blank;
            const auto& cell = i < cells.cells.size() ? cells.cells[i] : blank;
            const Column<Row>* column = i < by_place_.size() ? by_place_[i] : nullptr;
            if (!column && trimmed(cell.text).empty()) continue;
            auto error = column ? read_cell(row, *column, cell) : refuse(ErrorKind::invalid, messages::beyond_titles);
            if (!error) continue;
            row.sound = false;
            faults_.add(table_.name, cells.number, column ? column->title : files::column_letters(static_cast<std::int64_t>(i)) + " 列",
                        column ? shown(column->mask, cell.text) : "", *error, column ? column->change : "");
        }
        return row;
    }

    static std::optional<Error> read_cell(Row& row, const Column<Row>& column, const files::Cell& cell)
    {
        switch (cell.kind) {
        case files::CellKind::formula:
            return refuse(ErrorKind::invalid, messages::formula);
        case files::CellKind::fault:
            return refuse(ErrorKind::invalid, messages::error_value);
        case files::CellKind::inexact:
            return refuse(ErrorKind::invalid, messages::inexact);
        case files::CellKind::text:
            break;
        }
        if (!trimmed(cell.text).empty()) return column.read(row, cell.text, column.title);
        if (column.required) return refuse(ErrorKind::invalid, messages::required, {column.title});
        return std::nullopt;
    }
};

bool selected(Selection selection, const std::string& name)
{
    switch (selection) {
    case Selection::library:
        return true;
    case Selection::units:
        return name == unit_sheet().name;
    case Selection::projects:
        return name == project_sheet().name;
    }
    return false;
}

// The sheet that a CSV of any name is: the one asked for, or the only one that has all its titles.
std::string name_by_titles(const files::Sheet& sheet, Selection selection)
{
    if (selection == Selection::units) return unit_sheet().name;
    if (selection == Selection::projects) return project_sheet().name;
    std::string found;
    for (const auto& info : sheets()) {
        auto holds = [&](const std::string& title) {
            return std::any_of(sheet.rows.front().cells.begin(), sheet.rows.front().cells.end(),
                               [&](const auto& cell) { return title_of(cell) == title; });
        };
        bool fits = std::all_of(info.columns.begin(), info.columns.end(), [&](const auto& c) { return !c.required || holds(c.title); });
        if (!fits) continue;
        if (!found.empty()) return "";
        found = info.name;
    }
    return found;
}

std::string all_names()
{
    std::string names;
    for (const auto& info : sheets()) names += (names.empty() ? "" : "、") + info.name;
    return names;
}

} // namespace

const std::vector<SheetInfo>& sheets()
{
    static const std::vector<SheetInfo> list = [] {
        std::vector<SheetInfo> made;
        each_sheet([&](const auto& table) {
            SheetInfo info{table.name, table.purpose, {}};
            for (const auto& column : table.columns) info.columns.push_back({column.title, column.required, column.hint, column.choices});
            made.push_back(std::move(info));
        });
        return made;
    }();
    return list;
}

int sheet_order(const std::string& name)
{
    if (name.empty()) return -1;
    auto found = std::find_if(sheets().begin(), sheets().end(), [&](const SheetInfo& info) { return info.name == name; });
    return static_cast<int>(found - sheets().begin());
}

Reading read_sheets(const files::Workbook& workbook, Selection selection, Faults& faults)
{
    Reading reading;
    auto file_fault = [&](const std::string& sheet, const Message& message, std::initializer_list<std::string> arguments) {
        faults.add(sheet, 0, "", "", refuse(ErrorKind::invalid, message, arguments));
    };
    for (const auto& sheet : workbook.sheets) {
        std::string name(trimmed(sheet.name));
        if (name == guide_sheet || sheet.rows.empty()) continue;
        bool known = sheet_order(name) < static_cast<int>(sheets().size());
        if (!known && workbook.sheets.size() == 1)
            if (auto by_titles = name_by_titles(sheet, selection); !by_titles.empty()) {
                name = by_titles;
                known = true;
            }
        if (!known && selection == Selection::library) file_fault(sheet.name, messages::unknown_sheet, {sheet.name, all_names()});
        if (!known || !selected(selection, name)) continue;
        bool twice = std::any_of(reading.counts.begin(), reading.counts.end(), [&](const auto& count) { return count.name == name; });
        if (twice) {
            file_fault(name, messages::sheet_twice, {name});
            continue;
        }
        auto rows = static_cast<std::int64_t>(sheet.rows.size()) - 1;
        reading.counts.push_back({name, rows});
        reading.rows += rows;
        each_sheet([&](const auto& table) {
            if (table.name == name) SheetReader(table, sheet, faults).read(reading.draft.*table.rows);
        });
    }
    if (faults.empty() && selection != Selection::library && reading.counts.empty())
        file_fault("", messages::sheet_absent, {selection == Selection::units ? unit_sheet().name : project_sheet().name});
    else if (faults.empty() && reading.rows == 0)
        file_fault("", messages::nothing, {});
    auto order = [](const SheetCount& a, const SheetCount& b) { return sheet_order(a.name) < sheet_order(b.name); };
    std::sort(reading.counts.begin(), reading.counts.end(), order);
    return reading;
}

} // namespace intake
