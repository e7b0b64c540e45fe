#pragma once

#include <optional>
#include <string>
#include <string_view>

// True if `text` is well-formed UTF-8 (no surrogates, no overlong forms, nothing above U+10FFFF).
bool is_utf8(std::string_view text);

// How many code points a UTF-8 text has.
std::size_t characters(std::string_view text);

// `text` without ASCII blanks, tabs, line ends and U+3000 at both ends. U+202F and U+180E belong to Mongolian names and stay.
std::string_view trimmed(std::string_view text);

// True if `text` holds a control character other than tab and line ends, or U+FEFF, or a noncharacter.
bool has_control(std::string_view text);

// "138****1234": the first `head` and last `tail` characters stay.
std::string masked(std::string_view text, std::size_t head, std::size_t tail);
