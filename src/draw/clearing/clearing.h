#pragma once

#include "activity/activity.h"
#include "base/rule.h"
#include "draw/draw.h"

#include <array>

// 资料清除: a using unit keeps no copy of the drawn once the activity is over (Art. 21; G2c). Names stay open to the people of the activity
// for some days after its last one; then, or when the unit has signed that its copies are gone, the system shows them no more.
namespace draw::clearing {

// How a unit's copies were cleared.
struct Way {
    std::string_view code, name;
};
inline constexpr std::array<Way, 4> ways{{
    {"paper", "纸质名单、记录表的复印件已经销毁或者归档"},
    {"files", "下载、另存的电子文件已经删除"},
    {"messages", "聊天、短信、邮件中的名单已经删除"},
    {"none", "没有留存过名单"},
}};
// Why this is no answer; nothing when it is one: at least one of the ways, and none of the others beside "none".
std::optional<Error> refuse_ways(const std::vector<std::string>& chosen);
std::string words_of_ways(const std::vector<std::string>& chosen);

// The last day on which names are open without a receipt.
inline Day due_day(Day last, std::int64_t clear_days)
{
    return last + static_cast<int>(clear_days);
}

struct Receipt {
    std::string public_id;
    std::int64_t names = 0;
    std::vector<std::string> ways;
    std::string by; // name of the account's person
    Instant at{};
};
std::optional<Receipt> receipt_of(db::Connection& connection, std::int64_t activity_id);

// Since when the names of those drawn for the activity are closed to its people; nothing while they are open.
std::optional<Day> closed_since(db::Connection& connection, std::int64_t activity_id, Day today);

// An activity that is over and for which people were drawn.
struct Case {
    std::int64_t activity_id = 0;
    Day last{};
    bool cleared = false;
};
// Those whose last day is past, newest first; `state`: open, cleared, or empty for both.
std::vector<Case> cases(db::Connection& connection, const std::string& state, Day today);
// How many people were drawn for it, in its confirmed round; 0: none.
std::int64_t drawn_for(db::Connection& connection, std::int64_t activity_id);

// Signs the receipt. Refused before the activity is over, where nobody was drawn, and a second time.
Result<Done> clear(ledger::Act& act, const activity::Activity& activity, const std::vector<std::string>& chosen, std::int64_t by,
                   Day today);

// What the receipt says, as PDF; equal receipts give equal bytes.
struct Paper {
    std::string unit, number, name; // of the activity
    Day last{};
    Receipt receipt;
};
std::string receipt_pdf(const Paper& paper);

} // namespace draw::clearing
