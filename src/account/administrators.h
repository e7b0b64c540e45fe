#pragma once

#include "base/result.h"
#include "base/span.h"
#include "db/db.h"

#include <array>
#include <vector>

// 三权分立: system opens accounts, security grants roles, audit reads the trail. Held apart, and never without anybody.
namespace account {

inline constexpr std::array<std::string_view, 3> administrators{"system_administrator", "security_administrator", "audit_administrator"};
bool is_administrator(std::string_view role);

// The first day from `from` on that none of the spans holds; nothing when there is none.
std::optional<Day> first_day_without(const std::vector<Span>& spans, Day from);

// By kind of administrator, the first day from `today` on that no active account holds it; nothing: somebody always does.
using Vacancies = std::array<std::optional<Day>, administrators.size()>;
Vacancies find_vacancies(db::Connection& connection, Day today);
// The refusal of a change by which a kind would be without anybody earlier than before.
std::optional<Error> refuse_vacancy(const Vacancies& before, const Vacancies& after);

} // namespace account
