#pragma once

#include "exporting/columns.h"
#include "exporting/exporting.h"

#include <optional>

namespace exporting {

// An export as it stands.
struct Export {
    std::int64_t id = 0, version = 0;
    std::string public_id, number;
    std::uint32_t mark = 0;
    std::int64_t asked_by = 0, decided_by = 0;
    std::string asked_name, asked_unit;
    Instant asked_at{};
    std::string purpose; // in words
    bool shared = false; // leaves for another body: only who consents to sharing is in it (PIPL 23)
    std::vector<std::pair<std::string, std::string>> filter;
    std::vector<const Column*> columns;
    std::string format;
    std::int64_t rows = 0;
    std::string state; // asked, granted, refused, made
    std::string decided_name, decision, content_hash;
    std::optional<Instant> decided_at, until, made_at;
};

// Those that the filter reaches: one's own, or all.
std::optional<Export> find(db::Connection& connection, const auth::Filter& filter, const std::string& public_id);
std::optional<Export> find_by_mark(db::Connection& connection, std::uint32_t mark);
struct ExportPage {
    std::vector<Export> items;
    std::int64_t total = 0;
};
ExportPage find_page(db::Connection& connection, const auth::Filter& filter, const std::string& state, const auth::Page& page);

// Public ids of the experts it was asked for, in the order of the file.
std::vector<std::string> experts_of(db::Connection& connection, std::int64_t id);
// The number of the expert in this row.
std::string number_in_row(db::Connection& connection, std::int64_t id, std::uint32_t row);

} // namespace exporting
