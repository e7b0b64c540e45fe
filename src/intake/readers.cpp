#include "intake/readers.h"

#include "base/messages.h"
#include "base/text.h"
#include "base/width.h"
#include "expert/expert.h"
#include "intake/messages.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace intake {

namespace {

// Splits at any of `signs` (whole characters); blanks around parts and empty parts are dropped.
std::vector<std::string> split(std::string_view text, std::initializer_list<std::string_view> signs)
{
    std::vector<std::string> parts;
    std::string current;
    auto end_part = [&] {
        auto part = trimmed(current);
        if (!part.empty()) parts.emplace_back(part);
        current.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        auto rest = text.substr(at);
        auto sign = std::find_if(signs.begin(), signs.end(), [&](std::string_view s) { return rest.starts_with(s); });
        if (sign != signs.end()) {
            end_part();
            at += sign->size();
        } else {
            current += text[at++];
        }
    }
    end_part();
    return parts;
}

// "二〇二四年三月十日" → "2024年3月10日": digits one by one for years, tens for months and days.
std::string with_digits(std::string_view text)
{
    static constexpr std::string_view signs[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    auto digit_at = [&](std::size_t at) {
        for (int i = 0; i < 10; ++i)
            if (text.substr(at).starts_with(signs[i])) return i;
        return text.substr(at).starts_with("零") ? 0 : -1;
    };
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        constexpr std::string_view ten = "十";
        if (int digit = digit_at(at); digit >= 0) {
            result += static_cast<char>('0' + digit);
            at += signs[digit].size();
        } else if (text.substr(at).starts_with(ten)) {
            bool tens = at > 0 && digit_at(at - ten.size()) > 0;
            at += ten.size();
            if (!tens) result += '1';
            if (at >= text.size() || digit_at(at) < 0) result += '0';
        } else {
            result += text[at++];
        }
    }
    return result;
}

// The serial number of a day as a spreadsheet shows it when the cell is no date any more: 1954 to 2119.
std::optional<Day> serial_day(std::string_view text)
{
    if (text.size() != 5 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    int serial = std::stoi(std::string(text));
    return serial >= 20'000 && serial <= 80'000 ? std::optional(Day::of(1899, 12, 30) + serial) : std::nullopt;
}

std::optional<Day> day_in(std::string_view typed)
{
    std::string narrow = with_digits(half_width(trimmed(typed)));
    std::string_view text = trimmed(narrow);
    // A day cell may carry midnight.
    for (std::string_view midnight : {" 00:00:00", "T00:00:00", " 0:00:00", " 00:00", " 0:00"})
        if (text.ends_with(midnight)) {
            text.remove_suffix(midnight.size());
            break;
        }
    if (auto day = serial_day(text)) return day;
    std::vector<std::string> parts;
    if (text.size() == 8 && text.find_first_not_of("0123456789") == std::string_view::npos)
        parts = {std::string(text.substr(0, 4)), std::string(text.substr(4, 2)), std::string(text.substr(6))};
    else
        parts = split(text, {"-", "/", ".", "年", "月", "日", "号", "—", "–"});
    if (parts.size() != 3 || parts[0].size() != 4) return std::nullopt;
    for (auto& part : parts) {
        if (part.size() == 1) part.insert(part.begin(), '0');
        if (part.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    }
    return parse_day(parts[0] + "-" + parts[1] + "-" + parts[2]);
}

std::optional<std::string> repeated(const std::vector<std::string>& values)
{
    std::set<std::string> seen;
    for (const auto& value : values)
        if (!seen.insert(value).second) return value;
    return std::nullopt;
}

// Codes typed with full-width digits; names keep their signs.
std::string half_digits(const std::string& typed)
{
    std::string narrow = half_width(typed);
    return narrow.find_first_not_of("0123456789.ABCDEFGHIJKLMNOPQRSTUVWXYZ ") == std::string::npos ? narrow : typed;
}

template <class T>
Reader<crypto::Secret> secret(Result<T> (*parse)(std::string_view))
{
    return [parse](const std::string& typed, const std::string&) -> Result<crypto::Secret> {
        auto value = parse(typed);
        if (!value) return value.error();
        if constexpr (std::is_same_v<T, std::string>)
            return crypto::Secret(*value);
        else
            return crypto::Secret(value->number);
    };
}

} // namespace

std::vector<std::string> pieces_of(const catalog::Table& table, const std::string& typed)
{
    auto known = [&](const std::string& text) { return static_cast<bool>(table.resolve(half_digits(text), "")); };
    std::vector<std::string> pieces;
    for (const auto& part : split(typed, {"；", ";", "\r", "\n", "|"})) {
        auto smaller = split(part, {"、", "，", ","});
        if (smaller.size() > 1 && known(part)) smaller = {part};
        for (const auto& piece : smaller) {
            // A path of names and "code name" hold signs too.
            auto smallest = split(piece, {"/", " ", "　"});
            bool apart = smallest.size() > 1 && !known(piece) && std::all_of(smallest.begin(), smallest.end(), known);
            if (apart)
                pieces.insert(pieces.end(), smallest.begin(), smallest.end());
            else
                pieces.push_back(half_digits(piece));
        }
    }
    return pieces;
}

Reader<std::string> text(std::int64_t most)
{
    return [most](const std::string& typed, const std::string& title) -> Result<std::string> {
        std::string value(trimmed(typed));
        auto length = static_cast<std::int64_t>(characters(value));
        if (has_control(value) || value.find_first_of("\r\n\t") != std::string::npos)
            return refuse(ErrorKind::invalid, ::messages::field_control, {title});
        if (length > most)
            return refuse(ErrorKind::invalid, ::messages::field_too_long, {title, std::to_string(most), std::to_string(length)});
        return value;
    };
}

Reader<std::string> long_text(std::int64_t most)
{
    return [most](const std::string& typed, const std::string& title) -> Result<std::string> {
        std::string value(trimmed(typed));
        std::erase(value, '\r');
        auto length = static_cast<std::int64_t>(characters(value));
        if (has_control(value)) return refuse(ErrorKind::invalid, ::messages::field_control, {title});
        if (length > most)
            return refuse(ErrorKind::invalid, ::messages::field_too_long, {title, std::to_string(most), std::to_string(length)});
        return value;
    };
}

Coded<std::string> code_of(const catalog::Table& (*table)())
{
    auto read = [table](const std::string& typed, const std::string& title) -> Result<std::string> {
        auto entry = table().resolve(half_digits(typed), title);
        if (!entry) return entry.error();
        return (*entry)->code;
    };
    return {read, table};
}

Coded<std::vector<std::string>> codes_of(const catalog::Table& (*table)())
{
    auto read = [table](const std::string& typed, const std::string& title) -> Result<std::vector<std::string>> {
        std::vector<std::string> codes;
        auto add = [&](const std::string& part) -> std::optional<Error> {
            auto entry = table().resolve(part, title);
            if (!entry) return entry.error();
            codes.push_back((*entry)->code);
            return std::nullopt;
        };
        for (const auto& piece : pieces_of(table(), typed))
            if (auto fault = add(piece)) return *fault;
        if (auto code = repeated(codes)) return expert::listed_twice(table().find(*code)->name);
        return codes;
    };
    return {read, table};
}

Reader<std::vector<std::string>> texts(std::int64_t most)
{
    return [reader = text(most)](const std::string& typed, const std::string& title) -> Result<std::vector<std::string>> {
        std::vector<std::string> values;
        for (const auto& part : split(typed, {"；", ";", "\r", "\n"})) {
            auto value = reader(part, title);
            if (!value) return value.error();
            values.push_back(*value);
        }
        return values;
    };
}

Reader<Day> needed_day()
{
    return [](const std::string& typed, const std::string&) -> Result<Day> {
        auto value = day_in(typed);
        if (!value) return refuse(ErrorKind::invalid, messages::day, {std::string(trimmed(typed))});
        return *value;
    };
}

Reader<std::optional<Day>> day()
{
    return maybe(needed_day());
}

Reader<std::string> one_of(std::vector<std::pair<std::string_view, std::string_view>> words, const Message& fault)
{
    return [words = std::move(words), fault](const std::string& typed, const std::string&) -> Result<std::string> {
        auto wanted = trimmed(typed);
        for (const auto& [word, value] : words)
            if (wanted == word || wanted == value) return std::string(value);
        return refuse(ErrorKind::invalid, fault, {std::string(wanted)});
    };
}

Reader<std::optional<std::int64_t>> share()
{
    return [](const std::string& typed, const std::string&) -> Result<std::optional<std::int64_t>> {
        auto wrong = [] { return refuse(ErrorKind::invalid, messages::share); };
        std::string narrow = half_width(typed);
        auto digits = trimmed(narrow);
        if (digits.ends_with('%')) digits.remove_suffix(1);
        auto point = digits.find('.');
        auto whole = digits.substr(0, point);
        std::string part(point == std::string_view::npos ? "" : digits.substr(point + 1));
        if (whole.empty() || whole.size() > 3 || part.size() > 2 || (point != std::string_view::npos && part.empty())) return wrong();
        std::string number = std::string(whole) + part + std::string(2 - part.size(), '0');
        if (number.find_first_not_of("0123456789") != std::string::npos) return wrong();
        std::int64_t value = std::stoll(number);
        if (value > 10'000) return wrong();
        return std::optional<std::int64_t>(value);
    };
}

Reader<std::vector<units::Attribute>> attributes()
{
    return [](const std::string& typed, const std::string& title) -> Result<std::vector<units::Attribute>> {
        std::vector<units::Attribute> found;
        std::vector<std::string> kinds;
        for (std::string part : split(typed, {"；", ";", "、", "\r", "\n"})) {
            units::Attribute attribute;
            auto wrong = [&] { return refuse(ErrorKind::invalid, messages::attribute, {part}); };
            auto pieces = split(part, {"（", "）", "(", ")"});
            if (pieces.empty() || pieces.size() > 2) return wrong();
            if (pieces.size() == 2) {
                auto days = split(pieces[1], {"至", "起", "—", "~"});
                if (days.empty() || days.size() > 2) return wrong();
                attribute.from = day_in(days[0]);
                if (days.size() == 2) attribute.to = day_in(days[1]);
                if (!attribute.from || (days.size() == 2 && !attribute.to) || (attribute.to && *attribute.to < *attribute.from))
                    return wrong();
            }
            auto entry = catalog::unit_attributes().resolve(pieces[0], title);
            if (!entry) return entry.error();
            attribute.kind = (*entry)->code;
            kinds.push_back(attribute.kind);
            found.push_back(attribute);
        }
        if (auto kind = repeated(kinds)) return expert::listed_twice(catalog::unit_attributes().find(*kind)->name);
        return found;
    };
}

Reader<crypto::Secret> identity_number()
{
    return [](const std::string& typed, const std::string&) -> Result<crypto::Secret> {
        auto id = identity::parse_citizen_id(typed);
        if (id) return crypto::Secret(id->number);
        auto passport = identity::parse_passport(typed);
        if (!passport) return id.error();
        bool digits = passport->find_first_not_of("0123456789") == std::string::npos;
        bool meant = digits ? passport->size() == 8 || passport->size() == 9 : (*passport)[0] >= 'A';
        return meant ? Result<crypto::Secret>(crypto::Secret(*passport)) : id.error();
    };
}

Reader<std::optional<crypto::Secret>> maybe_citizen_id()
{
    return maybe(secret(identity::parse_citizen_id));
}

Reader<std::optional<crypto::Secret>> phone()
{
    return maybe(secret(identity::parse_phone));
}

Reader<std::optional<crypto::Secret>> email()
{
    return maybe(secret(identity::parse_email));
}

Reader<std::optional<crypto::Secret>> bank_card()
{
    return maybe(secret(identity::parse_bank_card));
}

Reader<std::optional<std::string>> credit_code()
{
    return [](const std::string& typed, const std::string&) -> Result<std::optional<std::string>> {
        auto value = identity::parse_credit_code(typed);
        if (!value) return value.error();
        return std::optional<std::string>(*value);
    };
}

} // namespace intake
