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
    bool kept = false;     // the signed checkpoint of its end is kept for the history
};

// In the order of the list: by feature.
std::span<const ActName> act_names();

// The name of a type; the type itself when it is not known (an entry written by a later version).
std::string act_name(std::string_view type);
// Whether entries of the type keep a checkpoint; false for a type that is not known.
bool keeps_checkpoint(std::string_view type);

} // namespace ledger
