#pragma once

#include <string_view>

// What a file is by its content; its name says nothing.
namespace attachment {

struct Kind {
    std::string_view code, label, type; // type: of the answer's content
};

const Kind* kind_of(std::string_view content); // nullptr: none of those that are taken
const Kind* find_kind(std::string_view code);

} // namespace attachment
