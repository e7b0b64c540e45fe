// JSON, records read by their field tables, and the numbers and days that people type; see script/fuzz. Targets: json, fields, numbers.
#include "base/fields.h"
#include "base/identity.h"
#include "fuzz.h"
#include "json.h"
#include "problem.h"

#include <algorithm>

using fuzz::must;

namespace {

// The server's reader and the verifier's have no code in common: they must take and refuse the same, and spell it alike.
[[maybe_unused]] void check_json(std::string_view text)
{
    auto read = json::read(text);
    std::optional<std::string> other;
    try {
        other = verify::jcs(verify::read_json(text));
    } catch (const verify::Problem& problem) {
        fuzz::must_tell(problem);
    }
    must(bool(read) == other.has_value(), "both readers take or refuse");
    if (!read) return fuzz::must_tell(read.error());
    std::string spelled = json::canonical(*read);
    must(spelled == *other, "both write one spelling");
    auto again = json::read(spelled);
    must(again && *again == *read, "what is written reads as the same");
    must(json::canonical(*again) == spelled, "the spelling is stable");
}

struct Inner {
    std::string name;
    std::optional<std::int64_t> share;
    bool chosen = false;
};
const fields::Table& fields_of(const Inner*)
{
    static const fields::Table table{
        fields::field<&Inner::name>("name", {.label = "名称", .required = true, .max = 20}),
        fields::field<&Inner::share>("share", {.label = "份额", .min = 1, .int_max = 10'000}),
        fields::field<&Inner::chosen>("chosen", {.label = "选中"}),
    };
    return table;
}

struct Outer {
    std::string text, verbatim, kind;
    int count = 0;
    std::optional<Day> day;
    std::optional<Instant> at;
    json::Value any;
    std::vector<std::string> names;
    std::vector<Inner> parts;
    std::optional<Inner> one;
};
const fields::Table& fields_of(const Outer*)
{
    static const fields::Table table{
        fields::field<&Outer::text>("text", {.label = "文字", .max = 50}),
        fields::field<&Outer::verbatim>("verbatim", {.label = "原文", .max = 50, .multiline = true, .verbatim = true}),
        fields::field<&Outer::kind>("kind", {.label = "种类", .choices = {"a", "b", ""}}),
        fields::field<&Outer::count>("count", {.label = "数目", .int_max = 100}),
        fields::field<&Outer::day>("day", {.label = "日期"}),
        fields::field<&Outer::at>("at", {.label = "时刻"}),
        fields::field<&Outer::any>("any", {.label = "文档"}),
        fields::field<&Outer::names>("names", {.label = "名单", .max = 5}),
        fields::field<&Outer::parts>("parts", {.label = "各项", .max = 5}),
        fields::field<&Outer::one>("one", {.label = "一项"}),
    };
    return table;
}

[[maybe_unused]] void check_fields(std::string_view text)
{
    auto document = json::read(text);
    if (!document) return;
    auto read = fields::read<Outer>(*document);
    if (!read) {
        fuzz::must_tell(read.error());
        must(!read.error().fields.empty(), "a refused record names its fields");
        for (const auto& field : read.error().fields) must(!field.message.empty() && is_utf8(field.message), "each with a message");
        return;
    }
    must(characters(read->text) <= 50 && read->names.size() <= 5 && read->parts.size() <= 5 && read->count <= 100, "within the rules");
    for (const auto& part : read->parts) must(!part.name.empty() && part.share.value_or(1) >= 1, "needed members are there");
    std::string written = json::canonical(fields::write(*read));
    auto again = fields::read<Outer>(*json::read(written));
    must(bool(again), "what is written is taken");
    must(json::canonical(fields::write(*again)) == written, "and is the same");
}

// What a parser gives, it takes and gives again; what it refuses it does not repeat.
template <class Parse, class Text>
void check_number(std::string_view input, Parse parse, Text text_of)
{
    auto read = parse(input);
    if (!read) {
        fuzz::must_tell(read.error());
        constexpr std::size_t worth_hiding = 6;
        bool digits = input.size() >= worth_hiding && std::all_of(input.begin(), input.end(), [](char c) { return c >= '0' && c <= '9'; });
        must(!digits || read.error().message.find(input) == std::string::npos, "no message repeats a number");
        return;
    }
    std::string stored = text_of(*read);
    auto again = parse(stored);
    must(bool(again) && text_of(*again) == stored, "the stored form is stable");
}

[[maybe_unused]] void check_numbers(fuzz::Input input)
{
    std::uint8_t which = input.byte() % 8;
    std::string_view text = input.rest();
    auto as_is = [](const std::string& stored) { return stored; };
    if (which == 0) check_number(text, identity::parse_citizen_id, [](const auto& id) { return id.number; });
    if (which == 1) check_number(text, identity::parse_credit_code, as_is);
    if (which == 2) check_number(text, identity::parse_phone, as_is);
    if (which == 3) check_number(text, identity::parse_email, as_is);
    if (which == 4) check_number(text, identity::parse_bank_card, as_is);
    if (which == 5)
        if (auto day = parse_day(text)) {
            must(to_text(*day) == text, "a day has one spelling");
            must(Day::of(day->year(), day->month(), day->day()) == *day, "and is its parts");
            must(parse_day(to_text(add_years(*day, 1))).has_value() || day->year() == 9999, "a year later is a day");
        }
    if (which == 6)
        if (auto at = parse_instant(text)) {
            auto again = parse_instant(to_text(*at));
            must(again && *again == *at, "an instant reads as it was written");
            must(start_of(day_of(*at)) <= *at && *at < start_of(day_of(*at) + 1), "it lies in its legal day");
        }
    if (which == 7) {
        // A number made up from the input is valid and stays so.
        std::uint64_t seed = 0;
        for (char c : text.substr(0, 8)) seed = seed * 256 + static_cast<unsigned char>(c);
        std::string made = identity::invent_citizen_id(seed % 18'000'000);
        auto read = identity::parse_citizen_id(made);
        must(read && read->number == made, "an invented number is valid");
        made[seed % 17] = static_cast<char>('0' + (made[seed % 17] - '0' + 1 + seed / 17 % 9) % 10);
        must(!identity::parse_citizen_id(made), "one wrong digit is seen");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view text(reinterpret_cast<const char*>(data), size);
    if constexpr (fuzz::target == "json") check_json(text);
    if constexpr (fuzz::target == "fields") check_fields(text);
    if constexpr (fuzz::target == "numbers") check_numbers({data, size});
    return 0;
}
