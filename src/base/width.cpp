#include "base/width.h"

std::string half_width(std::string_view text)
{
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        auto rest = text.substr(at);
        if (rest.starts_with("\u3000") || rest.starts_with("\u00A0")) {
            result += ' ';
            at += rest[0] == '\xC2' ? 2 : 3;
        } else if (rest.size() >= 3 && rest[0] == '\xEF') { // U+F000 to U+FFFF
            int code = 0xF000 | (rest[1] & 0x3F) << 6 | (rest[2] & 0x3F);
            if (code >= 0xFF01 && code <= 0xFF5E)
                result += static_cast<char>(code - 0xFF01 + '!');
            else
                result += rest.substr(0, 3);
            at += 3;
        } else {
            result += text[at++];
        }
    }
    return result;
}
