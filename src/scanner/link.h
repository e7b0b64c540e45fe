#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace scanner {

// A connection to the scanner, all of it within one span of time.
class Link {
public:
    using Clock = std::chrono::steady_clock;

    // `address` as Scanner takes it.
    Link(const std::string& address, Clock::time_point end);
    ~Link();
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    bool connected() const { return connected_; }
    // False when the other side closed or the time is over.
    bool send(std::string_view bytes);
    // Up to the first NUL, without it; nothing when it does not come in time or is longer than an answer may be.
    std::optional<std::string> receive();

private:
    int socket_ = -1;
    bool connected_ = false;
    Clock::time_point end_;

    bool connect(const std::string& address);
    bool wait_for(short what) const;
};

// Nothing wrong, or what, in Chinese.
std::optional<std::string> fault_of_address(std::string_view address);

} // namespace scanner
