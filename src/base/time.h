#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// A legal day in the fixed zone +08:00. Text form "YYYY-MM-DD".
struct Day {
    std::int32_t number = 0; // days since 1970-01-01

    auto operator<=>(const Day&) const = default;
    Day operator+(int days) const { return {number + days}; }
    Day operator-(int days) const { return {number - days}; }

    static Day of(int year, int month, int day); // the date must exist
    int year() const;
    int month() const;
    int day() const;
};

std::string to_text(Day day);
// Nothing unless `text` is a date that exists, written YYYY-MM-DD, year 1000 to 9999.
std::optional<Day> parse_day(std::string_view text);
// The same day `years` later; 02-29 becomes 02-28 where the year has none (R4).
Day add_years(Day day, int years);
// Completed years of life on `today`: the birthday itself completes one. Someone born on 02-29 completes a year on 02-28 of common years.
int age_on(Day birth, Day today);

// An instant, milliseconds since 1970-01-01T00:00:00Z. Text form RFC 3339 in UTC with three digits and Z.
struct Instant {
    std::int64_t ms = 0;

    auto operator<=>(const Instant&) const = default;
    Instant operator+(std::int64_t milliseconds) const { return {ms + milliseconds}; }
    Instant operator-(std::int64_t milliseconds) const { return {ms - milliseconds}; }
    std::int64_t operator-(Instant other) const { return ms - other.ms; }
};

std::string to_text(Instant instant);
// Nothing unless RFC 3339 with seconds, optional fraction (cut to milliseconds) and Z or ±hh:mm.
std::optional<Instant> parse_instant(std::string_view text);

// The legal day (+08:00) in which `instant` falls, and the instant at which a legal day begins.
Day day_of(Instant instant);
Instant start_of(Day day);
// "yyyy-MM-dd HH:mm:ss" in +08:00, for people.
std::string to_local_text(Instant instant);

// Where the present comes from: the only place that reads the machine's clock is the implementation in app/.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};
