#include "intake/corrections.h"

#include "base/text.h"
#include "intake/mapping.h"
#include "intake/nearness.h"
#include "intake/readers.h"

namespace intake {

Corrections::Corrections(const std::vector<Correction>& list)
{
    for (const auto& one : list) set(one);
}

void Corrections::set(const Correction& correction)
{
    std::pair key(correction.topic, correction.value);
    if (correction.replacement.empty())
        by_value_.erase(key);
    else
        by_value_[key] = correction.replacement;
}

std::vector<Correction> Corrections::list() const
{
    std::vector<Correction> all;
    for (const auto& [key, replacement] : by_value_) all.push_back({key.first, key.second, replacement});
    return all;
}

std::string Corrections::applied(const std::string& topic, const std::string& value) const
{
    auto found = by_value_.find({topic, std::string(trimmed(value))});
    return found == by_value_.end() ? value : found->second;
}

std::string Corrections::applied(const catalog::Table& table, const std::string& cell) const
{
    if (by_value_.empty()) return cell;
    std::string joined;
    bool any = false;
    for (const auto& piece : pieces_of(table, cell)) {
        std::string value = applied(table.title(), piece);
        any = any || value != piece;
        joined += (joined.empty() ? "" : "；") + value;
    }
    return any ? joined : cell;
}

Offers offers_of(const catalog::Table& table, const std::string& cell)
{
    for (const auto& piece : pieces_of(table, cell)) {
        if (table.resolve(piece, "")) continue;
        if (guarded(piece) != piece) return {};
        Offers offers{table.title(), piece, {}};
        std::vector<const catalog::Entry*> meant = table.find_name(piece);
        if (const auto* entry = table.find(piece); entry && entry->retired)
            if (const auto* successor = table.find(entry->successor)) meant = {successor};
        if (meant.empty()) {
            std::vector<std::string> names;
            for (const auto& entry : table.entries())
                if (!entry.retired) names.push_back(entry.name);
            offers.values = nearest(piece, names);
            constexpr std::size_t few = 3;
            if (offers.values.empty()) meant = table.search(piece, few);
        }
        for (const auto* entry : meant) offers.values.push_back(entry->code + " " + entry->name);
        std::erase_if(offers.values, [&](const std::string& value) { return !table.resolve(value, ""); });
        return offers;
    }
    return {};
}

const fields::Table& fields_of(const Correction*)
{
    static const fields::Table table{
        fields::field<&Correction::topic>("topic", {.label = "哪种值", .required = true, .max = 100}),
        fields::field<&Correction::value>("value", {.label = "原来的写法", .required = true, .max = 300}),
        fields::field<&Correction::replacement>("replacement", {.label = "改成", .max = 300, .note = "空：撤销这项改正"}),
    };
    return table;
}

} // namespace intake
