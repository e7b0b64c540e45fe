#pragma once

#include "reading/reading.h"

#include <optional>
#include <string>
#include <vector>

namespace reading {

// A column of an expert that is kept encrypted and shown masked.
struct SensitiveField {
    std::string_view name, label;
    bool identifying; // of the kind that "12.reveal_step_up" = 1 means
};
std::span<const SensitiveField> sensitive_fields();
const SensitiveField* find_field(std::string_view name);

// The role through which this account reveals; where the right was lent, the one it has.
const auth::Role& role_of_reader(const auth::Actor& actor);

// What an account has seen on a day and may see.
struct Allowance {
    std::int64_t used = 0, limit = 0;
    std::int64_t role_used = 0, role_limit = 0;

    std::int64_t left() const { return std::max<std::int64_t>(0, std::min(limit - used, role_limit - role_used)); }
};
Allowance allowance_of(db::Connection& connection, std::int64_t account_id, const std::string& role, Day day);

// What is wrong with the words of a reason; nothing when they will do. Empty words do unless `needed`.
std::optional<Error> fault_of_words(const std::string& words, bool needed);
// "其他：核对退回的信件"
std::string reason_in_words(const std::string& code, const std::string& words);

} // namespace reading
