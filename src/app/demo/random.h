#pragma once

#include <cstdint>
#include <iterator>

namespace app {

// A small generator for demonstrations: the same seed gives the same library on every machine. Never for anything real.
class DemoRandom {
public:
    explicit DemoRandom(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next()
    {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15ull;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }
    // 0 … below − 1
    std::int64_t below(std::int64_t count) { return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(count)); }
    bool chance(int percent) { return below(100) < percent; }
    template <class List>
    const auto& pick(const List& list)
    {
        return *(std::begin(list) + below(static_cast<std::int64_t>(std::size(list))));
    }

private:
    std::uint64_t state_;
};

} // namespace app
