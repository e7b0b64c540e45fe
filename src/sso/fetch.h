#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// One exchange with another server: TLS checked, no redirects, bounded in time and size.
namespace sso {

struct Fetch {
    std::string url;
    std::vector<std::pair<std::string, std::string>> form; // sent as a POST when there are any
    std::string user, password;                            // Basic, where `user` is set
    std::string ca_file;                                   // empty: the system's list
    bool plain = false;                                    // http is let through
};
struct Fetched {
    long status = 0;
    std::string body;
};
// What() says why, without what was sent or answered.
struct Unreachable : std::runtime_error {
    using std::runtime_error::runtime_error;
};
Fetched fetch(const Fetch& request);

// As in a form or the query of an address.
std::string encoded(const std::vector<std::pair<std::string, std::string>>& values);

} // namespace sso
