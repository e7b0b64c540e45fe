#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

// How often somebody may ask (T10, T26): a bucket for everyone that fills by the second.
namespace http {

// `per_second` over time, `at_once` after a rest. Nothing per second: as often as they like.
struct Rate {
    double per_second = 0, at_once = 0;
};

// Buckets by name. Threads may share it; time is an argument. Memory is bounded: of more names than `most` those that asked longest ago
// are forgotten, which fills their buckets.
class Budgets {
public:
    using Time = std::chrono::steady_clock::time_point;
    explicit Budgets(std::size_t most = 100'000) : most_(most) {}

    // Takes `cost` from the bucket, at most all that it holds when full. Nothing when there was enough; else in how many seconds there is,
    // and nothing is taken.
    std::optional<int> take(const std::string& name, Rate rate, double cost, Time now);

private:
    struct Bucket {
        double holds = 0;
        Time at;
    };
    using Buckets = std::unordered_map<std::string, Bucket>;

    std::mutex mutex_;
    std::size_t most_;
    Buckets young_, old_; // who asked since half of the names came, and before

    Bucket& bucket_of(const std::string& name, Rate rate, Time now);
};

// The network that an address stands for: an IPv4 address itself, the /64 of an IPv6 address.
std::string network_of(const std::string& address);

} // namespace http
