#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verify {

// Raw bytes are kept in std::string throughout.
std::string to_hex(std::string_view bytes);
// Nothing unless an even number of digits 0-9 a-f.
std::optional<std::string> from_hex(std::string_view hex);

// RFC 4648 with padding; from_base64 takes only what to_base64 gives.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

bool is_utf8(std::string_view text);
// YYYY-MM-DDThh:mm:ss[.digits](Z|±hh:mm) of a day and time that exist.
bool is_time(std::string_view text);
// The ledger's own form of it: three digits and Z, so that texts compare as times.
bool is_ledger_time(std::string_view text);

} // namespace verify
