#pragma once

#include "ruling/decision.h"
#include "ruling/wording.h"

#include <optional>
#include <vector>

// Orders of new editions of texts (A10), as those of rules: proposed by one person, approved by another, in force from a later day.
namespace ruling {

struct TextOrder : Course {
    static constexpr std::string_view called = "改定";
    std::string code, edition, title, body;

    Matter matter() const;
};

// Newest first.
std::vector<TextOrder> text_orders(db::Connection& connection);
std::optional<TextOrder> find_text_order(db::Connection& connection, const std::string& public_id);

struct TextProposal {
    const Text& text;
    std::string title, body;
    Day from{};
    std::string document;
};
// The edition that it would be, or why it cannot be one.
Result<rulebook::Edition> judge(db::Connection& connection, const TextProposal& proposal, Day today);
// One act up to its entry, "texts.proposed/1"; gives the public id.
Result<std::string> propose(ledger::Act& act, const TextProposal& proposal, std::int64_t account_id, Day today);

} // namespace ruling
