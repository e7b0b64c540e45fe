#include "draw/round/compare.h"

#include "draw/condition_words.h"
#include "draw/round/group_words.h"
#include "draw/round/store.h"

#include <algorithm>

namespace draw::round {

namespace {

// Everything a plan asks, a phrase each.
std::vector<std::string> phrases_of(db::Connection& connection, const json::Value& document)
{
    auto shape = protocol::read_plan(document);
    if (!shape) throw std::runtime_error("a sealed plan does not read: " + shape.error().message);
    auto groups = group_words(connection, document);
    std::vector<std::string> phrases;
    for (std::size_t g = 0; g < groups.size(); ++g)
        phrases.push_back(shape->groups[g].name + "：" + std::to_string(shape->groups[g].seats) + " 席，" + groups[g]);
    for (auto& words : panel_words(*shape, document)) phrases.push_back(std::move(words));
    phrases.push_back("每组候补 " + std::to_string(shape->substitutes) + " 名");
    return phrases;
}

} // namespace

std::optional<LastRound> last_round_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t activity_id, const Plan& plan)
{
    auto rounds = rounds_of(connection, keys, activity_id);
    if (rounds.empty()) return std::nullopt;
    const Round& last = rounds.back();
    auto before = phrases_of(connection, last.plan_document()), now = phrases_of(connection, fields::write(plan));
    LastRound answer{last.round, std::string(name_of(last.status)), last.sealed_at, {}, shown(last.pool_size)};
    auto lacks = [](const auto& list, const auto& phrase) { return std::find(list.begin(), list.end(), phrase) == list.end(); };
    for (const auto& phrase : before)
        if (lacks(now, phrase)) answer.changes.push_back("去掉“" + phrase + "”");
    for (const auto& phrase : now)
        if (lacks(before, phrase)) answer.changes.push_back("增加“" + phrase + "”");
    return answer;
}

const fields::Table& fields_of(const LastRound*)
{
    static const fields::Table table{
        fields::field<&LastRound::round>("round"),
        fields::field<&LastRound::status_name>("status_name"),
        fields::field<&LastRound::sealed_at>("sealed_at"),
        fields::field<&LastRound::changes>("changes", {.note = "与该轮封存的方案相比"}),
        fields::field<&LastRound::eligible>("eligible", {.label = "该轮可抽"}),
    };
    return table;
}

} // namespace draw::round
