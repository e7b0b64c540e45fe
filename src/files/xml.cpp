#include "files/xml.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace files {

namespace {

constexpr std::size_t deepest = 64;

bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view without_prefix(std::string_view name)
{
    auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void append_utf8(std::string& out, char32_t code)
{
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | code >> 18);
        out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

char32_t referenced(std::string_view digits)
{
    int base = digits.starts_with('x') ? 16 : 10;
    if (base == 16) digits.remove_prefix(1);
    std::uint32_t code = 0;
    auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
    bool allowed = code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xD800) || (code >= 0xE000 && code <= 0x10FFFF);
    if (fault != std::errc() || end != digits.data() + digits.size() || !allowed) throw XmlFault{};
    return code;
}

} // namespace

Xml::Xml(std::string_view document) : document_(document)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (document_.starts_with(mark)) document_.remove_prefix(mark.size());
    if (!is_utf8(document_)) throw XmlFault{};
}

std::string_view Xml::until(std::string_view ending)
{
    auto end = document_.find(ending, at_);
    if (end == std::string_view::npos) throw XmlFault{};
    auto piece = document_.substr(at_, end - at_);
    at_ = end + ending.size();
    return piece;
}

Xml::Piece Xml::next()
{
    if (close_next_) {
        close_next_ = false;
        name_ = without_prefix(open_.back());
        open_.pop_back();
        return Piece::end;
    }
    text_.clear();
    bool any_text = false;
    while (at_ < document_.size()) {
        auto rest = document_.substr(at_);
        if (rest.front() != '<') {
            auto end = std::min(document_.find('<', at_), document_.size());
            auto raw = document_.substr(at_, end - at_);
            at_ = end;
            if (open_.empty()) {
                for (char c : raw)
                    if (!blank(c)) throw XmlFault{};
                continue;
            }
            append_decoded(text_, raw);
            any_text = true;
        } else if (rest.starts_with("<!--")) {
            at_ += 4;
            until("-->");
        } else if (rest.starts_with("<![CDATA[")) {
            if (open_.empty()) throw XmlFault{};
            at_ += 9;
            text_ += until("]]>");
            any_text = true;
        } else if (rest.starts_with("<?")) {
            at_ += 2;
            until("?>");
        } else if (rest.starts_with("<!")) {
            throw XmlFault{true};
        } else if (any_text) {
            return Piece::text;
        } else {
            return tag();
        }
    }
    if (!open_.empty() || !had_root_) throw XmlFault{};
    return Piece::done;
}

Xml::Piece Xml::tag()
{
    ++at_;
    // An attribute's value may hold '>'.
    std::size_t begin = at_;
    char quote = 0;
    for (;; ++at_) {
        if (at_ == document_.size()) throw XmlFault{};
        char c = document_[at_];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            break;
        else if (c == '<')
            throw XmlFault{};
    }
    auto inside = document_.substr(begin, at_ - begin);
    ++at_;
    bool closing = inside.starts_with('/');
    if (closing) {
        inside.remove_prefix(1);
        while (!inside.empty() && blank(inside.back())) inside.remove_suffix(1);
        if (open_.empty() || open_.back() != inside) throw XmlFault{};
        name_ = without_prefix(inside);
        open_.pop_back();
        return Piece::end;
    }
    close_next_ = inside.ends_with('/');
    if (close_next_) inside.remove_suffix(1);
    std::size_t length = 0;
    while (length < inside.size() && !blank(inside[length])) ++length;
    if (length == 0 || (open_.empty() && had_root_) || open_.size() == deepest) throw XmlFault{};
    had_root_ = true;
    open_.push_back(inside.substr(0, length));
    name_ = without_prefix(open_.back());
    attributes_ = inside.substr(length);
    return Piece::start;
}

std::optional<std::string> Xml::attribute(std::string_view name) const
{
    std::size_t at = 0;
    auto skip = [&] {
        while (at < attributes_.size() && blank(attributes_[at])) ++at;
    };
    for (;;) {
        skip();
        if (at == attributes_.size()) return std::nullopt;
        std::size_t begin = at;
        while (at < attributes_.size() && attributes_[at] != '=' && !blank(attributes_[at])) ++at;
        auto found = attributes_.substr(begin, at - begin);
        skip();
        if (at == attributes_.size() || attributes_[at] != '=') throw XmlFault{};
        ++at;
        skip();
        if (at == attributes_.size() || (attributes_[at] != '"' && attributes_[at] != '\'')) throw XmlFault{};
        auto end = attributes_.find(attributes_[at], at + 1);
        if (end == std::string_view::npos) throw XmlFault{};
        auto raw = attributes_.substr(at + 1, end - at - 1);
        at = end + 1;
        if (without_prefix(found) != name) continue;
        std::string value;
        append_decoded(value, raw);
        return value;
    }
}

void Xml::append_decoded(std::string& out, std::string_view raw)
{
    static constexpr std::array<std::pair<std::string_view, char>, 5> named{
        {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
    for (std::size_t at = 0; at < raw.size();) {
        auto mark = std::min(raw.find('&', at), raw.size());
        out += raw.substr(at, mark - at);
        if (mark == raw.size()) return;
        auto end = raw.find(';', mark);
        if (end == std::string_view::npos) throw XmlFault{};
        auto entity = raw.substr(mark + 1, end - mark - 1);
        at = end + 1;
        if (entity.starts_with('#')) {
            append_utf8(out, referenced(entity.substr(1)));
            continue;
        }
        auto known = std::find_if(named.begin(), named.end(), [&](const auto& n) { return n.first == entity; });
        if (known == named.end()) throw XmlFault{};
        out += known->second;
    }
}

} // namespace files
