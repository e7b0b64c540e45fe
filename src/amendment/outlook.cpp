#include "amendment/outlook.h"

#include "amendment/verification.h"
#include "catalog/catalog.h"
#include "rulebook/rulebook.h"

#include <algorithm>

namespace amendment {

namespace {

bool contains(const std::vector<std::string>& list, std::string_view one)
{
    return std::find(list.begin(), list.end(), one) != list.end();
}

std::string in_quotes(std::string_view text)
{
    return "“" + std::string(text) + "”";
}

// Facts that were verified, or are new, and are not verified now.
template <class Fact, class Words>
void add_unverified(std::vector<std::string>& told, std::string_view what, const std::vector<Fact>& before, const std::vector<Fact>& after,
                    Words words)
{
    for (const auto& now : after) {
        if (now.verified_on) continue;
        auto old = std::find_if(before.begin(), before.end(), [&](const Fact& fact) { return now.row != 0 && fact.row == now.row; });
        if (old == before.end())
            told.push_back("新增的" + std::string(what) + in_quotes(words(now)) + "没有核验。");
        else if (old->verified_on)
            told.push_back(std::string(what) + in_quotes(words(now)) + "改动后没有核验。");
    }
}

// Art. 11, 13, 14(1); R16: what keeps from every group.
void add_bars(std::vector<std::string>& told, const Outlook& before, const Outlook& after)
{
    for (const auto& bar : after.bars)
        if (!contains(before.bars, bar)) told.push_back("抽取时按" + in_quotes(draw::exclusion_label(bar)) + "不予抽取。");
    for (const auto& bar : before.bars)
        if (!contains(after.bars, bar)) told.push_back("抽取时不再按" + in_quotes(draw::exclusion_label(bar)) + "排除。");
    if (!before.bars.empty() && after.bars.empty()) told.push_back("恢复为可以抽取。");
}

// R16: the qualification that carries a category.
void add_categories(std::vector<std::string>& told, const Outlook& before, const Outlook& after)
{
    for (const auto& entry : catalog::expert_categories().entries()) {
        eligibility::Categories bit = eligibility::Categories{1} << entry.first;
        bool could = before.verified & bit, can = after.verified & bit;
        if (could == can) continue;
        if (can)
            told.push_back(in_quotes(entry.name) + "类别的资格已核验，可以按这一类别抽取。");
        else if (after.held & bit)
            told.push_back("抽取" + in_quotes(entry.name) + "类别时按" + in_quotes(draw::exclusion_label("missing.qualification")) +
                           "不予抽取。");
        else
            told.push_back("不再按" + in_quotes(entry.name) + "类别抽取。");
    }
}

void add_ties(std::vector<std::string>& told, const Ties& lost)
{
    std::string what;
    if (lost.research > 0) what = std::to_string(lost.research) + " 项科研项目";
    if (lost.relations > 0) what += (what.empty() ? "" : "、") + std::to_string(lost.relations) + " 条他人登记的关系";
    if (!what.empty()) told.push_back("按原身份证号登记的 " + what + "不再与此人对应，须另行更正。");
}

} // namespace

bool may_move_suspicions(const std::vector<std::string>& fields)
{
    constexpr std::string_view names[] = {"posts", "relations", "name", "citizen_id", "passport"};
    return std::any_of(std::begin(names), std::end(names), [&](auto name) { return contains(fields, name); });
}

Outlook outlook_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t expert_id, Day today, bool with_decisions,
                   bool written)
{
    eligibility::Library library(connection, {expert_id});
    auto person = library.person(0);
    Outlook outlook{{}, eligibility::held(person), eligibility::verified(person, today), 0};
    for (const auto& exclusion :
         eligibility::judge(person, {today, today, today, false}, eligibility::rules_on(rulebook::load(connection), today)))
        outlook.bars.emplace_back(eligibility::code_of(exclusion.bar));
    if (with_decisions) outlook.decisions = draw::standing_decisions(connection, keys, expert_id, today, written);
    return outlook;
}

std::vector<std::string> consequences(const Comparison& c)
{
    std::vector<std::string> told;
    add_unverified(told, "类别", c.before.facts.categories, c.after.facts.categories,
                   [](const expert::Category& category) { return expert::words_of(category); });
    add_unverified(told, "任职", c.before.facts.posts, c.after.facts.posts,
                   [&](const expert::Post& post) { return expert::words_of(post, c.units); });
    add_bars(told, c.outlook_before, c.outlook_after);
    add_categories(told, c.outlook_before, c.outlook_after);
    if (auto lost = c.outlook_before.decisions - c.outlook_after.decisions; lost > 0)
        told.push_back("关于此人的 " + std::to_string(lost) + " 项疑似回避认定所依据的事实已变，须重新认定。");
    add_ties(told, c.lost);
    bool drawn_by = std::any_of(c.fields.begin(), c.fields.end(), [](const std::string& name) {
        const auto& field = expert::record_field(name);
        return field.key || field.drawn_by;
    });
    if (drawn_by)
        for (const auto& round : c.rounds)
            told.push_back("第 " + std::to_string(round.number) + " 轮（活动 " + round.activity + "）已封存，仍按封存时的信息抽取。");
    return told;
}

} // namespace amendment
