#pragma once

#include "http/budget.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace auth {
struct AccountRates;
}

namespace app {

// Everything that can be set: bole.toml in the data directory, then BOLE_<NAME> in the environment, then the command line.
struct Config {
    std::filesystem::path data = "data";
    std::string database;       // empty: sqlite in the data directory
    std::filesystem::path keys; // empty: DATA/keys
    std::string listen = "127.0.0.1:8080";
    std::string tls_cert, tls_key;
    std::string public_url; // empty: http(s)://listen
    bool behind_gateway = false;
    int workers = 4;
    int address_requests = 100, staff_requests = 10, expert_requests = 3; // a second; 0: as many as they like
    std::string log_file;                                                 // empty: standard error

    std::string database_url() const;
    std::filesystem::path keys_directory() const;
    http::Rate address_rate() const;
    auth::AccountRates account_rates() const;
    // Where people reach the server, without a slash at the end; `port` is the one bound where `listen` leaves it free.
    std::string reached_at(std::optional<std::uint16_t> port = std::nullopt) const;
};

// Defaults overridden by DATA/bole.toml (where present) and the environment. Throws std::runtime_error in Chinese for an
// unknown name or an unfit value.
Config load_config(const std::filesystem::path& data);

// The commented file that `demo` and `init` write.
std::string_view commented_config();

} // namespace app
