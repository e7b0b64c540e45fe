#include "draw.h"

#include "problem.h"

#include <algorithm>

namespace verify {

namespace {

std::string big_endian(std::uint64_t number, int size)
{
    std::string bytes;
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 255);
    return bytes;
}

const std::string zero(1, '\0');

// stream(label, k) of 1.7.
class Stream {
public:
    Stream(const Mac& mac, std::string_view label, std::uint64_t k) : mac_(mac), tail_(std::string(label) + zero + big_endian(k, 8)) {}

    std::uint64_t uniform(std::uint64_t m)
    {
        std::uint64_t excess = (UINT64_MAX % m + 1) % m; // 2^64 mod m
        std::uint64_t x = word();
        while (excess != 0 && x >= 0 - excess) x = word();
        return x % m;
    }

private:
    const Mac& mac_;
    std::string tail_;
    Digest block_{};
    std::uint32_t blocks_ = 0;
    std::size_t used_ = 32;

    std::uint64_t word()
    {
        if (used_ == block_.size()) {
            block_ = mac_.of(big_endian(++blocks_, 4) + tail_);
            used_ = 0;
        }
        std::uint64_t x = 0;
        for (int i = 0; i < 8; ++i) x = x << 8 | block_[used_++];
        return x;
    }
};

std::string first_half(const Digest& digest)
{
    return std::string(view(digest).substr(0, 16));
}

} // namespace

std::string nonce_of(const Mac& draw_mac, std::string_view kind, std::string_view id)
{
    return std::string(view(draw_mac.of("bole-nonce/1" + zero + std::string(kind) + zero + std::string(id))));
}

std::string ref_of(Suite suite, std::string_view kind, std::string_view nonce, std::string_view id)
{
    return first_half(labelled(suite, "bole-ref/1", std::string(kind) + zero + std::string(nonce) + std::string(id)));
}

std::string salt_of(const Mac& draw_mac, std::string_view ref)
{
    return first_half(draw_mac.of("bole-salt/1" + zero + std::string(ref)));
}

Digest commitment(Suite suite, std::string_view role, std::string_view seal_hash, std::string_view value)
{
    return Hash(suite).add("bole-commit/1").byte(0).add(role).byte(0).add(seal_hash).add(value).done();
}

Digest beacon_hash(Suite suite, const std::optional<std::string>& source, std::string_view value)
{
    if (!source) return {};
    return Hash(suite).add("bole-beacon/1").byte(0).add(*source).byte(0).add(value).done();
}

Digest seed_of(Suite suite, const Digest& seal_hash, const Contributions& values, const Digest& beacon)
{
    return Hash(suite)
        .add("bole-seed/1")
        .byte(0)
        .add(seal_hash)
        .add(values.server)
        .add(values.operator_)
        .add(values.supervisor)
        .add(beacon)
        .done();
}

Draw::Draw(Suite suite, const Plan& plan, const std::vector<Entry>& pool, const Digest& seed)
    : plan_(plan), mac_(suite, view(seed)), eligible_(plan.seats.size()), sits_(pool.size(), 0)
{
    for (std::size_t person = 0; person < pool.size(); ++person)
        for (std::size_t g : pool[person].groups) eligible_[g].push_back(person);
    for (std::size_t g = 0; g < eligible_.size(); ++g)
        require(eligible_[g].size() >= static_cast<std::uint64_t>(plan.seats[g]),
                "第 " + std::to_string(g + 1) + " 组的候选人少于席位，这样的方案不能封存。");
    for (const auto& condition : plan.panel) {
        std::map<std::string_view, int> numbers;
        std::vector<int> values;
        for (const auto& entry : pool) {
            auto tag = entry.tags.find(condition.tag);
            bool counts = tag != entry.tags.end() && (!condition.value || *condition.value == tag->second);
            values.push_back(counts ? numbers.emplace(tag->second, static_cast<int>(numbers.size())).first->second : -1);
        }
        values_.push_back(std::move(values));
        counts_.emplace_back(std::max<std::size_t>(1, numbers.size()), 0);
    }
}

// Seats a person; false when she sits already or breaks a maximum. Either way leave() puts all back.
bool Draw::take(std::size_t person)
{
    if (sits_[person]) return false;
    sits_[person] = 1;
    bool good = true;
    for (std::size_t c = 0; c < plan_.panel.size(); ++c) {
        int value = values_[c][person];
        if (value >= 0 && ++counts_[c][static_cast<std::size_t>(value)] > plan_.panel[c].max.value_or(INT64_MAX)) good = false;
    }
    return good;
}

void Draw::leave(const std::vector<People>& panel)
{
    for (const auto& people : panel)
        for (std::size_t person : people) {
            sits_[person] = 0;
            for (std::size_t c = 0; c < plan_.panel.size(); ++c)
                if (values_[c][person] >= 0) counts_[c][static_cast<std::size_t>(values_[c][person])] = 0;
        }
}

bool Draw::minima_met() const
{
    for (std::size_t c = 0; c < plan_.panel.size(); ++c)
        if (plan_.panel[c].value && counts_[c][0] < plan_.panel[c].min) return false;
    return true;
}

std::optional<std::vector<People>> Draw::attempt(std::uint64_t k)
{
    Stream stream(mac_, "panel", k);
    std::vector<People> panel;
    bool good = true;
    for (std::size_t g = 0; g < eligible_.size() && good; ++g) {
        People& people = eligible_[g];
        std::vector<std::size_t> exchanged;
        panel.emplace_back();
        for (std::size_t j = 0; j < static_cast<std::size_t>(plan_.seats[g]) && good; ++j) {
            exchanged.push_back(j + stream.uniform(people.size() - j));
            std::swap(people[j], people[exchanged.back()]);
            panel[g].push_back(people[j]);
            good = take(people[j]);
        }
        for (std::size_t j = exchanged.size(); j-- > 0;) std::swap(people[j], people[exchanged[j]]);
    }
    good = good && minima_met();
    leave(panel);
    if (!good) return std::nullopt;
    return panel;
}

People Draw::order(std::size_t group, const std::vector<People>& panel) const
{
    std::vector<char> on_panel(sits_.size(), 0);
    for (const auto& people : panel)
        for (std::size_t person : people) on_panel[person] = 1;
    People order;
    for (std::size_t person : eligible_[group])
        if (!on_panel[person]) order.push_back(person);
    Stream stream(mac_, "substitute", group);
    for (std::size_t j = 0; j < order.size(); ++j) std::swap(order[j], order[j + stream.uniform(order.size() - j)]);
    return order;
}

} // namespace verify
