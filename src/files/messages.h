#pragma once

#include "base/result.h"

namespace files::messages {

inline constexpr Message empty{"files.empty", "文件是空的，请选择有内容的文件。"};
inline constexpr Message unknown_type{"files.unknown_type", "不认识的文件格式，请上传 .xlsx 工作簿、.csv 文件，或装有 .csv 的 .zip。"};
inline constexpr Message old_or_protected{"files.old_or_protected", "这是旧版 .xls 或加了密码的工作簿，请另存为不加密的 .xlsx 后再上传。"};
inline constexpr Message not_text{"files.not_text", "第 {0} 字节处不是 UTF-8、GB 18030 或 UTF-16 编码，请另存为“CSV UTF-8”后再上传。"};
inline constexpr Message quotes{"files.quotes", "{0}第 {1} 行的双引号不成对，请改正后再上传。"};
inline constexpr Message broken_zip{"files.broken_zip", "文件已损坏，打不开，请重新导出后再上传。"};
inline constexpr Message broken_part{"files.broken_part", "工作簿内的“{0}”已损坏，请用表格软件打开并重新保存后再上传。"};
inline constexpr Message encrypted_zip{"files.encrypted_zip", "压缩包加了密码，请去掉密码后再上传。"};
inline constexpr Message no_sheet{"files.no_sheet", "文件里没有工作表，请对照模板。"};
inline constexpr Message declaration{"files.declaration", "工作簿内的“{0}”带有文档类型声明，不予读取，请用表格软件重新保存后再上传。"};
inline constexpr Message too_many_parts{"files.too_many_parts", "压缩包里的文件超过 {0} 个，请减少后再上传。"};
inline constexpr Message too_large{"files.too_large", "解开后超过 {0} MB，请拆成几个文件分别上传。"};
inline constexpr Message too_dense{"files.too_dense", "“{0}”解开后是压缩前的 {1} 倍以上，不予读取，请用表格软件重新保存后再上传。"};
inline constexpr Message too_much_text{"files.too_much_text", "单元格文字合计超过 {0} MB，请拆成几个文件分别上传。"};
inline constexpr Message too_many_sheets{"files.too_many_sheets", "工作表超过 {0} 张，请删减后再上传。"};
inline constexpr Message too_many_rows{"files.too_many_rows", "行数合计超过 {0} 行，请拆成几个文件分别上传。"};
inline constexpr Message too_many_columns{"files.too_many_columns", "工作表“{0}”第 {1} 行有内容的列超过 {2} 列，请对照模板删去多余的列。"};
inline constexpr Message too_many_cells{"files.too_many_cells", "单元格合计超过 {0} 个，请拆成几个文件分别上传。"};
inline constexpr Message cell_too_long{"files.cell_too_long", "工作表“{0}”第 {1} 行 {2} 列的文字超过 {3} 个字，请删减后再上传。"};
inline constexpr Message cell_twice{"files.cell_twice", "工作表“{0}”第 {1} 行 {2} 列写了两次，请用表格软件重新保存后再上传。"};

} // namespace files::messages
