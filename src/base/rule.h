#pragma once

#include "base/json.h"
#include "base/time.h"

#include <span>
#include <string_view>

// Rules as dated data: where the regulation leaves more than one reading, the value that holds from a day on, with the
// document that ordered it (Art. 26: the science department interprets).
struct DatedRule {
    std::string_view code;     // "14.4.6.listed_share_limit"
    std::string_view article;  // "第十四条第四项第6目"
    std::string_view reading;  // of the list of readings and switches: "R10", "X8"; empty: none
    std::string_view question; // Chinese, what is settled
    std::int64_t value;
    std::string_view words;  // Chinese, what the value says
    std::string_view others; // Chinese, what else may be set
    std::string_view from;   // legal day
    std::string_view document;
};

// The document of values that nobody has ordered yet.
inline constexpr std::string_view by_default = "缺省口径，待科技厅解释（第二十六条）";

// The value of `code` on `day`: of the latest row that had begun, or of the first row on days before it. Throws
// std::out_of_range for a code without a row.
const DatedRule& rule_on(std::span<const DatedRule> rules, std::string_view code, Day day);

// Every rule as it stands on `day`, in the order of the table.
std::vector<const DatedRule*> standing(std::span<const DatedRule> rules, Day day);

// The same as decisions print it: [{"code","document","from","meaning","value"} …].
json::Array printed(std::span<const DatedRule> rules, Day day);
