#pragma once

#include "base/result.h"
#include "base/rule.h"
#include "ruling/decision.h"

#include <optional>
#include <string>
#include <vector>

// Orders of values of dated rules: proposed by one person, approved by another before the day they begin (Art. 26; second person,
// because rules bar people).
namespace ruling {

struct Order : Course {
    static constexpr std::string_view called = "改定";
    std::string code;
    std::int64_t value = 0;
    std::string words;

    Matter matter() const;
};

// Newest first.
std::vector<Order> orders(db::Connection& connection);
std::optional<Order> find_order(db::Connection& connection, const std::string& public_id);

struct Proposal {
    std::string code;
    std::int64_t value = 0;
    Day from{};
    std::string document;
};
// What the value says, or why it cannot be set from that day: `from` is later than `today`, and the value is one that the rule may have
// and does not have already.
Result<std::string> judge(const RuleBook& book, const Proposal& proposal, Day today);

// One act up to its entry, "rules.proposed/1". `act` sees the rows that it judges.
Result<std::string> propose(ledger::Act& act, const Proposal& proposal, std::int64_t account_id, Day today);

} // namespace ruling
