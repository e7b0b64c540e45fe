#pragma once

#include "eligibility/eligibility.h"
#include "recusal/recusal.h"

#include <memory>

namespace draw {

// What conditions and tags ask of one expert; codes as Entry::first of their tables, -1: none or unknown.
struct Attributes {
    std::string public_id;
    std::string sex; // empty: unknown
    std::optional<Day> birth;
    int region = -1, rank = -1; // title_rank
    std::string keywords;
};

class Index;

// The facts of all experts at one moment. Never changes afterwards; threads may share it.
struct Facts {
    recusal::Library recusal;
    eligibility::Library eligibility;
    std::vector<Attributes> attributes; // in the order of recusal.ids()
    Lists<int> disciplines, industries, languages;
    std::shared_ptr<const Index> index; // of these facts

    std::size_t size() const { return attributes.size(); }
};

// Reads them from the tables as the connection sees them.
std::shared_ptr<const Facts> load_facts(db::Connection& connection);

// The same, from memory where no entry of the ledger since then tells of a change in a table they come from. One
// copy is kept for the whole process.
std::shared_ptr<const Facts> current_facts(db::Connection& connection);

} // namespace draw
