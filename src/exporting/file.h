#pragma once

#include "exporting/store.h"

namespace exporting {

// What leaves.
struct Row {
    std::uint32_t place; // in the export
    std::string expert;  // public id
    std::vector<std::string> cells;
    std::vector<std::string> seen; // the same before it leaves: sensitive columns masked
};
struct Content {
    std::vector<Row> rows;
    std::int64_t gone = 0;     // people whose record went into another, or was erased, since it was asked for
    std::int64_t withheld = 0; // people who did not consent to sharing, where it leaves for another body
    std::string hash;          // keyed, of every cell: equal only for equal contents of one export
};
// By the rules of `today`.
Content content_of(db::Connection& connection, const crypto::Keyring& keys, const Export& what, Day today);

struct File {
    std::string bytes, type, name;
};
// The content in the export's format with its watermark, made by `maker` at `now`.
File make_file(const crypto::Keyring& keys, const Export& what, const Content& content, const std::string& maker, Instant now);

} // namespace exporting
