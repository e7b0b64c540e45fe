#pragma once

#include "base/lists.h"
#include "db/db.h"
#include "eligibility/judge.h"
#include "eligibility/rules.h"

// Eligibility for a draw (Art. 11, 13, 14(1)): the facts of the whole library at once.
namespace eligibility {

// The facts of experts, read with one statement a table. Never changes afterwards; threads may share it.
class Library {
public:
    // `ids`: all experts, ascending, or one alone; an expert's place in it is the index used below.
    Library(db::Connection& connection, const std::vector<std::int64_t>& ids);
    Person person(std::size_t index) const;

private:
    std::vector<Person> persons_; // their spans are set by person()
    Lists<Post> posts_;
    Lists<Category> categories_;
    Lists<Sanction> sanctions_;
    Lists<Span> absences_;
};

// An exclusion in words, for inspectors and library administrators.
struct Reason {
    std::string code, fact;
};
Reason explain(const Exclusion& exclusion, const Person& person);

} // namespace eligibility
