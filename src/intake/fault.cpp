#include "intake/fault.h"

#include "base/text.h"
#include "intake/sheets.h"

#include <algorithm>

namespace intake {

namespace {

constexpr std::size_t most_kept = 10'000;

} // namespace

std::string shown(Mask mask, const std::string& value)
{
    switch (mask) {
    case Mask::none:
        break;
    case Mask::citizen_id:
        return masked(value, 6, 2);
    case Mask::phone:
        return masked(value, 3, 2);
    case Mask::email: {
        auto at = value.find('@');
        return at == std::string::npos ? masked(value, 1, 0) : masked(value.substr(0, at), 1, 0) + value.substr(at);
    }
    case Mask::bank_card:
        return masked(value, 0, 4);
    }
    // Long texts are told by their beginning.
    constexpr std::size_t most = 60;
    return characters(value) <= most ? value : masked(value, most, 0);
}

Told told(const std::string& message, std::string_view otherwise)
{
    constexpr std::string_view turn = "，请";
    auto at = message.find(turn);
    if (at == std::string::npos) return {message, std::string(otherwise)};
    return {message.substr(0, at) + "。", message.substr(at + std::string_view("，").size())};
}

std::string Faults::label(const std::string& table, std::int64_t row) const
{
    auto named = names_.find(table);
    return named == names_.end() ? table : table + "（" + named->second.at(static_cast<std::size_t>(row / rows_of_sheet)) + "）";
}

std::string Faults::where(const std::string& table, std::int64_t row) const
{
    auto named = names_.find(table);
    std::string number = "第 " + std::to_string(row % rows_of_sheet) + " 行";
    return named == names_.end() ? number : "“" + named->second.at(static_cast<std::size_t>(row / rows_of_sheet)) + "”" + number;
}

void Faults::add(Fault fault)
{
    ++count_;
    ++by_sheet_[label(fault.sheet, fault.row)];
    places_.emplace(fault.sheet, fault.row);
    if (kept_.size() < most_kept) kept_.push_back(std::move(fault));
}

void Faults::add(std::string sheet, std::int64_t row, std::string title, std::string value, const Error& error, std::string_view change,
                 const Offers& offers)
{
    auto [reason, what] = told(error.message, change);
    add({std::move(sheet), row, std::move(title), std::move(value), error.code, std::move(reason), std::move(what),
         offers.values.empty() ? "" : offers.topic, offers.values.empty() ? "" : offers.part, offers.values});
}

std::int64_t Faults::count(const std::string& label) const
{
    auto found = by_sheet_.find(label);
    return found == by_sheet_.end() ? 0 : found->second;
}

std::vector<Fault> Faults::sorted() const
{
    std::vector<Fault> all = kept_;
    std::stable_sort(all.begin(), all.end(), [](const Fault& a, const Fault& b) {
        auto place = [](const Fault& f) { return std::pair(sheet_order(f.sheet), f.row); };
        return place(a) < place(b);
    });
    for (auto& fault : all) {
        fault.sheet = label(fault.sheet, fault.row);
        fault.row %= rows_of_sheet;
    }
    return all;
}

} // namespace intake
