#pragma once

#include "base/result.h"
#include "base/rule.h"
#include "crypto/secret.h"

namespace account {

// Why this may not be the password of the person; nothing when it may. By length and, `of_kinds`, by kinds of characters as the dated rule
// "12.password" has it (GB/T 22239 8.1.4.1 a), by the names of the person, and by the words and patterns that guessers try first.
std::optional<Error> fault_of_password(const crypto::Secret& password, const std::string& login, const std::string& display_name,
                                       bool of_kinds);

// Whether the rule of the day asks for kinds of characters.
bool by_kinds(const RuleBook& book, Day day);

} // namespace account
