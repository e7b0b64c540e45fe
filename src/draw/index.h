#pragma once

#include "base/bits.h"
#include "draw/facts.h"

#include <array>
#include <functional>
#include <map>
#include <mutex>

// Who of the library has what a plan may ask, as sets of places in the facts: what a judgement finds person by person,
// for everyone at once. Lists by code are made with the facts; each set is made when it is first asked and kept.
namespace draw {

using Set = std::shared_ptr<const Bits>;

// The experts by a number each has: those of the numbers first … last stand together.
class Postings {
public:
    Postings() = default;
    // `pairs(use)` calls use(number, expert) for every pair, numbers below `numbers`, the same each time.
    template <class Pairs>
    Postings(std::size_t numbers, Pairs pairs) : first_(numbers + 1)
    {
        pairs([&](std::size_t number, std::uint32_t) { ++first_[number + 1]; });
        for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
        experts_.resize(first_.back());
        auto next = first_;
        pairs([&](std::size_t number, std::uint32_t expert) { experts_[next[number]++] = expert; });
    }
    std::span<const std::uint32_t> of(int first, int last) const
    {
        auto from = first_[static_cast<std::size_t>(first)], to = first_[static_cast<std::size_t>(last) + 1];
        return std::span(experts_).subspan(from, to - from);
    }
    // Where the list of `number` begins among all.
    std::size_t begin_of(int number) const { return first_[static_cast<std::size_t>(number)]; }
    std::size_t size() const { return experts_.size(); }
    int numbers() const { return static_cast<int>(first_.size()) - 1; }

private:
    std::vector<std::uint32_t> first_{0}, experts_;
};

// Things made once for a question and kept until there are too many.
template <class T>
class Memo {
public:
    explicit Memo(std::size_t most) : most_(most) {}
    template <class Make>
    std::shared_ptr<const T> get(const std::string& question, Make make) const
    {
        {
            std::lock_guard lock(mutex_);
            if (auto known = all_.find(question); known != all_.end()) return known->second;
        }
        auto made = std::make_shared<const T>(make());
        std::lock_guard lock(mutex_);
        if (all_.size() >= most_) all_.clear();
        return all_.try_emplace(question, std::move(made)).first->second;
    }

private:
    std::size_t most_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, std::shared_ptr<const T>> all_;
};

// One value of a tag for each expert, by its place in `values`; -1: none.
struct Column {
    std::vector<std::string> values;
    std::vector<std::int32_t> of;
};

// Whom items of Art. 14(4) bar from one project, ascending; bits by place in exclusion_codes.
using Barred = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

using Bars = std::array<Bits, 13>;

class Index {
public:
    // Holds references: the facts outlive it.
    explicit Index(const Facts& facts);

    enum class List : std::uint8_t { categories, disciplines, industries, ranks, regions, languages };
    // Those with one of the entries first … last of the code table.
    Set with_codes(List list, int first, int last) const;
    // Of the categories first … last, one with a qualification that is known and verified by the day (R16).
    Set verified(int first, int last, Day day) const;
    // By where they work on the days (home_of): the kind of legal entity; the unit or one above it (by id).
    Set of_kind(const std::string& kind, recusal::Window days) const;
    Set at_unit(std::int64_t unit, recusal::Window days) const;
    Set aged(std::optional<int> least, std::optional<int> most, Day on) const;
    Set with_keyword(const std::string& word) const;
    Set active_within(int years, Day seal_day) const;
    // Whom each bar keeps from every group, by eligibility::Bar; nobody is taken to be busy.
    std::shared_ptr<const Bars> bars(const eligibility::Question& question, const eligibility::Rules& rules) const;
    std::shared_ptr<const Barred> barred(const recusal::ProjectFacts& project, recusal::Window days, const recusal::Rules& rules) const;

    // Everyone of whom recusal could find something, or about whom there could be a suspicion.
    const recusal::Reach& reach() const { return reach_; }

    std::shared_ptr<const Column> sex() const;
    std::shared_ptr<const Column> region(int level) const;
    std::shared_ptr<const Column> age_band(Day on) const;
    std::shared_ptr<const Column> unit(recusal::Window days) const;
    std::shared_ptr<const Column> unit_kind(recusal::Window days) const;

private:
    using Places = std::vector<std::int32_t>; // of units, in recusal::Places::all; -1: none

    const Facts& facts_;
    recusal::Reach reach_;
    Postings categories_, disciplines_, industries_, ranks_, regions_, languages_;
    std::vector<std::int32_t> category_verified_; // the day from which, in the order of categories_
    Postings births_;                             // by day since first_birth_
    Day first_birth_{};
    std::vector<std::int32_t> post_units_; // of all posts: place of the unit
    Places entities_;                      // of each unit: place of its legal entity
    // Of each expert: a day from which, without an end, no bar holds; from which he or she is in a post.
    std::vector<std::int32_t> sound_from_, works_from_;
    std::string keywords_; // of everyone, a NUL after each
    std::vector<std::size_t> keywords_at_;

    Memo<Bits> sets_{400};
    Memo<Places> homes_{16};
    Memo<Column> columns_{16};
    Memo<Bars> bars_{16};
    Memo<Barred> barred_{1000};

    template <class Fill>
    Set set_of(const std::string& question, Fill fill) const;
    std::shared_ptr<const Places> homes(recusal::Window days) const;
    Set homes_where(const std::string& question, recusal::Window days, const std::function<bool(std::size_t unit)>& does) const;
    std::shared_ptr<const Column> of_entities(const std::string& question, recusal::Window days,
                                              const std::function<std::string(const recusal::Unit&)>& value) const;
    void index_codes();
    void index_births();
    void index_posts();
};

} // namespace draw
