#pragma once

#include "draw/alike.h"
#include "draw/asked.h"
#include "draw/conditions.h"
#include "draw/exclusion.h"
#include "draw/index.h"
#include "draw/pool.h"
#include "draw/protocol/entry.h"
#include "draw/uses.h"

// A plan's pool as sets over the whole library: the same as Judgement finds person by person (which stays the rule and
// what the sets are tested against), without looking at each.
namespace draw {

// How everyone stands to the conditions of one group.
struct GroupSets {
    std::array<Set, condition_kinds.size()> passes; // by kind; nothing where it is not asked
    Bits fits;                                      // all conditions
    Bits nearly;                                    // all but exactly one
    Bits but_two;                                   // all but two at most
    Bits qualified;                                 // a verified qualification of the categories asked

    bool fails(std::size_t kind, std::size_t expert) const { return passes[kind] && !passes[kind]->test(expert); }
    // Bits by place in condition_kinds.
    std::uint32_t failed(std::size_t expert) const;
};

// The values of one tag.
class Tag {
public:
    Tag() = default;
    explicit Tag(std::shared_ptr<const Column> column) : column_(std::move(column)) {}
    // One value for all who are in the set.
    Tag(Bits holders, std::string value) : holders_(std::move(holders)), value_{std::move(value)} {}

    std::size_t size() const { return values().size(); }
    const std::vector<std::string>& values() const { return column_ ? column_->values : value_; }
    // The place in values(), -1: none.
    int of(std::size_t expert) const { return column_ ? column_->of[expert] : holders_.test(expert) ? 0 : -1; }

private:
    std::shared_ptr<const Column> column_;
    Bits holders_;
    std::vector<std::string> value_;
};

class PoolSets {
public:
    // Holds references: facts, plan and question outlive it.
    PoolSets(const Facts& facts, const Plan& plan, const Question& question);

    std::size_t experts() const { return facts_.size(); }
    const std::vector<GroupSets>& groups() const { return groups_; }
    GroupSets sets_of(const Conditions& conditions) const;
    // Those of whom some category has a verified qualification.
    const Bits& qualified_for_any() const { return *any_qualified_; }

    // By place in exclusion_codes: whom it bars from every group. `barred`: by any.
    const std::array<Bits, exclusion_codes.size()>& bars() const { return bars_; }
    const Bits& barred() const { return barred_; }
    // Those who fit some group; those of them whom every such group lacks the qualification of.
    const Bits& fits_some() const { return fits_some_; }
    const Bits& unqualified_for_all() const { return unqualified_for_all_; }
    Bits eligible(std::size_t group) const;

    // The tags of conditions across the panel, by name.
    const std::map<std::string, Tag, std::less<>>& tags() const { return tags_; }
    // Splits people by all of them.
    void split_by_tags(Alike& people) const
    {
        for (const auto& [name, tag] : tags_)
            people.split(tag.size() + 1, [&values = tag](std::size_t expert) { return static_cast<std::size_t>(values.of(expert) + 1); });
    }
    // Those an expert has.
    protocol::Tags tags_of(std::size_t expert) const
    {
        protocol::Tags tags;
        for (const auto& [name, tag] : tags_)
            if (int value = tag.of(expert); value >= 0) tags.emplace(name, tag.values()[static_cast<std::size_t>(value)]);
        return tags;
    }

private:
    const Facts& facts_;
    const Plan& plan_;
    const Question& question_;
    recusal::Window days_;
    Uses uses_;
    Set any_qualified_;
    std::vector<GroupSets> groups_;
    std::array<Bits, exclusion_codes.size()> bars_;
    Bits barred_, fits_some_, unqualified_for_all_;
    std::vector<std::shared_ptr<const Barred>> by_project_; // by items of Art. 14(4)
    std::map<std::string, Tag, std::less<>> tags_;

    Set any_of(Index::List list, const Codes& codes) const;
    Set passing(const Asked& asked, std::size_t kind) const;
    void add_bars();
    void add_recusal();
    // Who may not judge the project.
    Bits barred_from(std::size_t project) const;
    Tag tag(const std::string& name) const;
    Tag outside(const std::string& name) const;
};

} // namespace draw
