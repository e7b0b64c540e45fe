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

void Faults::add(Fault fault)
{
    ++count_;
    ++by_sheet_[fault.sheet];
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

std::int64_t Faults::count(const std::string& sheet) const
{
    auto found = by_sheet_.find(sheet);
    return found == by_sheet_.end() ? 0 : found->second;
}

const std::vector<Fault>& Faults::sorted()
{
    std::stable_sort(kept_.begin(), kept_.end(), [](const Fault& a, const Fault& b) {
        auto place = [](const Fault& f) { return std::pair(sheet_order(f.sheet), f.row); };
        return place(a) < place(b);
    });
    return kept_;
}

} // namespace intake
