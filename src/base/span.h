#pragma once

#include "base/time.h"

#include <optional>
#include <span>

// A stretch of legal days, both ends included (it ends at 24:00 of `last`); an end that is missing is open.
struct Span {
    std::optional<Day> first, last;

    bool touches(Day from, Day to) const { return (!first || *first <= to) && (!last || *last >= from); }
    bool holds(Day day) const { return touches(day, day); }
};

// Whether the spans together hold every day from `from` to `to`.
bool cover(std::span<const Span> spans, Day from, Day to);
