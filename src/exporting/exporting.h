#pragma once

#include "auth/route.h"
#include "exporting/rules.h"
#include "ledger/table.h"

#include <filesystem>
#include <span>

// 导出: rows of the library leave it in a file only when somebody else has granted it, with a watermark (Art. 20; A5).
namespace exporting {

extern const ledger::Table export_request_table;
extern const ledger::Table export_row_table;

// "统计分析：2026 年度报告"
std::string purpose_in_words(const std::string& code, const std::string& words);
// "编号、姓名" of the columns as a row of export_request holds them.
std::string columns_in_words(const std::string& columns);

// /api/v1/exports…
std::span<const auth::Route> routes();

// Which exports the file comes from, in Chinese, one line each; empty when it holds no mark of this library. Throws std::runtime_error in
// Chinese when it cannot be read.
std::vector<std::string> trace(db::Connection& connection, const crypto::Keyring& keys, const std::filesystem::path& file);

} // namespace exporting
