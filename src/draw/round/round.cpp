#include "draw/round/round.h"

#include <algorithm>
#include <stdexcept>

namespace draw::round {

namespace {

// A document this program sealed itself.
json::Value sealed_document(const std::string& text)
{
    auto document = json::read(text);
    if (!document) throw std::runtime_error("a sealed document is damaged");
    return std::move(*document);
}

} // namespace

Facts Round::facts() const
{
    return {{people[0].commitment.has_value(), people[1].commitment.has_value()},
            {people[0].confirmed_at.has_value(), people[1].confirmed_at.has_value()},
            read_plan().beacon_source.has_value()};
}

json::Value Round::plan_document() const
{
    return sealed_document(plan);
}

protocol::Plan Round::read_plan() const
{
    auto read = protocol::read_plan(plan_document());
    if (!read) throw std::runtime_error("a sealed document is damaged");
    return std::move(*read);
}

protocol::Seal Round::read_seal() const
{
    auto read = protocol::read_seal(sealed_document(seal));
    if (!read) throw std::runtime_error("a sealed document is damaged");
    return std::move(*read);
}

std::int64_t Round::reveal_ms() const
{
    return plan_document().object().at("reveal_minutes").integer() * 60'000;
}

std::int64_t Round::beacon_ms() const
{
    return plan_document().object().at("beacon").object().at("wait_minutes").integer() * 60'000;
}

std::optional<std::string> Round::beacon_value() const
{
    if (!typed[0] || !typed[1] || typed[0]->value != typed[1]->value) return std::nullopt;
    return typed[0]->value;
}

std::optional<Part> part_in(const activity::Activity& activity, std::int64_t account_id)
{
    if (account_id == activity.operator_id) return Part::by_operator;
    if (account_id == activity.supervisor_id) return Part::by_supervisor;
    return std::nullopt;
}

Hash hash_from(const Bytes& bytes)
{
    Hash hash{};
    if (bytes.size() != hash.size()) throw std::runtime_error("a stored hash is damaged");
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

} // namespace draw::round
