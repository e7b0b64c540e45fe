#pragma once

#include "plan.h"

#include <functional>

// The arithmetic of a draw (docs/formats/draw.md, 1.2 to 1.10).
namespace verify {

// 1.2; `kind` is "expert" or "unit".
std::string nonce_of(const Mac& draw_mac, std::string_view kind, std::string_view id);
std::string ref_of(Suite suite, std::string_view kind, std::string_view nonce, std::string_view id);
std::string salt_of(const Mac& draw_mac, std::string_view ref);

// 1.3, 1.4: the server commits without a seal hash ("").
Digest commitment(Suite suite, std::string_view role, std::string_view seal_hash, std::string_view value);
// 1.6: no source: 32 zero bytes.
Digest beacon_hash(Suite suite, const std::optional<std::string>& source, std::string_view value);

struct Contributions {
    std::string server, operator_, supervisor; // 32 raw bytes each
};
Digest seed_of(Suite suite, const Digest& seal_hash, const Contributions& values, const Digest& beacon);

// People of a panel or of an order, as indices into the pool.
using People = std::vector<std::size_t>;

class Draw {
public:
    // `pool` ascends by ref. Throws Problem when a group has fewer eligible than seats.
    Draw(Suite suite, const Plan& plan, const std::vector<Entry>& pool, const Digest& seed);

    // The panel of attempt k, or nothing when it fails (1.8).
    std::optional<std::vector<People>> attempt(std::uint64_t k);
    // The whole order of a group's substitutes (1.9).
    People order(std::size_t group, const std::vector<People>& panel) const;

    // What of the pool counts for condition c: the number of its value, or -1.
    int value_of(std::size_t condition, std::size_t person) const { return values_[condition][person]; }

private:
    const Plan& plan_;
    Mac mac_;
    std::vector<People> eligible_;                  // by group
    std::vector<std::vector<int>> values_;          // by condition and person
    std::vector<std::vector<std::int64_t>> counts_; // by condition and value, zero between attempts
    std::vector<char> sits_;

    bool take(std::size_t person);
    void leave(const std::vector<People>& panel);
    bool minima_met() const;
};

} // namespace verify
