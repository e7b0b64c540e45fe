#include "base/time.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace {

constexpr std::int64_t ms_per_day = 86'400'000;
constexpr std::int64_t zone_ms = 8 * 3'600'000; // Asia/Shanghai has had no summer time since 1991; legal days use +08:00

std::chrono::year_month_day civil(Day day)
{
    return std::chrono::sys_days{std::chrono::days{day.number}};
}

// Reads exactly `count` decimal digits.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count)
{
    if (at + count > text.size()) return std::nullopt;
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0);
}

struct Parts {
    Day day;
    int hour, minute, second, ms;
};

Parts split(std::int64_t ms)
{
    auto number = floor_div(ms, ms_per_day);
    auto rest = static_cast<int>(ms - number * ms_per_day);
    return {Day{static_cast<std::int32_t>(number)}, rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60, rest % 1000};
}

} // namespace

Day Day::of(int year, int month, int day)
{
    std::chrono::sys_days days = std::chrono::year{year} / month / day;
    return {static_cast<std::int32_t>(days.time_since_epoch().count())};
}

int Day::year() const
{
    return int(civil(*this).year());
}

int Day::month() const
{
    return int(unsigned(civil(*this).month()));
}

int Day::day() const
{
    return int(unsigned(civil(*this).day()));
}

std::string to_text(Day day)
{
    std::array<char, 24> text;
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", day.year(), day.month(), day.day());
    return text.data();
}

std::optional<Day> parse_day(std::string_view text)
{
    auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !year || !month || !day || *year < 1000) return std::nullopt;
    auto date = std::chrono::year{*year} / *month / *day;
    if (!date.ok()) return std::nullopt;
    return Day::of(*year, *month, *day);
}

Day add_years(Day day, int years)
{
    int year = day.year() + years;
    bool leap_day_lost = day.month() == 2 && day.day() == 29 && !std::chrono::year{year}.is_leap();
    return Day::of(year, day.month(), leap_day_lost ? 28 : day.day());
}

int age_on(Day birth, Day today)
{
    int years = today.year() - birth.year();
    return today < add_years(birth, years) ? years - 1 : years;
}

std::string to_text(Instant instant)
{
    auto p = split(instant.ms);
    std::array<char, 48> text;
    std::snprintf(text.data(), text.size(), "%sT%02d:%02d:%02d.%03dZ", to_text(p.day).c_str(), p.hour, p.minute, p.second, p.ms);
    return text.data();
}

std::optional<Instant> parse_instant(std::string_view text)
{
    if (text.size() < 20) return std::nullopt;
    auto day = parse_day(text.substr(0, 10));
    auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
    if (!day || text[10] != 'T' || !hour || text[13] != ':' || !minute || text[16] != ':' || !second) return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    std::size_t at = 19;
    int ms = 0;
    if (text[at] == '.') {
        int scale = 100;
        std::size_t first = ++at;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10) ms += (text[at] - '0') * scale;
        if (at == first) return std::nullopt;
    }
    std::int64_t offset = 0;
    std::string_view zone = text.substr(at);
    if (zone != "Z") {
        auto oh = digits(zone, 1, 2), om = digits(zone, 4, 2);
        if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || !oh || zone[3] != ':' || !om || *oh > 23 || *om > 59)
            return std::nullopt;
        offset = (*oh * 60 + *om) * 60'000ll * (zone[0] == '-' ? -1 : 1);
    }
    return Instant{day->number * ms_per_day + (*hour * 3600 + *minute * 60 + *second) * 1000ll + ms - offset};
}

Day day_of(Instant instant)
{
    return {static_cast<std::int32_t>(floor_div(instant.ms + zone_ms, ms_per_day))};
}

Instant start_of(Day day)
{
    return {day.number * ms_per_day - zone_ms};
}

std::string to_local_text(Instant instant)
{
    auto p = split(instant.ms + zone_ms);
    std::array<char, 48> text;
    std::snprintf(text.data(), text.size(), "%s %02d:%02d:%02d", to_text(p.day).c_str(), p.hour, p.minute, p.second);
    return text.data();
}
