#pragma once

#include "activity/views.h"
#include "files/workbook.h"

#include <array>

// Projects of an activity in a workbook: the sheet 项目, one row a project.
namespace activity {

enum class Column { number, name, applicant, partners, lead_name, lead_citizen_id, lead_unit, members, avoidances };

struct SheetColumn {
    std::string_view title, note;
    bool required;
    bool personal; // values are never shown back
};
inline constexpr std::array<SheetColumn, 9> sheet_columns{{
    {"编号", "项目编号，在本活动中不重复；与已有项目相同时更新它", true, false},
    {"名称", "项目名称", true, false},
    {"申报单位", "单位库中的名称或统一社会信用代码；内设机构写作 单位/机构", true, false},
    {"合作单位", "没有可不填；几个之间用分号隔开", false, false},
    {"负责人", "姓名", true, false},
    {"负责人身份证号", "18 位，单元格请设为文本", true, true},
    {"负责人二级单位", "申报单位的院系、处室；在其他单位的写作 单位/机构", false, false},
    {"成员及身份证号", "姓名 身份证号；几人之间用分号隔开，如 张三 15…；李四 15…", false, true},
    {"申请回避的专家", "姓名（单位）：理由；几人之间用分号隔开；空着则保留已有的", false, true},
}};
inline constexpr std::string_view sheet_name = "项目";

// One thing to put right.
struct SheetFault {
    std::int64_t row = 0; // 0: the whole sheet
    std::optional<std::string> column, value;
    std::string code, message;
};
const fields::Table& fields_of(const SheetFault*);

struct SheetRow {
    std::int64_t row = 0;
    std::array<std::string, sheet_columns.size()> texts;
    const std::string& operator[](Column column) const { return texts[static_cast<std::size_t>(column)]; }
};

struct SheetReading {
    std::vector<SheetRow> rows;
    std::vector<SheetFault> faults;
};

// The rows of the sheet named 项目, or of the only one. Formulas, error values and numbers that lost digits are faults.
SheetReading read_sheet(const files::Workbook& workbook);

// A fault of a cell; the value is shown unless the column is personal.
SheetFault fault_at(const SheetRow& row, Column column, std::string code, std::string message);

// The parts of a cell with several entries: "甲；乙" (also ; and line ends).
std::vector<std::string> split_entries(std::string_view text);

// "乌云 150…X" or "150…X 乌云": the digits are the number, the rest the name. Blank, colon and brackets between them go.
struct NameAndNumber {
    std::string name, number;
};
NameAndNumber split_member(std::string_view text);

// "乌云（某大学）：合作过论文": unit and reason may be missing.
Avoidance split_avoidance(std::string_view text);

// The row's texts under the rules of the form; faults by column. Units are not looked up here.
struct RowForm {
    ProjectForm form;
    std::vector<SheetFault> faults;
};
RowForm read_row(const SheetRow& row);

// The column that a path of the form belongs to: ".lead_citizen_id", "members[0].name".
Column column_of(std::string_view path);

// The XLSX template.
std::string sheet_template();

} // namespace activity
