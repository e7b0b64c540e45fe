#pragma once

#include "crypto/keyring.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The watermark in an exported file: which export a row comes from, readable from the row alone (A5; T4). A word of 52 bits, keyed by the
// library: 24 bits for the export, 12 for the row, 16 that tell it from anything else. It stands in every row twice over: as a
// code of its own column, and invisibly within other texts (docs/decisions/0040).
namespace exporting {

struct Mark {
    std::uint32_t file = 0; // below 2^24
    std::uint32_t row = 0;  // below 2^12, from 0
    auto operator<=>(const Mark&) const = default;
};
inline constexpr std::uint32_t most_files = 1u << 24, most_rows = 1u << 12;

// "7QK2-M0XA-3F8"
std::string code_of(const crypto::Keyring& keys, const Mark& mark);
// `text` with the mark behind its first character, of no width; an empty text stays empty.
std::string with_mark(const crypto::Keyring& keys, const Mark& mark, const std::string& text);

// Every mark that `text` holds in either form, with how often.
struct Found {
    Mark mark;
    bool invisible = false;
};
std::vector<Found> marks_in(const crypto::Keyring& keys, std::string_view text);

} // namespace exporting
