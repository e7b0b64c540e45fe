#include "http/budget.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace http {

Budgets::Bucket& Budgets::bucket_of(const std::string& name, Rate rate, Time now)
{
    if (auto found = young_.find(name); found != young_.end()) return found->second;
    if (young_.size() >= most_ / 2) {
        old_ = std::move(young_);
        young_.clear();
    }
    auto before = old_.find(name);
    return young_.emplace(name, before == old_.end() ? Bucket{rate.at_once, now} : before->second).first->second;
}

std::optional<int> Budgets::take(const std::string& name, Rate rate, double cost, Time now)
{
    if (rate.per_second <= 0) return std::nullopt;
    std::lock_guard lock(mutex_);
    Bucket& bucket = bucket_of(name, rate, now);
    double passed = std::max(0.0, std::chrono::duration<double>(now - bucket.at).count());
    bucket.holds = std::min(rate.at_once, bucket.holds + passed * rate.per_second);
    bucket.at = std::max(bucket.at, now);
    cost = std::min(cost, rate.at_once);
    if (bucket.holds < cost) return static_cast<int>(std::ceil((cost - bucket.holds) / rate.per_second));
    bucket.holds -= cost;
    return std::nullopt;
}

std::string network_of(const std::string& address)
{
    constexpr std::array<unsigned char, 12> mapped_v4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    constexpr std::size_t network_bytes = 8;
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
    char text[INET6_ADDRSTRLEN]{};
    if (std::equal(mapped_v4.begin(), mapped_v4.end(), bytes.begin()))
        return inet_ntop(AF_INET, bytes.data() + mapped_v4.size(), text, sizeof text);
    std::fill(bytes.begin() + network_bytes, bytes.end(), 0);
    return inet_ntop(AF_INET6, bytes.data(), text, sizeof text);
}

} // namespace http
