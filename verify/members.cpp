#include "members.h"

#include "problem.h"
#include "text.h"

#include <algorithm>

namespace verify {

std::string bytes_of(const Value& value, const std::string& place, std::size_t size)
{
    auto bytes = from_hex(value.text(place));
    require(bytes && (size == 0 || bytes->size() == size),
            place + " 应为" + (size ? " " + std::to_string(size) + " 字节的" : "") + "小写十六进制。");
    return *bytes;
}

void require_id(const std::string& text, const std::string& place)
{
    require(!text.empty() && text.find('\0') == std::string::npos, place + " 不应为空，也不应含 U+0000。");
}

Members::Members(const Value& value, std::string place) : object_(value.object(place)), place_(std::move(place)) {}

std::string Members::place(std::string_view name) const
{
    return place_.empty() ? std::string(name) : place_ + "." + std::string(name);
}

const Value* Members::maybe(std::string_view name)
{
    for (const auto& member : object_)
        if (member.first == name) {
            asked_.insert(member.first);
            return &member.second;
        }
    return nullptr;
}

const Value& Members::need(std::string_view name)
{
    if (const Value* value = maybe(name)) return *value;
    fail("缺少 " + place(name) + "。");
}

const std::string& Members::text(std::string_view name)
{
    return need(name).text(place(name));
}

const std::string& Members::id(std::string_view name)
{
    const std::string& text = this->text(name);
    require_id(text, place(name));
    return text;
}

std::int64_t Members::integer(std::string_view name, std::int64_t least, std::int64_t most)
{
    std::int64_t number = need(name).integer(place(name));
    require(number >= least && number <= most, place(name) + " 的数值 " + std::to_string(number) + " 不在允许的范围内。");
    return number;
}

std::string Members::bytes(std::string_view name, std::size_t size)
{
    return bytes_of(need(name), place(name), size);
}

Digest Members::digest(std::string_view name)
{
    std::string raw = bytes(name, 32);
    Digest digest;
    std::copy(raw.begin(), raw.end(), digest.begin());
    return digest;
}

Suite Members::suite(std::string_view name)
{
    const std::string& text = this->text(name);
    if (text == "sm") return Suite::sm;
    require(text == "intl", place(name) + " 应为 sm 或 intl。");
    return Suite::intl;
}

const Array& Members::array(std::string_view name)
{
    return need(name).array(place(name));
}

Members Members::object(std::string_view name)
{
    return Members(need(name), place(name));
}

void Members::end()
{
    if (open_) return;
    for (const auto& member : object_) require(asked_.contains(member.first), "多出不认识的成员 " + place(member.first) + "。");
}

} // namespace verify
