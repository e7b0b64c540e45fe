#pragma once

#include "base/time.h"

#include <optional>
#include <string_view>

namespace auth {

// Whether something must be done again before anything else opens: the undertaking signed, the password changed.
enum class Due {
    not_yet,
    soon, // one is asked
    now,  // nothing else opens
};
struct Duty {
    Due due = Due::not_yet;
    std::optional<Day> last_day; // without doing it
};

constexpr std::string_view to_text(Due due)
{
    return due == Due::now ? "due" : due == Due::soon ? "soon" : "none";
}

// `days` 0: never. What has no first day is due.
constexpr int password_warning_days = 14;
inline Duty password_duty(const std::optional<Day>& in_use_since, Day today, std::int64_t days)
{
    if (days == 0) return {};
    if (!in_use_since) return {Due::now, std::nullopt};
    Day last = *in_use_since + static_cast<int>(days);
    return {today > last ? Due::now : today > last - password_warning_days ? Due::soon : Due::not_yet, last};
}

} // namespace auth
