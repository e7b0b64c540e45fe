#pragma once

#include "db/db.h"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What entries of the ledger are about, in words that give no expert away (G1: values masked).
namespace oversight {

struct ObjectKind {
    std::string_view kind; // as entries name it
    std::string_view name; // as people read it
};
std::span<const ObjectKind> object_kinds();
// The kind as people read it; the kind itself when it is not known.
std::string kind_name(std::string_view kind);

// An object as entries name it: kind and public id.
using Object = std::pair<std::string, std::string>;

// How objects are shown: experts and their accounts by number, never by name; units, activities and staff as they are
// called. Objects without a name of their own are left out.
std::map<Object, std::string> labels_of(db::Connection& connection, const std::set<Object>& objects);

// The objects whose printed number is `number` ("E2026-00017", "HD-2026-0187").
std::vector<Object> objects_of(db::Connection& connection, const std::string& number);

} // namespace oversight
