#pragma once

#include "draw/protocol/entry.h"
#include "draw/protocol/plan.h"

#include <cstdint>
#include <functional>

// Steps 8 and 9: the panel by attempts, and the order of substitutes.
namespace draw::protocol {

inline constexpr std::int64_t most_attempts = std::int64_t{1} << 31;

// Indices into the pool, per group in drawn order.
using Seats = std::vector<std::vector<std::uint32_t>>;

struct Panel {
    std::int64_t attempt = 0;
    Seats seats;
};

// Gives uniform numbers below its argument; Numbers in a draw, anything in tests of the rule.
using Uniform = std::function<std::uint64_t(std::uint64_t)>;

// A sealed pool made ready for attempts. Keeps no reference to its arguments.
class PanelDraw {
public:
    // `pool` ascending by ref; a group with fewer eligible entries than seats is refused.
    static Result<PanelDraw> over(const Plan& plan, const std::vector<Entry>& pool);

    // One attempt: fills `seats` and gives true when it does not fail.
    bool attempt(const Uniform& uniform, Seats& seats);
    // The first attempt from 0 that does not fail; nothing when `limit` attempts fail.
    std::optional<Panel> draw(Suite suite, const Hash& seed, std::int64_t limit = most_attempts);
    // The first `count` of each group's order (or all there are).
    Seats substitutes(Suite suite, const Hash& seed, const Seats& panel, std::int64_t count);

private:
    // A maximum or minimum over people who have one value of a tag.
    struct Bound {
        std::int64_t min = 0, max = 0;
    };
    PanelDraw() = default;
    bool seat(std::uint32_t person);
    void clear();

    std::vector<std::int64_t> seats_;
    std::vector<std::vector<std::uint32_t>> lists_;  // eligible per group, ascending by ref; whole again after every use
    std::vector<std::vector<std::uint32_t>> bounds_; // of each person: indices into bound_
    std::vector<Bound> bound_;
    std::vector<std::int64_t> taken_; // per bound, of the running attempt
    std::vector<bool> seated_;        // per person, of the running attempt
    std::vector<std::uint32_t> chosen_;
};

} // namespace draw::protocol
