#include "draw/protocol/plan.h"

#include "draw/protocol/messages.h"

#include <algorithm>
#include <set>

namespace draw::protocol {

namespace {

constexpr std::size_t deepest_plan = 60;

std::size_t depth_of(const json::Value& value)
{
    std::size_t below = 0;
    if (const auto* array = value.if_array()) {
        for (const auto& entry : *array) below = std::max(below, depth_of(entry));
        return below + 1;
    }
    if (const auto* object = value.if_object()) {
        for (const auto& member : *object) below = std::max(below, depth_of(member.second));
        return below + 1;
    }
    return 0;
}

// True when `bound` is an integer ≥ 0 that fits into `into`, or absent.
bool read_bound(const json::Object& object, std::string_view name, std::optional<std::int64_t>& into)
{
    const json::Value* value = object.find(name);
    if (!value) return true;
    const auto* number = value->if_int();
    if (!number || *number < 0) return false;
    into = *number;
    return true;
}

std::optional<PanelCondition> read_condition(const json::Value& value)
{
    const auto* object = value.if_object();
    if (!object) return std::nullopt;
    PanelCondition condition;
    const json::Value* tag = object->find("tag");
    if (!tag || !tag->if_text()) return std::nullopt;
    condition.tag = tag->text();
    if (const json::Value* wanted = object->find("value")) {
        if (!wanted->if_text()) return std::nullopt;
        condition.value = wanted->text();
    }
    if (!read_bound(*object, "min", condition.min) || !read_bound(*object, "max", condition.max)) return std::nullopt;
    std::size_t members = 1 + std::size_t(bool(condition.value)) + std::size_t(bool(condition.min)) + std::size_t(bool(condition.max));
    if (members != object->size()) return std::nullopt;
    if (!condition.value) return condition.max && !condition.min ? std::optional(condition) : std::nullopt;
    if (condition.tag == "unit" || (!condition.min && !condition.max)) return std::nullopt;
    if (condition.min && condition.max && *condition.min > *condition.max) return std::nullopt;
    return condition;
}

} // namespace

std::int64_t Plan::seats() const
{
    std::int64_t sum = 0;
    for (const auto& group : groups) sum += group.seats;
    return sum;
}

std::vector<std::string> Plan::tags() const
{
    std::set<std::string> names;
    for (const auto& condition : panel) names.insert(condition.tag);
    return {names.begin(), names.end()};
}

Result<Plan> read_plan(const json::Value& document)
{
    auto invalid = [](const Message& message, std::initializer_list<std::string> arguments = {}) {
        return refuse(ErrorKind::invalid, message, arguments);
    };
    const auto* object = document.if_object();
    if (!object) return invalid(messages::plan_not_object);
    if (depth_of(document) > deepest_plan) return invalid(messages::plan_too_deep);

    Plan plan;
    const json::Value* groups = object->find("groups");
    if (!groups || !groups->if_array() || groups->array().empty()) return invalid(messages::plan_groups);
    for (const auto& value : groups->array()) {
        std::string place = std::to_string(plan.groups.size() + 1);
        const auto* group = value.if_object();
        const json::Value* name = group ? group->find("name") : nullptr;
        if (!name || !name->if_text()) return invalid(messages::plan_groups);
        const json::Value* seats = group->find("seats");
        if (!seats || !seats->if_int() || seats->integer() < 1) return invalid(messages::plan_seats, {place});
        plan.groups.push_back({name->text(), seats->integer()});
    }

    const json::Value* panel = object->find("panel");
    if (!panel || !panel->if_array()) return invalid(messages::plan_panel);
    for (const auto& value : panel->array()) {
        auto condition = read_condition(value);
        if (!condition) return invalid(messages::plan_condition, {std::to_string(plan.panel.size() + 1)});
        plan.panel.push_back(std::move(*condition));
    }

    const json::Value* substitutes = object->find("substitutes");
    if (!substitutes || !substitutes->if_int() || substitutes->integer() < 0) return invalid(messages::plan_substitutes);
    plan.substitutes = substitutes->integer();

    if (const json::Value* beacon = object->find("beacon")) {
        const auto* members = beacon->if_object();
        const json::Value* source = members ? members->find("source") : nullptr;
        if (!source || !source->if_text() || source->text().empty() || source->text().find('\0') != std::string::npos)
            return invalid(messages::plan_beacon);
        plan.beacon_source = source->text();
    }
    return plan;
}

} // namespace draw::protocol
