#pragma once

#include "base/fields.h"
#include "catalog/catalog.h"

#include <map>
#include <string>
#include <vector>

// Values that a workbook gives in another form than the library knows them: what is offered in their place, and what was chosen once for
// all cells that hold the same.
namespace intake {

// Units are their own topic; codes have the title of their table.
inline const std::string unit_topic = "单位";

struct Correction {
    std::string topic, value, replacement;
};
const fields::Table& fields_of(const Correction*);

class Corrections {
public:
    Corrections() = default;
    explicit Corrections(const std::vector<Correction>& list);
    // An empty replacement takes the correction back.
    void set(const Correction& correction);
    bool empty() const { return by_value_.empty(); }
    std::vector<Correction> list() const;

    // The value to read in place of `value`.
    std::string applied(const std::string& topic, const std::string& value) const;
    // The same for a cell that may hold several values of a table.
    std::string applied(const catalog::Table& table, const std::string& cell) const;

private:
    std::map<std::pair<std::string, std::string>, std::string> by_value_;
};

// What is not known of a cell, and what may be meant.
struct Offers {
    std::string topic, part;
    std::vector<std::string> values;
};
// Of a cell that a table could not read. Nothing for what may be a person's number.
Offers offers_of(const catalog::Table& table, const std::string& cell);

} // namespace intake
