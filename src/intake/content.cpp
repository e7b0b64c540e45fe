#include "base/identity.h"
#include "base/text.h"
#include "base/width.h"
#include "catalog/catalog.h"
#include "intake/mapping.h"

#include <algorithm>

namespace intake {

namespace {

struct Sign {
    std::string_view field;
    bool (*is)(const std::string& value);
};

bool in_table(const catalog::Table& table, const std::string& value)
{
    return static_cast<bool>(table.resolve(value, ""));
}

// The surer ones first. A column of mobile numbers, say, is never anything else.
constexpr Sign signs[] = {
    {"身份证号", [](const std::string& v) { return static_cast<bool>(identity::parse_citizen_id(v)); }},
    {"统一社会信用代码", [](const std::string& v) { return static_cast<bool>(identity::parse_credit_code(v)); }},
    {"手机", [](const std::string& v) { return static_cast<bool>(identity::parse_phone(v)); }},
    {"邮箱", [](const std::string& v) { return static_cast<bool>(identity::parse_email(v)); }},
    {"银行卡号", [](const std::string& v) { return static_cast<bool>(identity::parse_bank_card(v)); }},
    {"性别", [](const std::string& v) { return v == "男" || v == "女"; }},
    {"民族", [](const std::string& v) { return v.size() > 3 && in_table(catalog::ethnic_groups(), v); }},
    {"专家类别", [](const std::string& v) { return v.size() > 3 && in_table(catalog::expert_categories(), v); }},
    {"职称", [](const std::string& v) { return v.size() > 3 && in_table(catalog::titles(), v); }},
    {"学位", [](const std::string& v) { return v.size() > 3 && in_table(catalog::degrees(), v); }},
    {"单位类型", [](const std::string& v) { return v.size() > 3 && in_table(catalog::unit_kinds(), v); }},
    {"主学科", [](const std::string& v) { return v.size() > 3 && in_table(catalog::disciplines(), v); }},
};

} // namespace

std::string field_by_content(const std::string& sheet, const std::vector<std::string>& values)
{
    constexpr std::size_t least = 2;
    if (values.size() < least) return "";
    auto info = std::find_if(sheets().begin(), sheets().end(), [&](const SheetInfo& i) { return i.name == sheet; });
    if (info == sheets().end()) return "";
    for (const auto& sign : signs) {
        bool has = std::any_of(info->columns.begin(), info->columns.end(), [&](const auto& c) { return c.title == sign.field; });
        if (!has) continue;
        auto fitting = static_cast<std::size_t>(std::count_if(values.begin(), values.end(), sign.is));
        if (fitting * 10 >= values.size() * 8) return std::string(sign.field);
    }
    return "";
}

std::string guarded(const std::string& value)
{
    if (value.find('@') != std::string::npos) return shown(Mask::email, value);
    // Seven digits and more in a row may be part of somebody's number.
    constexpr std::size_t few = 7;
    std::string narrow = half_width(value), result;
    for (std::size_t at = 0; at < narrow.size();) {
        std::size_t end = at;
        while (narrow[at] != ' ' && end < narrow.size() &&
               ((narrow[end] >= '0' && narrow[end] <= '9') || narrow[end] == '-' || narrow[end] == ' '))
            ++end;
        if (end - at >= few && end - at != 10) // days have ten: 2026-03-10
            result += shown(end - at > 15 ? Mask::citizen_id : Mask::phone, narrow.substr(at, end - at));
        else
            result += narrow.substr(at, end - at);
        if (end < narrow.size()) result += narrow[end];
        at = end + 1;
    }
    return shown(Mask::none, result);
}

} // namespace intake
