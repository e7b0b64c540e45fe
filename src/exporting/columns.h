#pragma once

#include "expert/expert.h"
#include "units/find.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace exporting {

// What a row is made of.
struct Person {
    std::uint32_t place; // among those asked for
    expert::Record record;
    expert::Standing standing;
    std::string unit, sub_unit; // names of the main post's legal entity and place in it
};

struct Column {
    std::string_view code, label;
    bool sensitive;
    bool marked; // names of things: an invisible mark within harms no use of them
    double width;
    std::string (*text)(const Person& person);
    std::string (*mask)(const std::string& text) = nullptr;
};
std::span<const Column> columns();
const Column* find_column(std::string_view code);

// The people of these records, in this order; those that went into another record or were erased are left out.
std::vector<Person> people_of(db::Connection& connection, const crypto::Keyring& keys, const std::vector<std::string>& public_ids);

} // namespace exporting
