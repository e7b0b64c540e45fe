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

// Sheets of a file that are the same table are read one after the other: the rows of each are numbered from a multiple of this on.
inline constexpr std::int64_t rows_of_sheet = 10'000'000;

// Rows by table and number; 0: the whole sheet.
using Places = std::set<std::pair<std::string, std::int64_t>>;

// Collects faults in the order they are found; keeps the first 10,000 and counts all.
class Faults {
public:
    // What the sheets of a table are called in the file, where there is more than one; before anything of theirs is added.
    void name_sheets(const std::string& table, const std::vector<std::string>& names) { names_[table] = names; }
    // How the table of a row is called: "专家", or "专家（名册二）" where it comes from several sheets.
    std::string label(const std::string& table, std::int64_t row) const;
    // Where another row of the same table stands: "第 3 行", or "“名册二”第 3 行".
    std::string where(const std::string& table, std::int64_t row) const;

    void add(Fault fault);
    // A fault of a row that is already known; `change` as in `told`.
    void add(std::string sheet, std::int64_t row, std::string title, std::string value, const Error& error, std::string_view change = {},
             const Offers& offers = {});
    bool empty() const { return count_ == 0; }
    std::int64_t count() const { return count_; }
    std::int64_t count(const std::string& label) const;
    // Every row that has one.
    const Places& places() const { return places_; }
    // In the order of table and row, each with its label and its number in its sheet.
    std::vector<Fault> sorted() const;

private:
    std::vector<Fault> kept_;
    std::map<std::string, std::vector<std::string>> names_;
    std::map<std::string, std::int64_t> by_sheet_;
    Places places_;
    std::int64_t count_ = 0;
};

} // namespace intake
