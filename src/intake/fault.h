#pragma once

#include "base/result.h"
#include "intake/corrections.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace intake {

// How much of a value is shown in a list of errors.
enum class Mask { none, citizen_id, phone, email, bank_card };
std::string shown(Mask mask, const std::string& value);

// One thing wrong with a file: where, what stands there, why it cannot be taken, what to change.
struct Fault {
    std::string sheet;    // empty: the whole file
    std::int64_t row = 0; // 0: the whole sheet
    std::string title;    // of the column; empty: the whole row
    std::string value;    // personal numbers masked
    std::string code, reason, change;
    std::string topic, part;         // what kind of value is not known, and which; empty: nothing is offered
    std::vector<std::string> offers; // what may stand in its place
};

// A catalogue message in its two parts: "…，请…。" becomes "…。" and "请…。"; `otherwise` is what to change where it does not say.
struct Told {
    std::string reason, change;
};
Told told(const std::string& message, std::string_view otherwise);

// Rows by sheet and number; 0: the whole sheet.
using Places = std::set<std::pair<std::string, std::int64_t>>;

// Collects faults in the order they are found; keeps the first 10,000 and counts all.
class Faults {
public:
    void add(Fault fault);
    // A fault of a row that is already known; `change` as in `told`.
    void add(std::string sheet, std::int64_t row, std::string title, std::string value, const Error& error, std::string_view change = {},
             const Offers& offers = {});
    bool empty() const { return count_ == 0; }
    std::int64_t count() const { return count_; }
    std::int64_t count(const std::string& sheet) const;
    // Every row that has one.
    const Places& places() const { return places_; }
    // In the order of sheet and row.
    const std::vector<Fault>& sorted();

private:
    std::vector<Fault> kept_;
    std::map<std::string, std::int64_t> by_sheet_;
    Places places_;
    std::int64_t count_ = 0;
};

} // namespace intake
