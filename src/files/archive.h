#pragma once

#include "files/workbook.h"

#include <memory>

struct zip;

namespace files {

// A ZIP held in memory; every part is measured against the limits before and while it is unpacked.
class Archive {
public:
    // Refuses (Refusal) what is no ZIP, has too many parts or is protected. `bytes` and `limits` must outlive it.
    Archive(std::string_view bytes, const Limits& limits);
    ~Archive();

    // Names as stored, in UTF-8 (names in GB 18030 are translated), without folders' own entries.
    struct Part {
        std::string name;
        std::uint64_t index;
    };
    const std::vector<Part>& parts() const { return parts_; }
    // Nothing if absent.
    const Part* find(std::string_view name) const;
    std::string unpack(const Part& part);

private:
    const Limits& limits_;
    ::zip* zip_ = nullptr;
    std::vector<Part> parts_;
    std::size_t unpacked_ = 0;
};

} // namespace files
