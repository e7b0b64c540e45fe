#include "vacancies.h"

#include "problem.h"

#include <algorithm>
#include <set>

namespace verify {

namespace {

class Seats {
public:
    Seats(const Draw& draw, const Plan& plan, const std::vector<Entry>& pool, const std::vector<People>& panel)
        : draw_(draw), plan_(plan), pool_(pool), seats_(panel), panel_(panel)
    {
        for (const auto& people : panel) sitting_.insert(people.begin(), people.end());
    }

    void take(const Event& event)
    {
        place_ = entry_place(event.index);
        require(event.seat.group < seats_.size() && event.seat.number < seats_[event.seat.group].size(), place_ + "：没有这个席位。");
        if (event.kind == Event::Kind::vacated) return vacate(event);
        require(event.vacant == vacant_, place_ + "：所列空缺席位与账本不符。");
        auto next = std::find_if(vacant_.begin(), vacant_.end(), [&](const Seat& seat) { return !exhausted_.contains(seat.group); });
        require(next != vacant_.end() && *next == event.seat, place_ + "：递补的不是最先空缺的席位。");
        auto position = next - vacant_.begin();
        vacant_.erase(next); // the minimum counts the seats that stay vacant after this one
        auto fitting = first_fitting(event);
        if (event.kind == Event::Kind::substituted) {
            require(fitting && pool_[*fitting].ref == event.value, place_ + "：递补的人不是候补次序中第一个合适的人。");
            seats_[event.seat.group][event.seat.number] = *fitting;
            sitting_.insert(*fitting);
        } else {
            require(!fitting, place_ + "：候补次序中仍有合适的人，却记为用尽。");
            exhausted_.insert(event.seat.group);
            vacant_.insert(vacant_.begin() + position, event.seat);
        }
    }

private:
    const Draw& draw_;
    const Plan& plan_;
    const std::vector<Entry>& pool_;
    std::vector<People> seats_;
    const std::vector<People>& panel_;
    std::set<std::size_t> sitting_, taken_, exhausted_;
    std::vector<Seat> vacant_;
    std::string place_;

    void vacate(const Event& event)
    {
        std::size_t person = seats_[event.seat.group][event.seat.number];
        bool empty = std::find(vacant_.begin(), vacant_.end(), event.seat) != vacant_.end();
        require(!empty && pool_[person].ref == event.value, place_ + "：离席的人并不坐在这个席位。");
        sitting_.erase(person);
        taken_.insert(person);
        vacant_.push_back(event.seat);
    }

    // Walks the order past those of `passed`, whose reasons must be the true ones; the first who fits, if any.
    std::optional<std::size_t> first_fitting(const Event& event)
    {
        std::size_t at = 0;
        for (std::size_t person : draw_.order(event.seat.group, panel_)) {
            bool listed = at < event.passed.size() && event.passed[at].ref == pool_[person].ref;
            std::string claimed = listed ? event.passed[at].reason : "", reason = reason_of(person, claimed);
            if (reason.empty() && !listed) {
                require(at == event.passed.size(), place_ + "：越过的人与候补次序不符。");
                return person;
            }
            require(listed && reason == claimed, place_ + "：越过某人的原因不成立。");
            ++at;
        }
        require(at == event.passed.size(), place_ + "：越过的人与候补次序不符。");
        return std::nullopt;
    }

    // Why she is passed over, or "". Whether she answered no or is no longer eligible is known to the entry alone.
    std::string reason_of(std::size_t person, const std::string& claimed) const
    {
        if (sitting_.contains(person)) return "seated";
        if (taken_.contains(person)) return "taken";
        if (claimed == "declined" || claimed == "ineligible") return claimed;
        for (std::size_t c = 0; c < plan_.panel.size(); ++c)
            if (breaks_maximum(c, person)) return "maximum";
        for (std::size_t c = 0; c < plan_.panel.size(); ++c)
            if (misses_minimum(c, person)) return "minimum";
        return "";
    }

    std::int64_t sitting_with(std::size_t c, int value) const
    {
        return std::count_if(sitting_.begin(), sitting_.end(), [&](std::size_t person) { return draw_.value_of(c, person) == value; });
    }

    bool breaks_maximum(std::size_t c, std::size_t person) const
    {
        int value = draw_.value_of(c, person);
        return value >= 0 && plan_.panel[c].max && sitting_with(c, value) + 1 > *plan_.panel[c].max;
    }

    bool misses_minimum(std::size_t c, std::size_t person) const
    {
        if (!plan_.panel[c].value) return false;
        std::int64_t reachable = sitting_with(c, 0) + (draw_.value_of(c, person) == 0);
        reachable += std::count_if(vacant_.begin(), vacant_.end(), [&](const Seat& seat) { return !exhausted_.contains(seat.group); });
        return reachable < plan_.panel[c].min;
    }
};

} // namespace

void check_vacancies(const Draw& draw, const Plan& plan, const std::vector<Entry>& pool, const std::vector<People>& panel,
                     const std::vector<Event>& events)
{
    Seats seats(draw, plan, pool, panel);
    for (const auto& event : events) seats.take(event);
}

} // namespace verify
