#include "intake/sheets.h"

#include "base/text.h"
#include "intake/columns.h"
#include "intake/messages.h"

#include <algorithm>
#include <map>
#include <optional>

namespace intake {

namespace {

// "1.50102E+17": what a spreadsheet shows of a long number, and keeps of it in a CSV.
bool is_rounded(std::string_view text)
{
    text = trimmed(text);
    auto e = text.find_first_of("eE");
    auto digits = [](std::string_view part) { return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos; };
    if (e == std::string_view::npos || e + 2 >= text.size() || text[e + 1] != '+' || !digits(text.substr(e + 2))) return false;
    auto mantissa = text.substr(0, e);
    auto point = mantissa.find('.');
    return digits(mantissa.substr(0, point)) && (point == std::string_view::npos || digits(mantissa.substr(point + 1)));
}

// A number shown plainly in a workbook whose days are counted from 1904.
std::optional<std::string> day_since_1904(std::string_view text)
{
    text = trimmed(text);
    if (text.size() != 5 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    return to_text(Day::of(1904, 1, 1) + std::stoi(std::string(text)));
}

template <class Row>
class SheetReader {
public:
    SheetReader(const SheetTable<Row>& table, const files::Sheet& sheet, const SheetMapping& mapping, bool since_1904,
                const Corrections& corrections, std::int64_t first, Faults& faults)
        : table_(table), sheet_(sheet), mapping_(mapping), since_1904_(since_1904), corrections_(corrections), first_(first),
          faults_(faults)
    {
        for (const auto& column : mapping.columns) {
            auto at = static_cast<std::size_t>(column.at);
            if (by_place_.size() <= at) by_place_.resize(at + 1);
            auto found = std::find_if(table.columns.begin(), table.columns.end(), [&](const auto& c) { return c.title == column.field; });
            by_place_[at] = {true, found == table.columns.end() ? nullptr : &*found};
        }
    }

    // Gives how many rows were read.
    std::int64_t read(std::vector<Row>& rows)
    {
        std::int64_t count = 0;
        rows.reserve(rows.size() + sheet_.rows.size());
        for (const auto& row : sheet_.rows)
            if (row.number == mapping_.header)
                header_ = &row;
            else if (row.number > mapping_.header && !passed_over(row)) {
                rows.push_back(read_row(row));
                ++count;
            }
        return count;
    }

private:
    struct Place {
        bool known = false; // else there is neither a title nor a choice
        const Column<Row>* column = nullptr;
    };
    const SheetTable<Row>& table_;
    const files::Sheet& sheet_;
    const SheetMapping& mapping_;
    const bool since_1904_;
    const Corrections& corrections_;
    const std::int64_t first_;
    Faults& faults_;
    std::vector<Place> by_place_;
    const files::Row* header_ = nullptr;
    std::map<std::pair<const catalog::Table*, std::string>, Offers> offered_;

    // Titles repeated on each page, notes under the table, and rows that hold nothing but a number of their own.
    bool passed_over(const files::Row& row) const
    {
        bool same = header_ && row.cells.size() == header_->cells.size();
        std::size_t of_use = 0, texts = 0;
        const std::string* only = nullptr;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const auto& text = row.cells[i].text;
            same = same && text == header_->cells[i].text;
            if (trimmed(text).empty()) continue;
            of_use += i >= by_place_.size() || !by_place_[i].known || by_place_[i].column != nullptr;
            if (!only || *only != text) ++texts;
            only = &text;
        }
        return same || of_use == 0 || (texts == 1 && is_note(*only));
    }

    static bool is_note(std::string_view text)
    {
        static constexpr std::string_view beginnings[] = {"注",   "备注", "说明", "填表", "制表",       "填报",
                                                          "审核", "合计", "总计", "共计", "单位负责人", "联系人"};
        text = trimmed(text);
        return std::any_of(std::begin(beginnings), std::end(beginnings), [&](auto beginning) { return text.starts_with(beginning); });
    }

    Row read_row(const files::Row& cells)
    {
        Row row;
        row.row = first_ + cells.number;
        for (std::size_t i = 0; i < std::max(cells.cells.size(), by_place_.size()); ++i) {
            static const files::Cell blank;
            const auto& cell = i < cells.cells.size() ? cells.cells[i] : blank;
            Place place = i < by_place_.size() ? by_place_[i] : Place{};
            const Column<Row>* column = place.column;
            if (!column && (place.known || trimmed(cell.text).empty())) continue;
            auto error = column ? read_cell(row, *column, cell) : refuse(ErrorKind::invalid, messages::beyond_titles);
            if (!error) continue;
            row.sound = false;
            if (!column)
                faults_.add(table_.name, row.row, files::column_letters(static_cast<std::int64_t>(i)) + " 列", "", *error);
            else
                faults_.add(table_.name, row.row, column->title, shown(column->mask, cell.text), *error, column->change,
                            column->table && cell.kind == files::CellKind::text ? offers(column->table(), cell.text) : Offers{});
        }
        return row;
    }

    // Looked for once for each value, and not for ever.
    Offers offers(const catalog::Table& table, const std::string& cell)
    {
        constexpr std::size_t most = 500;
        auto found = offered_.find({&table, cell});
        if (found != offered_.end()) return found->second;
        if (offered_.size() == most) return {};
        return offered_[{&table, cell}] = offers_of(table, corrections_.applied(table, cell));
    }

    std::optional<Error> read_cell(Row& row, const Column<Row>& column, const files::Cell& cell) const
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
        if (is_rounded(cell.text)) return refuse(ErrorKind::invalid, messages::inexact);
        if (column.holds_day && since_1904_)
            if (auto day = day_since_1904(cell.text)) return column.read(row, *day, column.title);
        if (!trimmed(cell.text).empty())
            return column.read(row, column.table ? corrections_.applied(column.table(), cell.text) : cell.text, column.title);
        if (column.required) return refuse(ErrorKind::invalid, messages::required, {column.title});
        return std::nullopt;
    }
};

} // namespace

const std::vector<SheetInfo>& sheets()
{
    static const std::vector<SheetInfo> list = [] {
        std::vector<SheetInfo> made;
        each_sheet([&](const auto& table) {
            SheetInfo info{table.name, table.purpose, {}};
            using Row = typename std::decay_t<decltype(table)>::Row;
            for (const auto& column : table.columns)
                info.columns.push_back(
                    {column.title, column.required, column.hint, column.choices, column.mask, [&column](const auto& text) {
                         Row row;
                         return !column.read(row, text, column.title);
                     }});
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

std::vector<std::int64_t> first_rows(const Mapping& mapping)
{
    std::map<std::string, std::int64_t> sheets_of;
    std::vector<std::int64_t> first;
    for (const auto& sheet : mapping) first.push_back(sheet.as.empty() ? 0 : rows_of_sheet * sheets_of[sheet.as]++);
    return first;
}

void name_sheets(const Mapping& mapping, Faults& faults)
{
    std::map<std::string, std::vector<std::string>> names;
    for (const auto& sheet : mapping)
        if (!sheet.as.empty()) names[sheet.as].push_back(sheet.sheet);
    for (const auto& [table, list] : names)
        if (list.size() > 1) faults.name_sheets(table, list);
}

Reading read_sheets(const files::Workbook& workbook, const Mapping& mapping, const Corrections& corrections, Faults& faults)
{
    Reading reading;
    name_sheets(mapping, faults);
    auto first = first_rows(mapping);
    for (std::size_t i = 0; i < mapping.size(); ++i) {
        const SheetMapping& placed = mapping[i];
        auto sheet = std::find_if(workbook.sheets.begin(), workbook.sheets.end(), [&](const auto& s) { return s.name == placed.sheet; });
        if (placed.as.empty() || sheet == workbook.sheets.end()) continue;
        each_sheet([&](const auto& table) {
            if (table.name != placed.as) return;
            SheetReader reader(table, *sheet, placed, workbook.since_1904, corrections, first[i], faults);
            auto rows = reader.read(reading.draft.*table.rows);
            reading.counts.push_back({table.name, first[i], rows});
            reading.rows += rows;
        });
    }
    auto order = [](const SheetCount& a, const SheetCount& b) { return sheet_order(a.name) < sheet_order(b.name); };
    std::stable_sort(reading.counts.begin(), reading.counts.end(), order);
    if (faults.empty() && reading.rows == 0) faults.add("", 0, "", "", refuse(ErrorKind::invalid, messages::nothing));
    return reading;
}

} // namespace intake
