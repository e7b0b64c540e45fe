#pragma once

#include "auth/platform.h"

#include <string>
#include <string_view>

namespace intake {

// The job that does an ordered undo; `public_id` is the batch's.
inline constexpr std::string_view undo_job = "import.undo";
void work_undo(const Platform& platform, const std::string& public_id);
void give_up_undo(const Platform& platform, const std::string& public_id);

} // namespace intake
