#pragma once

#include "base/json.h"
#include "base/time.h"

#include <span>
#include <string_view>

// Rules as dated data: where the regulation leaves more than one reading, the value that holds from a day on, with the
// document that ordered it (Art. 26: the science department interprets).
struct DatedRule {
    std::string_view code; // "14.4.6.listed_share_limit"
    std::int64_t value;
    std::string_view from; // legal day
    std::string_view document;
    std::string_view meaning; // Chinese, what the values stand for
};

// The value of `code` on `day`: of the latest row that had begun, or of the first row on days before it. Throws
// std::out_of_range for a code without a row.
const DatedRule& rule_on(std::span<const DatedRule> rules, std::string_view code, Day day);

// Every rule as it stands on `day`: [{"code","document","from","meaning","value"} …], in the order of the table.
json::Array printed(std::span<const DatedRule> rules, Day day);
