#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace files {

// UTF-16 with its byte order mark, UTF-8 (with or without), or else GB 18030, as UTF-8; nothing when it is none of them, with the place
// of the first byte that does not fit in `fault_at`.
std::optional<std::string> decode(std::string_view bytes, std::size_t* fault_at = nullptr);

} // namespace files
