#pragma once

#include "recusal/facts.h"

#include <set>
#include <unordered_map>
#include <vector>

namespace recusal {

class Library;

// By what the facts of projects may meet those of an expert.
struct Traces {
    std::set<Key> people;                         // an expert's own key, or that of someone whom a relation of the expert names
    std::set<std::string> names;                  // of someone whom a relation names without identity number
    std::set<std::string, std::less<>> own_names; // of an expert
    std::set<std::int64_t> entities;              // of a post or an interest
    std::set<std::uint32_t> research;

    void add(const Traces& other);
};

// Who of the library has any of these: lists made once, so that only those whom a project can concern are judged.
// Holds references: the library outlives it.
class Reach {
public:
    explicit Reach(const Library& library);
    // The experts (places in the library) with at least one of the traces, ascending.
    std::vector<std::uint32_t> of(const Traces& traces) const;

private:
    using Experts = std::vector<std::uint32_t>;
    const Library& library_;
    std::vector<std::pair<Key, std::uint32_t>> keys_, related_; // ascending: own key; key in a relation
    std::unordered_map<std::string_view, Experts> named_;       // in a relation without identity number
    std::unordered_map<std::int64_t, Experts> in_entity_;
    std::vector<Experts> in_research_;
};

} // namespace recusal
