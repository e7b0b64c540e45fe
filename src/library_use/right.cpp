#include "catalog/catalog.h"
#include "library_use/library_use.h"
#include "library_use/messages.h"
#include "library_use/store.h"

#include <algorithm>
#include <set>

namespace library_use {

std::optional<Error> refuse_wishes(const std::vector<std::string>& granted, const std::vector<Wish>& wishes)
{
    if (granted.empty()) return refuse(ErrorKind::conflict, messages::no_right);
    const auto& table = catalog::expert_categories();
    auto is_granted = [&](const std::string& code) {
        return std::any_of(granted.begin(), granted.end(), [&](const auto& above) { return table.is_within(code, above); });
    };
    auto all = table.children(nullptr);
    if (std::all_of(all.begin(), all.end(), [&](const auto* entry) { return is_granted(entry->code); })) return std::nullopt;
    for (const auto& wish : wishes) {
        if (wish.categories.empty()) return refuse(ErrorKind::conflict, messages::category_open, {wish.name, names_of_categories(granted)});
        for (const auto& code : wish.categories)
            if (!is_granted(code))
                return refuse(ErrorKind::conflict, messages::category_beyond,
                              {wish.name, names_of_categories({code}), names_of_categories(granted)});
    }
    return std::nullopt;
}

std::optional<Error> refuse_use(db::Connection& connection, const RuleBook& book, std::int64_t unit_id, Day today,
                                const std::vector<Wish>& wishes)
{
    if (book.value(dated_rules, "12.use_granted", today) == 0) return std::nullopt;
    std::set<std::string> granted;
    connection.each("SELECT categories FROM library_use WHERE unit_id = $1 AND state = 'granted' AND from_day <= $2 AND to_day >= $2",
                    {unit_id, to_text(today)}, [&](const db::Row& row) {
                        for (auto& code : categories_in(row.text(0))) granted.insert(std::move(code));
                    });
    return refuse_wishes({granted.begin(), granted.end()}, wishes);
}

} // namespace library_use
