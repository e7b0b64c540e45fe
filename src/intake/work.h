#pragma once

#include "intake/store.h"
#include "jobs/jobs.h"

#include <span>

namespace intake {

inline constexpr std::string_view check_job = "import.check";
inline constexpr std::string_view apply_job = "import.apply";

// How many rows and faults each sheet of a reading has, as fields of SheetView.
std::string sheets_text(const Reading& reading, const Faults& faults);

} // namespace intake
