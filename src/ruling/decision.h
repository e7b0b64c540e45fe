#pragma once

#include "base/result.h"
#include "base/time.h"
#include "ledger/act.h"

#include <optional>
#include <string>
#include <string_view>

// What every order has, whatever it sets: one person proposes it from a later day by a document, another approves or refuses it before that
// day, or the proposer withdraws it (Art. 26; a second person, because rules bar people).
namespace ruling {

// An order's way, as its row keeps it.
struct Course {
    std::int64_t id = 0, version = 0;
    std::string public_id, from, document;
    std::string state; // proposed, approved, refused, withdrawn
    std::int64_t proposed_by_id = 0;
    std::string proposed_by; // display name
    Instant proposed_at{};
    std::optional<std::string> decided_by;
    std::optional<Instant> decided_at;
    std::optional<std::string> reason;
};

// SELECT of the orders `o` in `table`: the columns of the course, then `own`, which begin at own_column.
std::string select_orders(std::string_view table, std::string_view own);
inline constexpr int own_column = 12;
Course course_of(const db::Row& row);

// The columns of a new order's course.
ledger::Record proposed(const ledger::Act& act, const std::string& public_id, Day from, const std::string& document,
                        std::int64_t account_id);

enum class Step { approve, refuse, withdraw };

// What was proposed; `entry` begins the types of its entries ("rules" of "rules.approved/1").
struct Matter {
    const ledger::Table& table;
    std::string entry, object_kind, object_id;
    json::Object data;
};
Result<Done> decide(ledger::Act& act, const Course& course, const Matter& matter, Step step, std::int64_t version, std::int64_t account_id,
                    const std::string& reason, Day today);

} // namespace ruling
