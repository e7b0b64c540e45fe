#include "intake/mapping.h"

#include "base/text.h"
#include "base/width.h"
#include "intake/messages.h"

#include <algorithm>
#include <set>

namespace intake {

namespace {

constexpr std::size_t header_within = 20; // rows with text at the top of a sheet
constexpr std::size_t looked_at = 100;    // rows below the titles, to tell what a column holds
constexpr std::size_t samples_shown = 3;

const SheetInfo* info_of(const std::string& name)
{
    auto found = std::find_if(sheets().begin(), sheets().end(), [&](const SheetInfo& info) { return info.name == name; });
    return found == sheets().end() ? nullptr : &*found;
}

// "工作单位（全称）" → "工作单位".
std::string without_brackets(const std::string& title)
{
    auto open = title.find('(');
    return open == std::string::npos || open == 0 || !title.ends_with(')') ? title : title.substr(0, open);
}

bool is_exact(const ColumnInfo& column, const std::string& title)
{
    return plain_title(column.title) == title;
}

bool is_called(const SheetInfo& info, const ColumnInfo& column, const std::string& title)
{
    return is_synonym(info.name, column.title, title) || is_exact(column, without_brackets(title)) ||
           is_synonym(info.name, column.title, without_brackets(title));
}

// How well the titles of a row are those of a sheet: own titles weigh more than what people call them.
int likeness(const files::Row& row, const SheetInfo& info)
{
    constexpr int own = 3, called = 2;
    int sum = 0;
    for (const auto& column : info.columns) {
        int best = 0;
        for (const auto& cell : row.cells) {
            auto title = plain_title(cell.text);
            if (title.empty()) continue;
            best = std::max(best, is_exact(column, title) ? own : is_called(info, column, title) ? called : 0);
        }
        sum += best;
    }
    return sum;
}

int likeness(const files::Row& row)
{
    int best = 0;
    for (const auto& info : sheets()) best = std::max(best, likeness(row, info));
    return best;
}

std::size_t distinct_texts(const files::Row& row)
{
    std::set<std::string> texts;
    for (const auto& cell : row.cells)
        if (auto text = plain_title(cell.text); !text.empty()) texts.insert(text);
    return texts.size();
}

// Two titles in the same places: the second row of titles repeats those that reach over both rows.
bool continues(const files::Row& above, const files::Row& row)
{
    std::size_t same = 0;
    for (std::size_t i = 0; i < std::min(above.cells.size(), row.cells.size()); ++i)
        same += !above.cells[i].text.empty() && above.cells[i].text == row.cells[i].text;
    return same >= 2;
}

// The place of the row of titles: under the name of the table and whatever else stands above it.
std::size_t header_of(const files::Sheet& sheet)
{
    std::size_t last = std::min(sheet.rows.size(), header_within), best = last;
    int most = 0;
    for (std::size_t i = 0; i < last; ++i) {
        if (distinct_texts(sheet.rows[i]) == 1 && sheet.rows.size() > 1 && i + 1 < last && distinct_texts(sheet.rows[i + 1]) > 1) continue;
        if (int found = likeness(sheet.rows[i]); found > most) {
            most = found;
            best = i;
        }
    }
    if (best == last) {
        best = 0;
        while (best + 1 < last && distinct_texts(sheet.rows[best]) < 2) ++best;
        if (distinct_texts(sheet.rows[best]) < 2) best = 0;
    }
    while (best + 1 < sheet.rows.size() && continues(sheet.rows[best], sheet.rows[best + 1])) ++best;
    return best;
}

const SheetInfo* kind_of(const files::Sheet& sheet, const files::Row& header)
{
    if (const auto* named = info_of(std::string(trimmed(sheet.name)))) return named;
    const SheetInfo* found = nullptr;
    int most = 3; // a single title tells nothing
    for (const auto& info : sheets()) {
        bool whole = std::all_of(info.columns.begin(), info.columns.end(), [&](const auto& column) {
            return !column.required || std::any_of(header.cells.begin(), header.cells.end(),
                                                   [&](const auto& cell) { return is_exact(column, plain_title(cell.text)); });
        });
        int like = likeness(header, info) + (whole ? 1 : 0);
        if (like > most) {
            most = like;
            found = &info;
        }
    }
    return found;
}

struct Column {
    ColumnMapping mapping;
    std::string plain;
    std::vector<std::string> values; // of the first rows, not empty
};

std::vector<Column> columns_of(const files::Sheet& sheet, std::size_t header)
{
    std::size_t width = 0;
    for (std::size_t i = header; i < std::min(sheet.rows.size(), header + looked_at); ++i)
        width = std::max(width, sheet.rows[i].cells.size());
    std::vector<Column> columns(width);
    for (std::size_t at = 0; at < width; ++at) {
        auto& column = columns[at];
        column.mapping.at = static_cast<std::int64_t>(at);
        const auto& titles = sheet.rows[header].cells;
        if (at < titles.size()) {
            column.mapping.title = shown(Mask::none, std::string(trimmed(titles[at].text)));
            std::erase_if(column.mapping.title, [](char c) { return c == '\r' || c == '\n'; });
            column.plain = plain_title(titles[at].text);
        }
        for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) {
            const auto& cells = sheet.rows[i].cells;
            if (at >= cells.size() || trimmed(cells[at].text).empty()) continue;
            ++column.mapping.filled;
            if (i <= header + looked_at) column.values.emplace_back(trimmed(cells[at].text));
        }
    }
    std::erase_if(columns, [](const Column& c) { return c.plain.empty() && c.mapping.filled == 0; });
    return columns;
}

// Gives a field to each column that has one. True when each went by its own title.
bool assign(std::vector<Column>& columns, const SheetInfo& info)
{
    std::set<std::string> taken;
    auto pass = [&](auto fits) {
        for (auto& column : columns)
            for (const auto& target : info.columns)
                if (column.mapping.field.empty() && !taken.contains(target.title) && fits(column, target)) {
                    column.mapping.field = target.title;
                    taken.insert(target.title);
                }
    };
    pass([](const Column& c, const ColumnInfo& t) { return is_exact(t, c.plain); });
    bool sure = std::all_of(columns.begin(), columns.end(), [](const Column& c) { return !c.mapping.field.empty() || c.plain == "序号"; });
    pass([&](const Column& c, const ColumnInfo& t) { return !c.plain.empty() && is_called(info, t, c.plain); });
    for (auto& column : columns) {
        if (!column.mapping.field.empty()) continue;
        auto field = field_by_content(info.name, column.values);
        if (!field.empty() && taken.insert(field).second) column.mapping.field = field;
    }
    return sure && std::all_of(info.columns.begin(), info.columns.end(),
                               [&](const ColumnInfo& t) { return !t.required || taken.contains(t.title); });
}

std::string on_one_line(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\t'; }, ' ');
    return text;
}

void describe(Column& column, const SheetInfo* info)
{
    auto& mapping = column.mapping;
    const ColumnInfo* target = nullptr;
    if (info)
        for (const auto& one : info->columns)
            if (one.title == mapping.field) target = &one;
    std::set<std::string> seen;
    for (const auto& value : column.values) {
        if (seen.insert(value).second && mapping.samples.size() < samples_shown)
            mapping.samples.push_back(on_one_line(target && target->mask != Mask::none ? shown(target->mask, value) : guarded(value)));
        if (target && !target->fits(value)) ++mapping.unread;
    }
}

} // namespace

std::string plain_title(std::string_view text)
{
    std::string result;
    for (char c : half_width(text)) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '*' || c == ':') continue;
        result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

std::vector<std::string> titles_of(const SheetMapping& sheet)
{
    std::vector<std::string> titles;
    for (const auto& column : sheet.columns)
        if (auto plain = plain_title(column.title); !plain.empty()) titles.push_back(plain);
    std::sort(titles.begin(), titles.end());
    return titles;
}

Guess guess_mapping(const files::Workbook& workbook, Selection selection, const Memory& memory)
{
    Guess guess;
    for (const auto& sheet : workbook.sheets) {
        if (trimmed(sheet.name) == guide_sheet || sheet.rows.empty()) continue;
        std::size_t header = header_of(sheet);
        const SheetInfo* info = kind_of(sheet, sheet.rows[header]);
        if (selection != Selection::library) {
            const SheetInfo* wanted = info_of(selection == Selection::units ? "单位" : "项目");
            bool alone = workbook.sheets.size() == 1;
            if (info != wanted && !alone) continue;
            info = wanted;
        }
        auto columns = columns_of(sheet, header);
        SheetMapping mapping{
            sheet.name, info ? info->name : "", sheet.rows[header].number, static_cast<std::int64_t>(sheet.rows.size() - header) - 1, {}};
        bool sure = info && assign(columns, *info);
        for (const auto& column : columns) mapping.columns.push_back(column.mapping);
        if (auto before = sure ? std::nullopt : memory(titles_of(mapping))) {
            mapping.as = before->as;
            info = info_of(before->as);
            std::set<std::string> taken;
            for (auto& column : columns) {
                auto field = before->fields.find(column.plain);
                bool known = field != before->fields.end() && !field->second.empty() && taken.insert(field->second).second;
                column.mapping.field = known ? field->second : "";
            }
            sure = true;
        }
        for (auto& column : columns) describe(column, info);
        mapping.columns.clear();
        for (auto& column : columns) mapping.columns.push_back(std::move(column.mapping));
        guess.sure = guess.sure && sure;
        guess.mapping.push_back(std::move(mapping));
    }
    return guess;
}

Faults faults_of(const Mapping& mapping)
{
    Faults faults;
    name_sheets(mapping, faults);
    auto first = first_rows(mapping);
    for (std::size_t i = 0; i < mapping.size(); ++i) {
        const SheetMapping& sheet = mapping[i];
        const SheetInfo* info = info_of(sheet.as);
        if (!info) continue;
        for (const auto& target : info->columns) {
            auto given = std::count_if(sheet.columns.begin(), sheet.columns.end(), [&](const auto& c) { return c.field == target.title; });
            auto fault = [&](const Message& message) {
                faults.add(sheet.as, first[i], target.title, "", refuse(ErrorKind::invalid, message, {target.title}));
            };
            if (given == 0 && target.required) fault(messages::column_missing);
            if (given > 1) fault(messages::column_twice);
        }
    }
    return faults;
}

const fields::Table& fields_of(const ColumnMapping*)
{
    static const fields::Table table{
        fields::field<&ColumnMapping::at>("at", {.label = "列", .note = "从 0 起"}),
        fields::field<&ColumnMapping::title>("title", {.label = "表里的列名"}),
        fields::field<&ColumnMapping::field>("field", {.label = "专家库的字段", .note = "空：不导入"}),
        fields::field<&ColumnMapping::filled>("filled", {.label = "有值的行数"}),
        fields::field<&ColumnMapping::unread>("unread", {.label = "读不懂的值", .note = "前 100 行中"}),
        fields::field<&ColumnMapping::samples>("samples", {.label = "前几个值", .note = "号码已掩码"}),
    };
    return table;
}

const fields::Table& fields_of(const SheetMapping*)
{
    static const fields::Table table{
        fields::field<&SheetMapping::sheet>("sheet", {.label = "文件里的工作表"}),
        fields::field<&SheetMapping::as>("as", {.label = "对应的表", .note = "空：不导入"}),
        fields::field<&SheetMapping::header>("header", {.label = "列名所在行"}),
        fields::field<&SheetMapping::rows>("rows", {.label = "行数"}),
        fields::field<&SheetMapping::columns>("columns", {.label = "列"}),
    };
    return table;
}

} // namespace intake
