#include "intake/report.h"

#include "files/workbook.h"
#include "intake/intake.h"
#include "intake/sheets.h"

namespace intake {

std::string errors_workbook(const std::vector<Fault>& faults)
{
    files::Table table{"错误清单", {{"工作表", 12}, {"行", 8}, {"列", 18}, {"值", 24}, {"原因", 50}, {"怎样改", 50}}, {}};
    for (const auto& f : faults)
        table.rows.push_back(
            {f.sheet.empty() ? "整个文件" : f.sheet, f.row ? std::to_string(f.row) : "", f.title, f.value, f.reason, f.change});
    return files::write_workbook({table});
}

std::string line_of(const Fault& fault)
{
    std::string line = fault.sheet.empty() ? "整个文件" : fault.sheet;
    if (fault.row) line += " 第 " + std::to_string(fault.row) + " 行";
    if (!fault.title.empty()) line += " " + fault.title;
    if (!fault.value.empty()) line += "“" + fault.value + "”";
    return line + "：" + fault.reason + fault.change;
}

std::string template_workbook()
{
    files::Table guide{guide_sheet, {{"工作表", 12}, {"列", 18}, {"必填", 8}, {"说明", 90}}, {}};
    std::vector<files::Table> tables;
    for (const auto& sheet : sheets()) {
        guide.rows.push_back({sheet.name, "", "", sheet.purpose});
        files::Table table{sheet.name, {}, {}};
        for (const auto& column : sheet.columns) {
            guide.rows.push_back({sheet.name, column.title, column.required ? "是" : "", column.hint});
            table.columns.push_back({column.title, column.title == "身份证号" ? 22.0 : 16.0, column.hint, column.choices, column.required});
        }
        tables.push_back(std::move(table));
    }
    tables.insert(tables.begin(), std::move(guide));
    return files::write_workbook(tables);
}

std::string columns_document()
{
    std::string text = "# 导入工作簿的列\n\n"
                       "由 `src/intake/columns.cpp` 中的列表打印（`bole import columns`）。可以是一个 .xlsx 工作簿，也可以是每张表一个 CSV"
                       "（UTF-8 或 GB 18030），多个 CSV 装在一个 .zip 里。第一行是列名，列的次序不限，不用的列可以不写。\n";
    for (const auto& sheet : sheets()) {
        text += "\n## " + sheet.name + "\n\n" + sheet.purpose + "\n\n| 列 | 必填 | 说明 |\n| --- | --- | --- |\n";
        for (const auto& column : sheet.columns)
            text += "| " + column.title + " | " + (column.required ? "是" : "") + " | " + column.hint + " |\n";
    }
    return text;
}

} // namespace intake
