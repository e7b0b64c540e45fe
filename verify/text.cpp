#include "text.h"

#include <array>
#include <cstdint>

namespace verify {

namespace {

int digit_of(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// The number in `digits` characters at `at`, or -1.
int number_at(std::string_view text, std::size_t at, std::size_t digits)
{
    if (at + digits > text.size()) return -1;
    int number = 0;
    for (char c : text.substr(at, digits)) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

bool in_range(int number, int least, int most)
{
    return number >= least && number <= most;
}

} // namespace

std::string to_hex(std::string_view bytes)
{
    std::string hex;
    for (unsigned char byte : bytes) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
}

std::optional<std::string> from_hex(std::string_view hex)
{
    if (hex.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        int high = digit_of(hex[i]), low = digit_of(hex[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

std::string to_base64(std::string_view bytes)
{
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        for (std::size_t j = 0; j < 3; ++j) group = group << 8 | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0);
        for (std::size_t j = 0; j < 4; ++j) text += j <= count ? alphabet[group >> (18 - 6 * j) & 63] : '=';
    }
    return text;
}

std::optional<std::string> from_base64(std::string_view text)
{
    std::string bytes;
    std::uint32_t group = 0;
    int bits = 0;
    for (char c : text.substr(0, text.find('='))) {
        auto value = alphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        group = group << 6 | static_cast<std::uint32_t>(value);
        if ((bits += 6) >= 8) bytes += static_cast<char>(group >> (bits -= 8) & 255);
    }
    if (to_base64(bytes) != text) return std::nullopt;
    return bytes;
}

bool is_utf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        auto lead = static_cast<unsigned char>(text[i++]);
        if (lead < 0x80) continue;
        int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        if (lead < 0xC2 || lead > 0xF4) return false;
        std::uint32_t point = lead & (0x3F >> more);
        for (; more > 0; --more) {
            if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return false;
            point = point << 6 | (static_cast<unsigned char>(text[i++]) & 0x3F);
        }
        // Longer forms than needed, surrogates, beyond the last code point.
        if (lead >= 0xE0 && lead < 0xF0 && (point < 0x800 || (point >= 0xD800 && point < 0xE000))) return false;
        if (lead >= 0xF0 && (point < 0x10000 || point > 0x10FFFF)) return false;
    }
    return true;
}

bool is_time(std::string_view text)
{
    if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') return false;
    int year = number_at(text, 0, 4), month = number_at(text, 5, 2), day = number_at(text, 8, 2);
    if (year < 0 || !in_range(month, 1, 12)) return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    int days = std::array{31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[static_cast<std::size_t>(month - 1)];
    if (!in_range(day, 1, days) || !in_range(number_at(text, 11, 2), 0, 23) || !in_range(number_at(text, 14, 2), 0, 59) ||
        !in_range(number_at(text, 17, 2), 0, 59))
        return false;
    std::size_t at = 19;
    if (text[at] == '.') {
        std::size_t first = ++at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
        if (at == first) return false;
    }
    std::string_view zone = text.substr(at);
    if (zone == "Z") return true;
    return zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':' && in_range(number_at(zone, 1, 2), 0, 23) &&
           in_range(number_at(zone, 4, 2), 0, 59);
}

bool is_ledger_time(std::string_view text)
{
    return text.size() == 24 && text[19] == '.' && text[23] == 'Z' && is_time(text);
}

} // namespace verify
