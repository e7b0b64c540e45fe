#pragma once

#include "auth/route.h"

#include <span>
#include <string>
#include <string_view>

// Personal data: what is held and why (Art. 12, 21; Personal Information Protection Law 6, 17, 28).
namespace personal {

// How long a kind of data is kept, and why it stays even where the person asks for erasure (PIPL 47); an empty reason: it is erased.
// Erasure is derived from this (own_record/erasure.h).
struct Retention {
    std::string_view text, stays_for;

    constexpr Retention(std::string_view how_long, std::string_view why) : text(how_long), stays_for(why) {}
    // A short term that ends by itself.
    constexpr Retention(const char* term) : text(term), stays_for("到期自动清除") {}
};

// Columns that hold one kind of personal data of one group of people.
struct Entry {
    std::string_view table;
    std::string_view columns; // divided by blanks
    std::string_view name;    // Chinese
    std::string_view whose;   // of whom
    bool sensitive;           // leaks harm dignity or property (PIPL 28): encrypted at rest, masked on pages
    std::string_view purpose;
    std::string_view basis;
    Retention retention;
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
