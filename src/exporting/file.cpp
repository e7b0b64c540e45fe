#include "exporting/file.h"

#include "base/json.h"
#include "consent/consent.h"
#include "exporting/mark.h"
#include "exporting/rules.h"
#include "files/workbook.h"
#include "pdf/paper.h"
#include "rulebook/rulebook.h"

#include <algorithm>

namespace exporting {

namespace {

constexpr std::string_view mark_title = "行码";

// The row with the mark in its cells and its code behind them.
std::vector<std::string> marked(const crypto::Keyring& keys, const Export& what, const Row& row)
{
    Mark mark{what.mark, row.place};
    auto cells = row.cells;
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (what.columns[i]->marked) cells[i] = with_mark(keys, mark, cells[i]);
    cells.push_back(code_of(keys, mark));
    return cells;
}

// "申请 DC-2026-0001，韩雪梅 2026-11-30 10:24 导出"
std::string short_words(const Export& what, const std::string& maker, Instant now)
{
    return "申请 " + what.number + "，" + maker + " " + to_local_text(now).substr(0, 16) + " 导出";
}

std::string words_of(const Export& what, const std::string& maker, Instant now)
{
    std::string unit = what.asked_unit.empty() ? "" : "（" + what.asked_unit + "）";
    return "伯乐科技专家库：" + short_words(what, maker + unit, now) + "，用途 " + what.purpose + "，批准人 " + what.decided_name +
           "。每行有暗记，可追查到导出人；不得转让或移作他用（第二十条）。";
}

files::Table table_of(const crypto::Keyring& keys, const Export& what, const Content& content, const std::string& maker, Instant now)
{
    files::Table table{"专家名单", {}, {}};
    for (const auto* column : what.columns) table.columns.push_back({std::string(column->label), column->width});
    table.columns.push_back({std::string(mark_title), 16, "供核对文件来源"});
    for (const auto& row : content.rows) table.rows.push_back(marked(keys, what, row));
    table.banner = words_of(what, maker, now);
    table.margin = short_words(what, maker, now);
    return table;
}

std::string pdf_of(const crypto::Keyring& keys, const Export& what, const Content& content, const std::string& maker, Instant now)
{
    const pdf::Style small{.size = 8};
    pdf::Paper paper({"专家名单（导出）", short_words(what, maker, now) + "，用途 " + what.purpose, now});
    paper.heading("专家名单");
    paper.paragraph(words_of(what, maker, now), {.size = 9});
    pdf::Table table;
    constexpr double whole_width = 174, code_width = 24; // in which a code stands on one line
    double sum = 0;
    for (const auto* column : what.columns) sum += column->width;
    for (const auto* column : what.columns) {
        table.widths.push_back(column->width * (whole_width - code_width) / sum);
        table.head.push_back({std::string(column->label), small});
    }
    table.widths.push_back(code_width);
    table.head.push_back({std::string(mark_title), small});
    for (const auto& row : content.rows) {
        const std::string code = code_of(keys, {what.mark, row.place});
        pdf::Row cells;
        for (const auto& cell : row.cells) cells.push_back({.text = cell, .style = small, .unseen = code});
        cells.push_back({code, {.size = 7, .mono = true}});
        table.rows.push_back(std::move(cells));
    }
    paper.table(table);
    return paper.finish();
}

// Takes out who does not consent to sharing; gives how many.
std::int64_t withhold(db::Connection& connection, std::vector<Person>& people, Day today)
{
    bool silent = rulebook::load(connection).value(dated_rules, "20.export_silent", today) != 0;
    std::vector<std::int64_t> ids;
    for (const auto& person : people) ids.push_back(person.record.id);
    std::sort(ids.begin(), ids.end());
    auto answers = consent::sharing_of(connection, ids);
    auto kept = std::remove_if(people.begin(), people.end(), [&](const Person& person) {
        auto answer = answers.find(person.record.id);
        return answer == answers.end() ? !silent : !answer->second;
    });
    std::int64_t withheld = people.end() - kept;
    people.erase(kept, people.end());
    return withheld;
}

} // namespace

Content content_of(db::Connection& connection, const crypto::Keyring& keys, const Export& what, Day today)
{
    Content content;
    auto experts = experts_of(connection, what.id);
    json::Array hashed{what.format};
    for (const auto* column : what.columns) hashed.push_back(column->code);
    auto people = people_of(connection, keys, experts);
    content.gone = static_cast<std::int64_t>(experts.size() - people.size());
    if (what.shared) content.withheld = withhold(connection, people, today);
    for (const auto& person : people) {
        Row row{person.place, experts[person.place], {}, {}};
        for (const auto* column : what.columns) {
            std::string text = column->text(person);
            row.cells.push_back(files::defused(text));
            row.seen.push_back(column->mask ? files::defused(column->mask(text)) : row.cells.back());
            hashed.push_back(row.cells.back());
        }
        hashed.push_back(std::int64_t{row.place});
        content.rows.push_back(std::move(row));
    }
    content.hash = crypto::to_hex(keys.lookup_hash("export_content", crypto::Secret(what.public_id + json::canonical(hashed))));
    return content;
}

File make_file(const crypto::Keyring& keys, const Export& what, const Content& content, const std::string& maker, Instant now)
{
    std::string name = "专家名单 " + what.number + "." + what.format;
    if (what.format == "pdf") return {pdf_of(keys, what, content, maker, now), "application/pdf", name};
    auto table = table_of(keys, what, content, maker, now);
    if (what.format == "csv") return {files::write_csv(table), "text/csv; charset=utf-8", name};
    return {files::write_workbook({table}), std::string(files::xlsx_type), name};
}

} // namespace exporting
