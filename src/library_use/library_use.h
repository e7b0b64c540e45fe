#pragma once

#include "auth/route.h"
#include "base/rule.h"
#include "library_use/rules.h"

// Use of the library by using units (Art. 12; A13): applied for with purpose, categories and term; granted by the science department; over
// by itself, or withdrawn.
namespace library_use {

extern const ledger::Table library_use_table;

// What a unit wants of the library: seats of one name, filled from these categories; none: from any.
struct Wish {
    std::string name;
    std::vector<std::string> categories; // codes of expert_category
};

// Why the using unit, a legal entity, may not use the library for this on that day; nothing when it may. Without wishes only that some
// right runs is asked.
std::optional<Error> refuse_use(db::Connection& connection, const RuleBook& book, std::int64_t unit_id, Day today,
                                const std::vector<Wish>& wishes = {});

// The same of the categories that are granted; pure. None granted: no right runs.
std::optional<Error> refuse_wishes(const std::vector<std::string>& granted, const std::vector<Wish>& wishes);

// /api/v1/library-uses …
std::span<const auth::Route> routes();

} // namespace library_use
