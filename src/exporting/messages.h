#pragma once

#include "base/result.h"

namespace exporting::messages {

inline constexpr Message nobody{"exporting.nobody", "没有符合这些条件的专家，请回到专家库调整条件。"};
inline constexpr Message too_many_rows{"exporting.too_many_rows",
                                       "符合条件的有 {0} 人，一次至多导出 {1} 人。请加条件缩小范围，或分几次申请。"};
inline constexpr Message unknown_column{"exporting.unknown_column", "没有“{0}”这一列，请从列出的列中选择。"};
inline constexpr Message column_twice{"exporting.column_twice", "“{0}”选了两次，请去掉一个。"};
inline constexpr Message unknown_purpose{"exporting.unknown_purpose", "没有这种用途，请从列出的用途中选择。"};
inline constexpr Message words_needed{"exporting.words_needed", "选了“其他”的，请用至少 {0} 个字写明用途。"};
inline constexpr Message pdf_columns{"exporting.pdf_columns", "PDF 一行至多 {0} 列，现在选了 {1} 列。请去掉几列，或改选 XLSX。"};
inline constexpr Message own_request{"exporting.own_request", "自己的申请不能由自己批准，请由科技厅另一位人员办理。"};
inline constexpr Message decided{"exporting.decided", "这个申请已经办理，请刷新后查看。"};
inline constexpr Message not_granted{"exporting.not_granted", "这个申请还没有批准，不能生成文件。"};
inline constexpr Message made{"exporting.made", "这个申请的文件已经生成过，每个申请只能生成一次。还要用的，请重新申请。"};
inline constexpr Message expired{"exporting.expired", "批准已于 {0} 过期，不能再生成文件。还要用的，请重新送批。"};
inline constexpr Message right_gone{"exporting.right_gone", "申请人已没有导出的权限，这个申请不能再批准，也不能生成文件。"};
inline constexpr Message granter_gone{"exporting.granter_gone",
                                      "批准人已没有批准导出的权限，文件没有生成。请重新送批，由另一位有权限的人看过再批准。"};
inline constexpr Message changed{"exporting.changed",
                                 "要导出的内容在批准后有变动，文件没有生成。请重新送批，由批准人看过现在的内容再批准。"};
inline constexpr Message moved{"exporting.moved", "您看的时候内容刚有变动，没有批准。现在显示的是新的内容，请从第一行起再看一遍。"};
inline constexpr Message nobody_left{"exporting.nobody_left", "这个申请里的人都已不在库中，请不予批准。"};
inline constexpr Message no_paper_font{"exporting.no_paper_font",
                                       "服务器缺少中文字体，暂时不能生成 PDF，请联系系统管理员，或改用 XLSX 重新申请。"};

} // namespace exporting::messages
