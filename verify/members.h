#pragma once

#include "hash.h"
#include "json.h"

#include <set>

namespace verify {

// Reads an object member by member; end() refuses what was not asked for. Every refusal names the place.
class Members {
public:
    Members(const Value& value, std::string place);

    const Value& need(std::string_view name);
    const Value* maybe(std::string_view name);
    const std::string& text(std::string_view name);
    // Not empty and without U+0000, as ids, origin and sources are.
    const std::string& id(std::string_view name);
    std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most = (std::int64_t{1} << 53) - 1);
    // Raw bytes given as hex; `size` 0: any number.
    std::string bytes(std::string_view name, std::size_t size);
    Digest digest(std::string_view name);
    Suite suite(std::string_view name);
    const Array& array(std::string_view name);
    Members object(std::string_view name);
    // Marks the rest as known.
    void ignore_others() { open_ = true; }
    void end();

    std::string place(std::string_view name) const;

private:
    const Object& object_;
    std::string place_;
    std::set<std::string_view> asked_;
    bool open_ = false;
};

// Raw bytes from a value that is hex text of `size` bytes.
std::string bytes_of(const Value& value, const std::string& place, std::size_t size);
void require_id(const std::string& text, const std::string& place);

} // namespace verify
