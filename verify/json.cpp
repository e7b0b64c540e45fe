#include "json.h"

#include "problem.h"
#include "text.h"

#include <algorithm>

namespace verify {

namespace {

constexpr std::int64_t largest = (std::int64_t{1} << 53) - 1;
constexpr int deepest = 64;

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Value document()
    {
        Value value = any(1);
        skip_space();
        if (at_ != text_.size()) stop("文档之后还有内容");
        return value;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;

    [[noreturn]] void stop(const std::string& why) { fail("JSON 第 " + std::to_string(at_ + 1) + " 字节：" + why + "。"); }

    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    void skip_space()
    {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
    }

    bool take(std::string_view word)
    {
        if (text_.substr(at_, word.size()) != word) return false;
        at_ += word.size();
        return true;
    }

    Value any(int level)
    {
        skip_space();
        char c = peek();
        if (c == '{') return object(level);
        if (c == '[') return array(level);
        if (c == '"') return string();
        if (c == '-' || (c >= '0' && c <= '9')) return number();
        if (take("true")) return true;
        if (take("false")) return false;
        if (take("null")) return {};
        stop("这里应是一个值");
    }

    void open(int level)
    {
        if (level > deepest) stop("嵌套超过 64 层");
        ++at_;
        skip_space();
    }

    // After a member or element: true when another follows.
    bool another(char end)
    {
        skip_space();
        if (take(",")) return true;
        if (peek() != end || at_ == text_.size()) stop("缺少逗号或括号");
        ++at_;
        return false;
    }

    Value object(int level)
    {
        open(level);
        Object members;
        if (take("}")) return members;
        do {
            skip_space();
            if (peek() != '"') stop("这里应是成员名");
            std::string name = string();
            skip_space();
            if (!take(":")) stop("成员名之后应是冒号");
            members.emplace_back(std::move(name), any(level + 1));
        } while (another('}'));
        std::vector<std::string_view> names;
        for (const auto& member : members) names.push_back(member.first);
        std::sort(names.begin(), names.end());
        if (std::adjacent_find(names.begin(), names.end()) != names.end()) stop("对象中有重复的成员名");
        return members;
    }

    Value array(int level)
    {
        open(level);
        Array elements;
        if (take("]")) return elements;
        do elements.push_back(any(level + 1));
        while (another(']'));
        return elements;
    }

    Value number()
    {
        std::size_t begin = at_;
        bool negative = take("-");
        std::size_t first = at_;
        std::int64_t number = 0;
        while (peek() >= '0' && peek() <= '9') {
            number = number * 10 + (text_[at_++] - '0');
            if (number > largest) stop("整数超出 ±(2^53−1)");
        }
        bool zero_first = at_ > first && text_[first] == '0';
        if (at_ == first || (zero_first && (at_ - first > 1 || negative)) ||
            std::string_view(".eE").find(peek()) != std::string_view::npos) {
            at_ = begin;
            stop("数字只接受整数的标准写法");
        }
        return negative ? -number : number;
    }

    unsigned hex4()
    {
        unsigned unit = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
            char c = peek();
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0) stop("\\u 之后应是四位十六进制");
            unit = unit * 16 + static_cast<unsigned>(digit);
        }
        return unit;
    }

    void append_escaped_point(std::string& out)
    {
        unsigned point = hex4();
        if (point >= 0xDC00 && point < 0xE000) stop("单独的代理项");
        if (point >= 0xD800 && point < 0xDC00) {
            if (!take("\\u")) stop("单独的代理项");
            unsigned low = hex4();
            if (low < 0xDC00 || low >= 0xE000) stop("单独的代理项");
            point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
        }
        auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
        if (point < 0x80) return put(point);
        if (point < 0x800) {
            put(0xC0 | point >> 6);
        } else {
            if (point < 0x10000) {
                put(0xE0 | point >> 12);
            } else {
                put(0xF0 | point >> 18);
                put(0x80 | (point >> 12 & 0x3F));
            }
            put(0x80 | (point >> 6 & 0x3F));
        }
        put(0x80 | (point & 0x3F));
    }

    std::string string()
    {
        ++at_;
        std::string out;
        while (true) {
            if (at_ == text_.size()) stop("文字没有结束");
            char c = text_[at_++];
            if (c == '"') return out;
            if (static_cast<unsigned char>(c) < 0x20) stop("文字中有未转义的控制字符");
            if (c != '\\') {
                out += c;
                continue;
            }
            char escape = peek();
            ++at_;
            static constexpr std::string_view names = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
            auto known = names.find(escape);
            if (escape == 'u')
                append_escaped_point(out);
            else if (known != std::string_view::npos)
                out += meant[known];
            else
                stop("不认识的转义");
        }
    }
};

// Code point at the start of valid UTF-8.
std::uint32_t point_at(std::string_view text)
{
    auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return lead;
    std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    std::uint32_t point = lead & (0xFFu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
    return point;
}

// The order of RFC 8785: by UTF-16 code units. Only code points beyond the BMP, spelt with D800–DFFF, are out of their order.
bool before(std::string_view a, std::string_view b)
{
    std::size_t same = 0;
    while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
    if (same == a.size() || same == b.size()) return a.size() < b.size();
    while ((static_cast<unsigned char>(a[same]) & 0xC0) == 0x80) --same; // back to where the two code points begin
    auto rank = [](std::uint32_t point) { return point >= 0xE000 && point < 0x10000 ? point + 0x110000 : point; };
    return rank(point_at(a.substr(same))) < rank(point_at(b.substr(same)));
}

void write_text(std::string& out, std::string_view text)
{
    out += '"';
    for (char c : text) {
        static constexpr std::string_view meant = "\"\\\b\f\n\r\t", names = "\"\\bfnrt";
        auto special = meant.find(c);
        if (special != std::string_view::npos) {
            out += '\\';
            out += names[special];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += "\\u" + std::string("00") + to_hex(std::string_view(&c, 1));
        } else {
            out += c;
        }
    }
    out += '"';
}

void write(std::string& out, const Value& value);

struct Writer {
    std::string& out;

    void operator()(std::nullptr_t) const { out += "null"; }
    void operator()(bool b) const { out += b ? "true" : "false"; }
    void operator()(std::int64_t number) const { out += std::to_string(number); }
    void operator()(const std::string& text) const { write_text(out, text); }
    void operator()(const Array& array) const
    {
        out += '[';
        for (std::size_t i = 0; i < array.size(); ++i) {
            if (i > 0) out += ',';
            write(out, array[i]);
        }
        out += ']';
    }
    void operator()(const Object& object) const
    {
        std::vector<const Object::value_type*> members;
        for (const auto& member : object) members.push_back(&member);
        std::sort(members.begin(), members.end(), [](auto a, auto b) { return before(a->first, b->first); });
        out += '{';
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (i > 0) out += ',';
            write_text(out, members[i]->first);
            out += ':';
            write(out, members[i]->second);
        }
        out += '}';
    }
};

void write(std::string& out, const Value& value)
{
    std::visit(Writer{out}, value.state());
}

template <class T>
const T& as(const Value& value, std::string_view place, const char* kind)
{
    if (const T* held = std::get_if<T>(&value.state())) return *held;
    fail(std::string(place) + " 应为" + kind + "。");
}

} // namespace

bool Value::boolean(std::string_view place) const
{
    return as<bool>(*this, place, "真假值");
}

std::int64_t Value::integer(std::string_view place) const
{
    return as<std::int64_t>(*this, place, "整数");
}

const std::string& Value::text(std::string_view place) const
{
    return as<std::string>(*this, place, "文字");
}

const Array& Value::array(std::string_view place) const
{
    return as<Array>(*this, place, "数组");
}

const Object& Value::object(std::string_view place) const
{
    return as<Object>(*this, place, "对象");
}

Value read_json(std::string_view text)
{
    if (!is_utf8(text)) fail("内容不是 UTF-8。");
    return Reader(text).document();
}

std::string jcs(const Value& value)
{
    std::string out;
    write(out, value);
    return out;
}

int depth(const Value& value)
{
    int inner = 0;
    if (const auto* array = std::get_if<Array>(&value.state())) {
        for (const auto& element : *array) inner = std::max(inner, depth(element));
        return inner + 1;
    }
    if (const auto* object = std::get_if<Object>(&value.state())) {
        for (const auto& member : *object) inner = std::max(inner, depth(member.second));
        return inner + 1;
    }
    return 0;
}

} // namespace verify
