#include "base/span.h"

#include <algorithm>

bool cover(std::span<const Span> spans, Day from, Day to)
{
    for (Day day = from; day <= to;) {
        std::optional<Day> reach; // the last day that some span which holds `day` reaches
        for (const auto& span : spans) {
            if (!span.holds(day)) continue;
            if (!span.last) return true;
            reach = std::max(reach.value_or(*span.last), *span.last);
        }
        if (!reach) return false;
        day = *reach + 1;
    }
    return true;
}
