#pragma once

#include "base/identity.h"
#include "catalog/catalog.h"

#include <optional>
#include <string>
#include <vector>

// What the parts of one record must not contradict, wherever it comes from. Each gives the fault, or nothing.
namespace expert {

// `sex`: code of GB/T 2261.1; what is neither male nor female is not judged.
std::optional<Error> judge_sex(const std::string& sex, const identity::CitizenId& id);
std::optional<Error> judge_birth(Day birth, const identity::CitizenId& id);
// An end before its beginning; the titles name them.
std::optional<Error> judge_days(std::optional<Day> from, std::optional<Day> to, const std::string& from_title, const std::string& to_title);
// A code that stands in `before` already.
std::optional<Error> judge_code(const std::vector<std::string>& before, const std::string& code, const catalog::Table& table);
Error listed_twice(const std::string& what);
// A relation with oneself: identity numbers, or their hashes; an empty one is unknown.
std::optional<Error> judge_other(std::string_view other, std::string_view own);

} // namespace expert
