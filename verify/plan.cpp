#include "plan.h"

#include "members.h"
#include "problem.h"

#include <algorithm>

namespace verify {

namespace {

constexpr int deepest_plan = 60;
constexpr std::string_view code_characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-";

Condition read_condition(const Value& value, const std::string& place)
{
    Members members(value, place);
    Condition condition;
    condition.tag = members.text("tag");
    if (const Value* only = members.maybe("value")) {
        condition.value = only->text(members.place("value"));
        require(condition.tag != "unit", place + " 不能对 unit 指定某一个值。");
        bool bounded = false;
        if (members.maybe("min")) condition.min = members.integer("min", 0), bounded = true;
        if (members.maybe("max")) condition.max = members.integer("max", condition.min), bounded = true;
        require(bounded, place + " 没有 min 也没有 max。");
    } else {
        condition.max = members.integer("max", 0);
    }
    members.end();
    return condition;
}

// Recusal by project (2.1): one condition for each project, and no other of that form.
void read_recusal(Members members, Plan& plan)
{
    if (members.text("scope") == "activity") return members.end();
    require(members.text("scope") == "project", "plan.recusal.scope 应为 activity 或 project。");
    std::int64_t seats = 0;
    for (auto group : plan.seats) seats += group;
    plan.judges = members.integer("judges", 1, seats);
    plan.projects = read_texts(members.array("projects"), "plan.recusal.projects").size();
    members.end();
    for (std::size_t i = 1; i <= plan.projects; ++i) {
        std::string tag = "x" + std::to_string(i);
        auto found = std::find_if(plan.panel.begin(), plan.panel.end(), [&](const Condition& c) { return c.tag == tag; });
        require(found != plan.panel.end() && found->value == "1" && found->min == 0 && found->max == seats - plan.judges,
                "按项目回避的方案没有保证第 " + std::to_string(i) + " 个项目至少 " + std::to_string(plan.judges) + " 名评委。");
    }
}

// A decimal index without leading zeros below `count`, or `count`.
std::size_t index_of(std::string_view text, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        if (std::to_string(i) == text) return i;
    return count;
}

} // namespace

Plan read_plan(const Value& document)
{
    require(depth(document) <= deepest_plan, "plan 的嵌套超过 60 层。");
    Members members(document, "plan");
    members.ignore_others();
    Plan plan;
    const Array& groups = members.array("groups");
    require(!groups.empty(), "plan.groups 是空的。");
    for (std::size_t g = 0; g < groups.size(); ++g) {
        Members group(groups[g], "plan.groups[" + std::to_string(g) + "]");
        group.text("name");
        plan.seats.push_back(group.integer("seats", 1));
    }
    const Array& panel = members.array("panel");
    for (std::size_t i = 0; i < panel.size(); ++i) plan.panel.push_back(read_condition(panel[i], "plan.panel[" + std::to_string(i) + "]"));
    plan.substitutes = members.integer("substitutes", 0);
    if (members.maybe("recusal")) read_recusal(members.object("recusal"), plan);
    if (members.maybe("beacon")) plan.beacon_source = members.object("beacon").id("source");
    return plan;
}

Digest plan_hash(Suite suite, const Value& document)
{
    return labelled(suite, "bole-plan/1", jcs(document));
}

std::vector<std::size_t> read_groups(const Array& array, std::size_t group_count, const std::string& place)
{
    std::vector<std::size_t> groups;
    for (const auto& element : array) {
        std::int64_t g = element.integer(place);
        require(g >= 0 && static_cast<std::size_t>(g) < group_count, place + " 指向不存在的组。");
        require(groups.empty() || groups.back() < static_cast<std::size_t>(g), place + " 未按升序排列或有重复。");
        groups.push_back(static_cast<std::size_t>(g));
    }
    return groups;
}

std::vector<std::string> read_texts(const Array& array, const std::string& place)
{
    std::vector<std::string> texts;
    for (const auto& element : array) texts.push_back(element.text(place));
    return texts;
}

void check_exclusions(const std::vector<std::string>& excluded, const std::vector<std::size_t>& groups, std::size_t group_count,
                      const std::string& place)
{
    require(!groups.empty() || !excluded.empty(), place + " 既无可抽的组又无排除原因。");
    for (std::size_t i = 0; i < excluded.size(); ++i) {
        const std::string& element = excluded[i];
        require(i == 0 || excluded[i - 1] < element, place + " 的排除原因未按升序排列或有重复。");
        auto at = element.find('@');
        std::string code = element.substr(0, at);
        require(!code.empty() && code.find_first_not_of(code_characters) == std::string::npos, place + " 的排除原因写法不对。");
        if (code == "no_group") require(at == std::string::npos && excluded.size() == 1, place + " 的 no_group 应单独出现。");
        if (at == std::string::npos) {
            require(groups.empty(), place + " 已整体排除，却仍有可抽的组。");
        } else {
            std::size_t g = index_of(std::string_view(element).substr(at + 1), group_count);
            require(g < group_count, place + " 的排除原因指向不存在的组。");
            require(std::find(groups.begin(), groups.end(), g) == groups.end(), place + " 被排除的组仍列为可抽。");
        }
    }
}

Entry read_entry(const Value& document, const Plan& plan, const std::string& place)
{
    Members members(document, place);
    Entry entry;
    entry.ref = members.bytes("ref", 16);
    entry.groups = read_groups(members.array("groups"), plan.seats.size(), members.place("groups"));
    entry.excluded = read_texts(members.array("excluded"), members.place("excluded"));
    check_exclusions(entry.excluded, entry.groups, plan.seats.size(), place);
    for (const auto& [tag, value] : members.need("tags").object(members.place("tags"))) {
        bool named = std::any_of(plan.panel.begin(), plan.panel.end(), [&tag = tag](const Condition& c) { return c.tag == tag; });
        require(named, place + " 带有方案未用到的标签。");
        if (tag == "unit") bytes_of(value, members.place("tags.unit"), 16);
        entry.tags.emplace(tag, value.text(members.place("tags")));
    }
    members.end();
    return entry;
}

} // namespace verify
