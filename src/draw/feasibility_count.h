#pragma once

#include "draw/feasibility.h"

// How many of the possible choices of a panel hold, without making them one by one.
namespace draw::feasibility {

// Persons who are alike for every condition count as one kind of person.
struct Kind {
    std::vector<int> groups;
    std::vector<int> values; // per tag of People: number of the value, −1 where the person has none
    std::int64_t size = 0;
};

struct People {
    std::vector<std::string> tags;
    std::vector<std::vector<std::string>> values; // per tag, by number
    std::vector<Kind> kinds;

    std::size_t tag_index(const std::string& tag) const;
    // The number of a value, −1 where nobody has it.
    int value_index(std::size_t tag, const std::string& value) const;
    std::int64_t count(std::size_t tag, const std::string& value) const;
};
People people_of(const protocol::Plan& plan, std::span<const Person> candidates);

// How many candidates each group has.
std::vector<std::int64_t> eligible_of(const People& people, std::size_t groups);

// The share of attempts that succeed under `conditions`, exactly: a programme over the values of conditions of the form
// "at most n of every value" (one inside another, as units inside provinces), whose states are the seats filled per
// group and the people counted per named value; values that cut across each other are counted by name. Nothing when `work`
// does not do.
std::optional<long double> exact_share(const protocol::Plan& plan, const std::vector<protocol::PanelCondition>& conditions,
                                       const People& people, const Work& work);

// How likely one person of each kind of `people` is drawn under `conditions`, exactly, by the same programme. Nothing when
// there is no panel, or exact_share would give nothing, or the steps would take too much memory.
std::optional<std::vector<long double>> exact_chances(const protocol::Plan& plan, const std::vector<protocol::PanelCondition>& conditions,
                                                      const People& people, const Work& work);

// The same share by weighted attempts: each seat is drawn among those who may still sit, and the attempt counts as much as
// that was likely. Zero when no attempt of `work` succeeded.
long double tried_share(const protocol::Plan& plan, const std::vector<protocol::PanelCondition>& conditions, const People& people,
                        const Work& work);

} // namespace draw::feasibility
