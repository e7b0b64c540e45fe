#include "http/target.h"

#include "base/text.h"
#include "http/messages.h"

#include <algorithm>

namespace http {

namespace {

int digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c = static_cast<char>(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

enum class Part { path, query };

std::optional<std::string> decoded(std::string_view text, Part part)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            int high = digit(text[i + 1]), low = digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            // An encoded slash would make segments that a gateway in front does not see.
            if (part == Part::path && (high << 4 | low) == '/') return std::nullopt;
            out += static_cast<char>(high << 4 | low);
            i += 2;
        } else {
            out += part == Part::query && text[i] == '+' ? ' ' : text[i];
        }
    }
    if (out.find('\0') != std::string::npos || !is_utf8(out)) return std::nullopt;
    bool control = std::any_of(out.begin(), out.end(), [](unsigned char c) { return c < 32 || c == 127; });
    if (part == Part::path && control) return std::nullopt;
    return out;
}

bool climbs(std::string_view path)
{
    for (std::size_t at = 0; at != std::string_view::npos && at < path.size();) {
        std::size_t end = path.find('/', at + 1);
        auto segment = path.substr(at + 1, end == std::string_view::npos ? end : end - at - 1);
        if (segment == ".." || segment == ".") return true;
        at = end;
    }
    return false;
}

} // namespace

Result<Target> parse_target(std::string_view target)
{
    Target parsed;
    if (target.find('#') != std::string_view::npos) return refuse(ErrorKind::invalid, messages::bad_target);
    auto mark = target.find('?');
    auto path = decoded(target.substr(0, mark), Part::path);
    if (!path || path->empty() || path->front() != '/' || climbs(*path)) return refuse(ErrorKind::invalid, messages::bad_target);
    parsed.path = *path;
    std::string_view rest = mark == std::string_view::npos ? "" : target.substr(mark + 1);
    while (!rest.empty()) {
        auto pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        auto equals = pair.find('=');
        auto name = decoded(pair.substr(0, equals), Part::query);
        auto value = decoded(equals == std::string_view::npos ? "" : pair.substr(equals + 1), Part::query);
        if (!name || !value) return refuse(ErrorKind::invalid, messages::bad_target);
        if (!parsed.query.emplace(*name, *value).second) return refuse(ErrorKind::invalid, messages::query_repeated, {*name});
    }
    return parsed;
}

} // namespace http
