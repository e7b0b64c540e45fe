#include "base/json.h"

#include "base/messages.h"
#include "base/text.h"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <stdexcept>

namespace json {

namespace {

constexpr std::int64_t largest = (std::int64_t{1} << 53) - 1;

// JCS orders names by UTF-16 code units, which differs from byte order where one side is beyond the BMP.
bool utf16_less(std::string_view a, std::string_view b)
{
    auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (x == a.end() || y == b.end()) return x == a.end() && y != b.end();
    auto left = static_cast<unsigned char>(*x), right = static_cast<unsigned char>(*y);
    // F0–F4 lead surrogate pairs (D800–DFFF), which sort before U+E000–U+FFFF (EE, EF).
    auto rank = [](unsigned char c) { return c >= 0xF0 ? 0xEDF : c >= 0xEE ? 0x1000 + c : int(c) << 4; };
    return rank(left) != rank(right) ? rank(left) < rank(right) : left < right;
}

} // namespace

Object::Object(std::initializer_list<Member> members)
{
    for (const auto& [name, value] : members) set(name, value);
}

Object& Object::set(std::string name, Value value)
{
    for (auto& member : members_)
        if (member.first == name) {
            member.second = std::move(value);
            return *this;
        }
    members_.emplace_back(std::move(name), std::move(value));
    return *this;
}

const Value* Object::find(std::string_view name) const
{
    for (const auto& member : members_)
        if (member.first == name) return &member.second;
    return nullptr;
}

const Value& Object::at(std::string_view name) const
{
    if (const Value* value = find(name)) return *value;
    throw std::out_of_range("no member \"" + std::string(name) + '"');
}

bool operator==(const Value& a, const Value& b)
{
    return canonical(a) == canonical(b);
}

// Builds the document from the parser's events; a false answer stops the parser.
class Reader {
public:
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);

    using Code = boost::json::error_code;
    using Piece = boost::json::string_view;

    std::string why;
    Value root;

    bool on_document_begin(Code&) { return true; }
    bool on_document_end(Code&) { return true; }
    bool on_object_begin(Code&)
    {
        open_.push_back({Value(Object{}), std::move(name_)});
        return true;
    }
    bool on_object_end(std::size_t, Code& code)
    {
        auto& members = open_.back().value.if_object()->members_;
        std::vector<std::string_view> names;
        for (const auto& member : members) names.push_back(member.first);
        std::sort(names.begin(), names.end());
        auto twice = std::adjacent_find(names.begin(), names.end());
        if (twice != names.end()) return stop(code, "成员名“" + std::string(*twice) + "”重复");
        return close();
    }
    bool on_array_begin(Code&)
    {
        open_.push_back({Value(Array{}), std::move(name_)});
        return true;
    }
    bool on_array_end(std::size_t, Code&) { return close(); }
    bool on_key_part(Piece piece, std::size_t, Code&)
    {
        text_.append(piece.data(), piece.size());
        return true;
    }
    bool on_key(Piece piece, std::size_t, Code&)
    {
        name_ = std::move(text_.append(piece.data(), piece.size()));
        text_.clear();
        return true;
    }
    bool on_string_part(Piece piece, std::size_t, Code&)
    {
        text_.append(piece.data(), piece.size());
        return true;
    }
    bool on_string(Piece piece, std::size_t, Code&)
    {
        text_.append(piece.data(), piece.size());
        Value value(std::move(text_));
        text_.clear();
        return put(std::move(value));
    }
    bool on_number_part(Piece piece, Code&)
    {
        text_.append(piece.data(), piece.size());
        return true;
    }
    bool on_int64(std::int64_t number, Piece piece, Code& code)
    {
        text_.append(piece.data(), piece.size());
        bool form = text_ == std::to_string(number) && number >= -largest && number <= largest;
        text_.clear();
        return form ? put(number) : stop(code, "数字只接受 ±(2^53−1) 以内的整数");
    }
    bool on_uint64(std::uint64_t, Piece, Code& code) { return stop(code, "数字只接受 ±(2^53−1) 以内的整数"); }
    bool on_double(double, Piece, Code& code) { return stop(code, "数字只接受 ±(2^53−1) 以内的整数"); }
    bool on_bool(bool b, Code&) { return put(b); }
    bool on_null(Code&) { return put(nullptr); }
    bool on_comment_part(Piece, Code&) { return true; }
    bool on_comment(Piece, Code&) { return true; }

private:
    struct Open {
        Value value;
        std::string name;
    };
    std::vector<Open> open_;
    std::string name_, text_;

    bool stop(Code& code, std::string reason)
    {
        why = std::move(reason);
        code = boost::json::error::syntax;
        return false;
    }
    bool put(Value value)
    {
        if (open_.empty())
            root = std::move(value);
        else if (auto* object = open_.back().value.if_object())
            object->members_.emplace_back(std::move(name_), std::move(value));
        else
            open_.back().value.if_array()->push_back(std::move(value));
        return true;
    }
    bool close()
    {
        Open done = std::move(open_.back());
        open_.pop_back();
        name_ = std::move(done.name);
        return put(std::move(done.value));
    }
};

Result<Value> read(std::string_view text, Limits limits)
{
    if (!is_utf8(text)) return refuse(ErrorKind::invalid, messages::json_not_utf8);
    boost::json::parse_options options;
    options.max_depth = limits.depth;
    boost::json::basic_parser<Reader> parser(options);
    boost::json::error_code code;
    std::size_t used = parser.write_some(false, text.data(), text.size(), code);
    if (!code && used < text.size() && text.find_first_not_of(" \t\r\n", used) != std::string_view::npos)
        code = boost::json::error::extra_data;
    if (code) {
        std::string why = parser.handler().why.empty() ? code.message() : parser.handler().why;
        return refuse(ErrorKind::invalid, messages::json_malformed, {std::to_string(used + 1), why});
    }
    return std::move(parser.handler().root);
}

void append_string(std::string& out, std::string_view text)
{
    static constexpr char digits[] = "0123456789abcdef";
    out += '"';
    for (char c : text) switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                out += "\\u00";
                out += digits[c >> 4];
                out += digits[c & 15];
            } else {
                out += c;
            }
        }
    out += '"';
}

void append_canonical(std::string& out, const Value& value)
{
    if (value.is_null())
        out += "null";
    else if (const bool* truth = value.if_bool())
        out += *truth ? "true" : "false";
    else if (const auto* number = value.if_int())
        out += std::to_string(*number);
    else if (const auto* text = value.if_text())
        append_string(out, *text);
    else if (const auto* array = value.if_array()) {
        out += '[';
        const char* comma = "";
        for (const auto& entry : *array) {
            out += comma;
            append_canonical(out, entry);
            comma = ",";
        }
        out += ']';
    } else {
        std::vector<const Member*> members;
        for (const auto& member : value.object()) members.push_back(&member);
        std::sort(members.begin(), members.end(), [](auto a, auto b) { return utf16_less(a->first, b->first); });
        out += '{';
        const char* comma = "";
        for (const Member* member : members) {
            out += comma;
            append_string(out, member->first);
            out += ':';
            append_canonical(out, member->second);
            comma = ",";
        }
        out += '}';
    }
}

std::string canonical(const Value& value)
{
    std::string out;
    append_canonical(out, value);
    return out;
}

} // namespace json
