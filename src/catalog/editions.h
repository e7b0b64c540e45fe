#pragma once

#include "catalog/table.h"

#include <memory>

// Editions of code tables that were ordered since the program was built (A10), beside its own.
namespace catalog {

// What one brings, in the form of data/README.md with "# ordered: yes" among its first lines: it may add codes, rename and retire them.
// A table as it would be with these. Throws std::runtime_error where one breaks the form, std::out_of_range for a table that is none.
std::unique_ptr<const Table> with_editions(std::string_view id, const std::vector<std::string>& contents);

// From now on the tables hold these beside the program's own. Those in use stay where they are, for who still reads them.
void use_editions(const std::vector<std::string>& contents);

// While it lives its thread sees the tables as they were when it was made, whatever comes into force meanwhile: numbers of entries of two
// states of a table are not to be compared.
class Pin {
public:
    Pin();
    ~Pin();
    Pin(const Pin&) = delete;
    Pin& operator=(const Pin&) = delete;

private:
    const void* before_;
};
// Which state of the tables the thread sees; another number after each change.
std::uint64_t state();

} // namespace catalog
