#include "base/text.h"

#include <algorithm>
#include <array>

namespace {

// Decodes the code point at `at` and moves past it; 0xFFFFFFFF for an ill-formed sequence.
char32_t next(std::string_view text, std::size_t& at)
{
    auto lead = static_cast<unsigned char>(text[at]);
    int more = lead < 0x80 ? 0 : lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xF0 && lead < 0xF5 ? 3 : -1;
    if (more < 0 || at + static_cast<std::size_t>(more) >= text.size()) return 0xFFFFFFFF;
    char32_t code = more == 0 ? lead : lead & (0x3F >> more);
    for (int i = 1; i <= more; ++i) {
        auto byte = static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]);
        if ((byte & 0xC0) != 0x80) return 0xFFFFFFFF;
        code = code << 6 | (byte & 0x3F);
    }
    constexpr std::array<char32_t, 4> least{0, 0x80, 0x800, 0x10000};
    if (code < least[static_cast<std::size_t>(more)] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return 0xFFFFFFFF;
    at += static_cast<std::size_t>(more) + 1;
    return code;
}

} // namespace

bool is_utf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();)
        if (next(text, at) == 0xFFFFFFFF) return false;
    return true;
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view wide = "\u3000";
    for (;;) {
        if (text.starts_with(wide))
            text.remove_prefix(wide.size());
        else if (text.ends_with(wide))
            text.remove_suffix(wide.size());
        else if (!text.empty() && std::string_view(" \t\r\n").find(text.front()) != std::string_view::npos)
            text.remove_prefix(1);
        else if (!text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos)
            text.remove_suffix(1);
        else
            return text;
    }
}

bool has_control(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        char32_t code = next(text, at);
        if (code == 0xFFFFFFFF || code == 0xFEFF || (code & 0xFFFE) == 0xFFFE) return true;
        if ((code < 0x20 && code != '\t' && code != '\n' && code != '\r') || (code >= 0x7F && code < 0xA0)) return true;
    }
    return false;
}

std::string masked(std::string_view text, std::size_t head, std::size_t tail)
{
    std::size_t count = characters(text);
    if (count <= head + tail) return "****";
    std::size_t head_end = 0, tail_begin = 0, seen = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
        if (seen == head) head_end = at;
        if (seen == count - tail) tail_begin = at;
        ++seen;
    }
    return std::string(text.substr(0, head_end)) + "****" + (tail ? std::string(text.substr(tail_begin)) : "");
}
