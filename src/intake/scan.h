#pragma once

#include "intake/store.h"
#include "jobs/jobs.h"
#include "scanner/scanner.h"

namespace intake {

inline constexpr std::string_view kind_of_file = "导入文件";

const scanner::Quarantine& quarantine();
// An upload found infected: its content goes, the rest stays to tell why.
void condemn(db::Connection& connection, const crypto::Keyring& keys, Upload& upload, const scanner::Finding& finding);

jobs::Kind scan_job();

} // namespace intake
