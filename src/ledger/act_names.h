#pragma once

#include <span>
#include <string>
#include <string_view>

namespace ledger {

// What people read for a type of entry (G2). Every type that the program appends stands here; tools/check_acts.py
// holds the sources against the list.
struct ActName {
    std::string_view type; // "expert.entered/1"
    std::string_view name; // "专家入库"
};

// In the order of the list: by feature.
std::span<const ActName> act_names();

// The name of a type; the type itself when it is not known (an entry written by a later version).
std::string act_name(std::string_view type);

} // namespace ledger
