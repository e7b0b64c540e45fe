#pragma once

#include "auth/route.h"

#include <span>
#include <string>
#include <string_view>

// Personal data: what is held and why (Art. 12, 21; Personal Information Protection Law 6, 17, 28).
namespace personal {

// Columns that hold one kind of personal data of one group of people.
struct Entry {
    std::string_view table;
    std::string_view columns; // divided by blanks
    std::string_view name;    // Chinese
    std::string_view whose;   // of whom
    bool sensitive;           // leaks harm dignity or property (PIPL 28): encrypted at rest, masked on pages
    std::string_view purpose;
    std::string_view basis;
    std::string_view retention;
    std::string_view readers; // who sees them, beside the person
};
std::span<const Entry> entries();

// Columns that say nothing of a person beyond a number of this database, or are kept for the machine's own working.
struct Impersonal {
    std::string_view table;
    std::string_view columns;
};
std::span<const Impersonal> impersonal();

// The register as a page of Markdown.
std::string register_document();

// GET /api/v1/personal/fields
std::span<const auth::Route> routes();

} // namespace personal
