#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using Bytes = std::vector<std::uint8_t>;

// The bytes of a text.
Bytes bytes_of(std::string_view text);
// Bytes taken as text, unchecked.
std::string text_of(const Bytes& bytes);

// Lower-case hex, two digits a byte.
std::string to_hex(const std::uint8_t* data, std::size_t size);
std::string to_hex(const Bytes& bytes);
// Nothing unless `hex` has an even number of digits 0-9 a-f (upper case is refused: hashes have one spelling).
std::optional<Bytes> from_hex(std::string_view hex);

// RFC 4648 base64 with padding.
std::string to_base64(const Bytes& bytes);
std::optional<Bytes> from_base64(std::string_view text);

// RFC 4648 base32 in lower case without padding: public ids; in upper case: TOTP secrets.
std::string to_base32(const Bytes& bytes);
