#pragma once

#include "attachment/attachment.h"
#include "attachment/kind.h"
#include "scanner/scanner.h"

#include <optional>

namespace attachment {

struct Item {
    std::string id, title, kind;
    std::int64_t size = 0;
    Instant at{};
    std::string by;
    std::optional<Instant> removed_at;
    std::optional<std::string> removed_by, reason;
    std::string scan; // unscanned, or as the column says
    std::optional<std::string> malware;
};
const fields::Table& fields_of(const Item*);

// The expert of a public id, within the filter's scope.
struct Owner {
    std::int64_t id = 0;
    bool merged = false; // into another record: nothing of it changes any more (B11)
};
std::optional<Owner> expert_of(db::Connection& connection, const auth::Filter& filter, const std::string& public_id);
// Oldest first; removed ones too.
std::vector<Item> items_of(db::Connection& connection, std::int64_t expert_id);
std::int64_t count_of(db::Connection& connection, std::int64_t expert_id); // that are there

struct Stored {
    std::int64_t id = 0, version = 0;
    std::string title, kind, expert; // public id
    bool there = false, merged = false;
};
std::optional<Stored> find(db::Connection& connection, const auth::Filter& filter, const std::string& public_id);
crypto::Secret content_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t id);

inline constexpr std::string_view kind_of_file = "附件";
const scanner::Quarantine& quarantine();

} // namespace attachment
