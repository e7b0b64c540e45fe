#pragma once

#include "base/json.h"
#include "base/time.h"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What a rule may be set to: one of a few values, or a number.
struct RuleChoice {
    std::int64_t value;
    std::string_view words; // Chinese, what the value says
};
struct RuleRange {
    std::int64_t least = 0, most = -1; // most < least: no number is set
    std::string_view unit;             // "年内"
    std::string_view nought;           // what 0 says, where it is no number: "不设"
};

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
    std::array<RuleChoice, 3> choices{}; // those with words
    RuleRange range{};

    bool can_be_set() const { return !choices[0].words.empty() || range.most >= range.least; }
};

// The document of values that nobody has ordered yet.
inline constexpr std::string_view by_default = "缺省口径，待科技厅解释（第二十六条）";

// What this value of the rule says; empty when the rule cannot be set to it.
std::string words_of(const DatedRule& rule, std::int64_t value);

// A value that was ordered for a rule of this code, from a legal day on.
struct OrderedValue {
    std::string code;
    std::int64_t value;
    std::string words, from, document;
};

// The rules as the program brings them and the values ordered since. Its rows are views into the book and the tables asked about: keep
// both while they are used.
class RuleBook {
public:
    RuleBook() = default; // nothing was ordered yet
    // Of two values from the same day the later in the list holds.
    explicit RuleBook(std::vector<OrderedValue> ordered) : ordered_(std::move(ordered)) {}

    // The row of `code` on `day`: the latest that had begun, or the first one on days before it. Throws std::out_of_range for a code
    // without a row.
    DatedRule on(std::span<const DatedRule> rules, std::string_view code, Day day) const;
    std::int64_t value(std::span<const DatedRule> rules, std::string_view code, Day day) const { return on(rules, code, day).value; }
    // Every row of `code` by its first day.
    std::vector<DatedRule> history(std::span<const DatedRule> rules, std::string_view code) const;
    // Every rule as it stands on `day`, in the order of the table.
    std::vector<DatedRule> standing(std::span<const DatedRule> rules, Day day) const;
    // The same as decisions print it: [{"code","document","from","meaning","value"} …].
    json::Array printed(std::span<const DatedRule> rules, Day day) const;
    // The same book and one value more.
    RuleBook with(OrderedValue value) const;

private:
    std::vector<OrderedValue> ordered_;
};
