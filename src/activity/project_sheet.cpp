#include "activity/project_sheet.h"

#include "activity/messages.h"
#include "base/text.h"

#include <algorithm>

namespace activity {

namespace {

std::string text_of(const files::Cell& cell)
{
    return std::string(trimmed(cell.text));
}

void add(std::vector<SheetFault>& faults, std::int64_t row, std::optional<std::string> column, const Message& message,
         std::initializer_list<std::string> arguments = {})
{
    faults.push_back({row, std::move(column), std::nullopt, std::string(message.code), fill(message.text, arguments)});
}

const files::Sheet* sheet_of(const files::Workbook& workbook, std::vector<SheetFault>& faults)
{
    for (const auto& sheet : workbook.sheets)
        if (sheet.name == sheet_name) return &sheet;
    if (workbook.sheets.size() == 1) return &workbook.sheets.front();
    add(faults, 0, std::nullopt, messages::sheet_absent, {std::string(sheet_name)});
    return nullptr;
}

// Which column of the sheet holds which of ours, by the titles of the first row.
std::map<std::size_t, Column> titles_of(const files::Row& row, std::vector<SheetFault>& faults)
{
    std::map<std::size_t, Column> places;
    std::array<bool, sheet_columns.size()> seen{};
    for (std::size_t at = 0; at < row.cells.size(); ++at) {
        std::string title = text_of(row.cells[at]);
        if (title.empty()) continue;
        auto known = std::find_if(sheet_columns.begin(), sheet_columns.end(), [&](const auto& c) { return c.title == title; });
        if (known == sheet_columns.end()) {
            add(faults, row.number, title, messages::column_unknown, {title});
            continue;
        }
        auto place = static_cast<std::size_t>(known - sheet_columns.begin());
        if (seen[place]) add(faults, row.number, title, messages::column_twice, {title});
        seen[place] = true;
        places.emplace(at, static_cast<Column>(place));
    }
    for (std::size_t place = 0; place < seen.size(); ++place)
        if (!seen[place] && sheet_columns[place].required)
            add(faults, row.number, std::string(sheet_columns[place].title), messages::column_missing,
                {std::string(sheet_columns[place].title)});
    return places;
}

const Message* unreadable(files::CellKind kind)
{
    switch (kind) {
    case files::CellKind::text:
        return nullptr;
    case files::CellKind::formula:
        return &messages::cell_formula;
    case files::CellKind::fault:
        return &messages::cell_error;
    case files::CellKind::inexact:
        return &messages::cell_inexact;
    }
    return nullptr;
}

} // namespace

const fields::Table& fields_of(const SheetFault*)
{
    static const fields::Table table{
        fields::field<&SheetFault::row>("row", {.label = "行"}),
        fields::field<&SheetFault::column>("column", {.label = "列"}),
        fields::field<&SheetFault::value>("value", {.label = "填写的内容"}),
        fields::field<&SheetFault::code>("code"),
        fields::field<&SheetFault::message>("message", {.label = "原因和改法"}),
    };
    return table;
}

SheetFault fault_at(const SheetRow& row, Column column, std::string code, std::string message)
{
    const auto& about = sheet_columns[static_cast<std::size_t>(column)];
    std::optional<std::string> value;
    if (!about.personal) value = row[column];
    return {row.row, std::string(about.title), std::move(value), std::move(code), std::move(message)};
}

SheetReading read_sheet(const files::Workbook& workbook)
{
    SheetReading reading;
    const files::Sheet* sheet = sheet_of(workbook, reading.faults);
    if (!sheet) return reading;
    if (sheet->rows.size() < 2) {
        add(reading.faults, 0, std::nullopt, messages::sheet_empty);
        return reading;
    }
    auto places = titles_of(sheet->rows.front(), reading.faults);
    if (!reading.faults.empty()) return reading;
    for (auto row = sheet->rows.begin() + 1; row != sheet->rows.end(); ++row) {
        SheetRow read{row->number, {}};
        for (std::size_t at = 0; at < row->cells.size(); ++at) {
            const files::Cell& cell = row->cells[at];
            auto place = places.find(at);
            if (place == places.end()) {
                if (!text_of(cell).empty())
                    add(reading.faults, row->number, files::column_letters(static_cast<std::int64_t>(at)), messages::cell_untitled);
                continue;
            }
            if (const Message* fault = unreadable(cell.kind)) {
                add(reading.faults, row->number, std::string(sheet_columns[static_cast<std::size_t>(place->second)].title), *fault);
                continue;
            }
            read.texts[static_cast<std::size_t>(place->second)] = text_of(cell);
        }
        reading.rows.push_back(std::move(read));
    }
    return reading;
}

std::vector<std::string> split_entries(std::string_view text)
{
    constexpr std::string_view marks[] = {"；", ";", "\n"};
    std::vector<std::string> entries;
    while (true) {
        std::size_t end = std::string_view::npos, width = 0;
        for (auto mark : marks)
            if (auto found = text.find(mark); found < end) {
                end = found;
                width = mark.size();
            }
        auto entry = trimmed(text.substr(0, end));
        if (!entry.empty()) entries.emplace_back(entry);
        if (end == std::string_view::npos) return entries;
        text.remove_prefix(end + width);
    }
}

NameAndNumber split_member(std::string_view text)
{
    auto strip_end = [&](std::initializer_list<std::string_view> marks) {
        for (bool again = true; again;) {
            again = false;
            text = trimmed(text);
            for (auto mark : marks)
                if (text.ends_with(mark)) {
                    text.remove_suffix(mark.size());
                    again = true;
                }
        }
    };
    strip_end({"）", ")"});
    auto numeral = [](char c) { return (c >= '0' && c <= '9') || c == 'X' || c == 'x'; };
    std::size_t begin = text.size();
    while (begin > 0 && numeral(text[begin - 1])) --begin;
    if (begin == text.size()) { // the number first
        std::size_t end = 0;
        while (end < text.size() && numeral(text[end])) ++end;
        return {std::string(trimmed(text.substr(end))), std::string(text.substr(0, end))};
    }
    std::string number(text.substr(begin));
    text = text.substr(0, begin);
    strip_end({"（", "(", "：", ":", "，", ","});
    return {std::string(text), number};
}

Avoidance split_avoidance(std::string_view text)
{
    auto cut_at = [&](std::initializer_list<std::string_view> marks) {
        std::size_t begin = text.size(), width = 0;
        for (auto mark : marks)
            if (auto found = text.find(mark); found < begin) {
                begin = found;
                width = mark.size();
            }
        std::string before(trimmed(text.substr(0, begin)));
        text.remove_prefix(begin + width);
        return before;
    };
    std::size_t bracket = std::min(text.find("（"), text.find("(")), colon = std::min(text.find("："), text.find(":"));
    Avoidance read;
    if (bracket < colon) {
        read.name = cut_at({"（", "("});
        read.unit = cut_at({"）", ")"});
        (void)cut_at({"：", ":"});
    } else {
        read.name = cut_at({"：", ":"});
    }
    read.reason = trimmed(text);
    return read;
}

Column column_of(std::string_view path)
{
    if (path.starts_with("avoidances")) return Column::avoidances;
    if (path.starts_with("members")) return Column::members;
    if (path.starts_with("partners")) return Column::partners;
    static constexpr std::pair<std::string_view, Column> names[] = {
        {"name", Column::name},           {"applicant", Column::applicant},
        {"lead_name", Column::lead_name}, {"lead_citizen_id", Column::lead_citizen_id},
        {"lead_unit", Column::lead_unit},
    };
    for (const auto& [name, column] : names)
        if (path == name) return column;
    return Column::number;
}

RowForm read_row(const SheetRow& row)
{
    json::Object sent{{"applicant", "-"}};
    auto set = [&](const char* name, Column column) {
        if (!row[column].empty()) sent.set(name, row[column]);
    };
    set("number", Column::number);
    set("name", Column::name);
    set("lead_name", Column::lead_name);
    json::Array members;
    for (const auto& entry : split_entries(row[Column::members])) {
        auto [name, number] = split_member(entry);
        members.push_back(json::Object{{"name", name}, {"citizen_id", number}});
    }
    sent.set("members", std::move(members));
    json::Array avoidances;
    for (const auto& entry : split_entries(row[Column::avoidances])) {
        auto [name, unit, reason] = split_avoidance(entry);
        avoidances.push_back(json::Object{{"name", name}, {"unit", unit}, {"reason", reason}});
    }
    sent.set("avoidances", std::move(avoidances));
    set("lead_citizen_id", Column::lead_citizen_id);
    RowForm read;
    std::vector<FieldError> errors;
    fields::read_record(auth::table_of<ProjectForm>(), sent, "", &read.form, errors);
    for (auto& error : errors) read.faults.push_back(fault_at(row, column_of(error.path), error.code, error.message));
    return read;
}

std::string sheet_template()
{
    files::Table sheet{std::string(sheet_name), {}, {}};
    for (const auto& column : sheet_columns)
        sheet.columns.push_back({std::string(column.title), column.personal ? 28.0 : 20.0, std::string(column.note), {}, column.required});
    return files::write_workbook({sheet});
}

} // namespace activity
