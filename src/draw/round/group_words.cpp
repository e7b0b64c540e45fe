#include "draw/round/group_words.h"

#include "draw/conditions.h"

namespace draw::round {

namespace {

std::string unit_by_id(db::Connection& connection, const std::string& public_id)
{
    auto name = connection.one("SELECT name FROM unit WHERE public_id = $1", {public_id}, [](const db::Row& row) { return row.text(0); });
    return name.value_or(public_id);
}

} // namespace

std::vector<std::string> group_words(db::Connection& connection, const json::Value& plan)
{
    std::vector<std::string> groups;
    for (const auto& group : plan.object().at("groups").array()) {
        std::string words;
        auto conditions = fields::read<Conditions>(group.object().at("conditions"));
        if (!conditions) throw std::runtime_error("the conditions of a sealed plan do not read: " + conditions.error().message);
        for (const auto& kind : condition_kinds)
            if (kind.asks(*conditions))
                words += (words.empty() ? "" : "；") +
                         kind.words(*conditions, [&](const std::string& id) { return unit_by_id(connection, id); });
        groups.push_back(words.empty() ? "不限" : words);
    }
    return groups;
}

} // namespace draw::round
