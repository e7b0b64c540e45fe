#pragma once

#include "db/db.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace units {

// A unit as pickers show it.
struct Node {
    std::string public_id, name;
    std::string path; // names from the legal entity down, joined by " / "
    bool leaf = true;
};

// Directly below `parent` (a public id), or the legal entities; ordered by name, at most `limit`.
std::vector<Node> children(db::Connection& connection, const std::optional<std::string>& parent, std::size_t limit);
// By part of the name or of another name the unit bears, or the beginning of its credit code; shortest names first.
std::vector<Node> search(db::Connection& connection, const std::string& typed, std::size_t limit);
// Those that exist, in no particular order.
std::vector<Node> by_public_id(db::Connection& connection, const std::vector<std::string>& public_ids);
// Those that exist, by internal id.
std::map<std::int64_t, Node> by_id(db::Connection& connection, const std::vector<std::int64_t>& ids);
// The internal ids of those that exist, by public id.
std::map<std::string, std::int64_t> ids_of(db::Connection& connection, const std::vector<std::string>& public_ids);

} // namespace units
