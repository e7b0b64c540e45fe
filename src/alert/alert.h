#pragma once

#include "ledger/act.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

// 安全告警: what the security administrator should look at (A4; T10). Any folder above raises one within its act.
namespace alert {

extern const ledger::Table alert_table;

struct Kind {
    std::string_view code, name;
    std::string_view advice; // what to do about it
};
std::span<const Kind> kinds();
const Kind* find_kind(std::string_view code);

struct Raised {
    std::string_view kind;
    std::int64_t account_id = 0; // whose doing; 0: nobody's that is known
    std::string account;         // public id
    std::string details;         // Chinese, for people, without personal data of experts
};

// Whether one of this kind and account was raised after `since`, dealt with or not.
bool was_raised(db::Connection& connection, std::string_view kind, std::int64_t account_id, Instant since);

// Writes the alert, or counts it with the open one of this kind, account and legal day, and appends the entry "alerts.raised/1".
void raise(ledger::Act& act, const Raised& raised);

} // namespace alert
