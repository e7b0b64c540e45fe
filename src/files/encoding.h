#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace files {

// UTF-8 (with or without byte order mark) or else GB 18030, as UTF-8; nothing when it is neither, with the place of the first
// byte that fits neither in `fault_at`.
std::optional<std::string> decode(std::string_view bytes, std::size_t* fault_at = nullptr);

} // namespace files
