#include "catalog/catalog.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <set>

namespace {

using namespace catalog;

// FNV-1a over every entry's code, parent, name, rank and retirement: a changed table must change this test
// knowingly.
std::string pin(const Table& table)
{
    std::uint64_t hash = 14695981039346656037u;
    auto add = [&](std::string_view text) {
        for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
        hash = (hash ^ '\n') * 1099511628211u;
    };
    for (const auto& entry : table.entries()) {
        add(entry.code);
        add(entry.parent ? entry.parent->code : "");
        add(entry.name);
        add(entry.rank);
        add(entry.retired ? to_text(*entry.retired) : "");
    }
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
    return text.data();
}

struct Pinned {
    const char* id;
    std::vector<int> levels; // entries by level, retired ones not counted
    int retired;
    const char* sum;
};

TEST(Catalog, CountsAndContentsArePinned)
{
    const std::vector<Pinned> expected{
        {"achievement_kind", {6}, 0, "92e438d39f9f6091"},    {"activity_kind", {6}, 0, "45719d4adadea136"},
        {"degree", {4, 52}, 0, "9c3777ca6a42ca9a"},          {"discipline", {62, 738, 2732}, 0, "ecd811685a47d31f"},
        {"education", {8, 32}, 0, "abdfb2d72bf767e2"},       {"ethnic", {56}, 0, "8e3181a1a23e2bdd"},
        {"expert_category", {5, 6}, 0, "f4d54a797b56a719"},  {"industry", {20, 97, 473, 1381}, 0, "bba5e19d07e41106"},
        {"interest_kind", {6}, 0, "8c63e4d015198fd3"},       {"language", {38}, 0, "9a0dd9a0c3debd2d"},
        {"political", {13}, 0, "c25a32c84bcc6186"},          {"post_kind", {6}, 0, "736fbce65e2afdfe"},
        {"region", {34, 342, 2851}, 52, "76961bc3f5e5149b"}, {"relation_kind", {4, 15}, 0, "ef1289948799bff5"},
        {"sanction_kind", {5}, 0, "99a9486855c06a76"},       {"sex", {4}, 0, "e1fb6bcd86427af2"},
        {"title", {56, 249}, 0, "d933a4fa176fe8eb"},         {"title_rank", {5}, 0, "f0ed5657cdac1058"},
        {"unit_attribute", {5, 1}, 0, "22249c357df52760"},   {"unit_kind", {15}, 0, "ca0c227d79cbea24"},
        {"export_purpose", {6}, 0, "53c4cfc3266cf804"},      {"reveal_reason", {6}, 0, "a3ae9d0bbfa4b45e"},
    };
    ASSERT_EQ(tables().size(), expected.size());
    for (const auto& pinned : expected) {
        const Table& one = table(pinned.id);
        std::vector<int> levels;
        int retired = 0;
        for (const auto& entry : one.entries()) {
            retired += entry.retired.has_value();
            if (entry.retired) continue;
            levels.resize(std::max(levels.size(), static_cast<std::size_t>(entry.level)));
            ++levels[static_cast<std::size_t>(entry.level - 1)];
        }
        EXPECT_EQ(levels, pinned.levels) << pinned.id;
        EXPECT_EQ(retired, pinned.retired) << pinned.id;
        EXPECT_EQ(pin(one), pinned.sum) << pinned.id;
    }
}

TEST(Catalog, EveryTableIsSound)
{
    for (const Table* one : tables()) {
        EXPECT_FALSE(one->title().empty()) << one->id();
        std::set<std::string> codes;
        for (const auto& entry : one->entries()) {
            EXPECT_TRUE(codes.insert(entry.code).second) << one->id() << entry.code;
            EXPECT_FALSE(entry.name.empty()) << one->id() << entry.code;
            EXPECT_EQ(one->find(entry.code), &entry);
            EXPECT_EQ(entry.retired && entry.successor.empty(), false) << entry.code;
            if (!entry.successor.empty()) {
                ASSERT_TRUE(one->find(entry.successor)) << entry.code;
                EXPECT_FALSE(one->find(entry.successor)->retired) << entry.code;
            }
            EXPECT_TRUE(entry.rank.empty() || title_ranks().find(entry.rank)) << entry.code;
        }
    }
}

TEST(Catalog, SubtreesByNumberEqualSubtreesByParents)
{
    for (const Table* one : {&disciplines(), &regions()})
        for (const auto& entry : one->entries()) {
            std::set<const Entry*> above;
            for (const Entry* e = &entry; e; e = e->parent) above.insert(e);
            for (const Entry* root : one->children(nullptr)) ASSERT_EQ(entry.within(*root), above.contains(root)) << entry.code;
            for (const Entry* e : above) ASSERT_TRUE(entry.within(*e)) << entry.code;
            ASSERT_EQ(entry.leaf(), entry.first == entry.last);
        }
    EXPECT_TRUE(disciplines().is_within("1101410", "110"));
    EXPECT_TRUE(disciplines().is_within("110", "110"));
    EXPECT_FALSE(disciplines().is_within("110", "1101410"));
    EXPECT_FALSE(disciplines().is_within("110", "nowhere"));
    EXPECT_TRUE(disciplines().is_within("1903510", "19030")) << "the parent stands in its column, not in the digits";
    EXPECT_TRUE(regions().is_within("152101", "150000")) << "retired codes keep their place";
    EXPECT_FALSE(regions().is_within("152101", "150700"));
}

TEST(Catalog, PathsAndChildren)
{
    EXPECT_EQ(disciplines().path(*disciplines().find("1101410")), "数学 / 数理逻辑与数学基础 / 演绎逻辑学");
    auto leagues = regions().children(regions().find("150000"));
    EXPECT_EQ(leagues.size(), 12u);
    EXPECT_EQ(leagues.front()->name, "呼和浩特市");
    EXPECT_EQ(industries().children(nullptr).size(), 20u);
    EXPECT_TRUE(sexes().children(sexes().find("1")).empty());
}

TEST(Catalog, AnAmendmentRenamesFromItsDayOn)
{
    const Entry* entry = industries().find("2780");
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->name, "药用辅料及包装材料制造");
    EXPECT_EQ(entry->name_on(Day::of(2019, 3, 28)), "药用辅料及包装材料");
    EXPECT_EQ(entry->name_on(Day::of(2019, 3, 29)), "药用辅料及包装材料制造");
    EXPECT_EQ(industries().find_name("液力动力机械元件制造").at(0)->code, "3445");
    EXPECT_EQ(industries().editions().size(), 2u);
    EXPECT_EQ(industries().editions().back().valid_from, Day::of(2019, 3, 29));
}

TEST(Catalog, LocalTitlesAreMarked)
{
    EXPECT_TRUE(titles().find("081")->edition->local);
    EXPECT_EQ(titles().find("081")->rank, "senior");
    EXPECT_FALSE(titles().find("082")->edition->local);
    EXPECT_EQ(titles().find("106")->rank, "senior") << "the rank stands in its column, not in the third digit";
}

struct Resolved {
    const Table& table;
    const char* text;
    const char* expected; // a code, or "!" and an error code
};

TEST(Catalog, WhatAWorkbookSaysIsResolved)
{
    const Resolved cases[]{
        {disciplines(), "110", "110"},
        {disciplines(), " 数学 ", "110"},
        {disciplines(), "110 数学", "110"},
        {disciplines(), "120 数学", "!catalog.near"},
        {disciplines(), "数理逻辑与数学基础/演绎逻辑学", "1101410"},
        {disciplines(), "1101477", "!catalog.near"},
        {disciplines(), "数理逻辑", "!catalog.near"},
        {disciplines(), "", "!catalog.unknown"},
        {disciplines(), "炼丹术", "!catalog.unknown"},
        {regions(), "海拉尔区", "150702"},
        {regions(), "海拉尔市", "!catalog.retired"},
        {regions(), "152101", "!catalog.retired"},
        {regions(), "鼓楼区", "!catalog.ambiguous"},
        {sexes(), "男", "1"},
        {sexes(), "女性", "2"},
        {ethnic_groups(), "蒙古", "02"},
        {ethnic_groups(), "蒙古族", "02"},
        {titles(), "教授", "011"},
        {titles(), "研究员(自然科学)", "611"},
        {titles(), "研究员", "!catalog.ambiguous"},
        {titles(), "正高级工程师", "081"},
        {education(), "博士研究生", "11"},
        {political(), "中共党员", "01"},
        {post_kinds(), "兼职", "concurrent"},
        {relation_kinds(), "导师", "teacher"},
        {expert_categories(), "研究开发类", "research"},
    };
    for (const auto& c : cases) {
        auto entry = c.table.resolve(c.text, "该项");
        EXPECT_EQ(entry ? (*entry)->code : "!" + entry.error().code, c.expected) << c.text;
    }
    EXPECT_EQ(regions().by_code("152101", "地区").error().message, "地区“152101 海拉尔市”自 2001-10-10 起停用，请改用：150702 海拉尔区。");
    EXPECT_EQ(titles().resolve("研究员", "职称").error().message, "职称“研究员”在《专业技术职务代码》中有多项：611 研究员（自然科学）、621 "
                                                                  "研究员（社会科学），请改填代码。");
    EXPECT_EQ(disciplines().by_code("1101477", "主学科").error().message,
              "主学科“1101477”不在《学科分类与代码》中，相近的有：11014 数理逻辑与数学基础、1101410 "
              "演绎逻辑学、1101420 证明论，请核对后填写。");
}

TEST(Catalog, PickersSearchByCodeNamePinyinAndInitials)
{
    auto first = [](const Table& t, const char* text) {
        auto found = t.search(text, 5);
        return found.empty() ? std::string() : found.front()->name;
    };
    EXPECT_EQ(first(disciplines(), "sx"), "数学");
    EXPECT_EQ(first(disciplines(), "shuxue"), "数学");
    EXPECT_EQ(first(disciplines(), "数学"), "数学");
    EXPECT_EQ(first(disciplines(), "1101410"), "演绎逻辑学");
    EXPECT_EQ(first(regions(), "hhht"), "呼和浩特市");
    EXPECT_EQ(first(regions(), "nmg"), "内蒙古自治区");
    EXPECT_EQ(first(titles(), "会计师"), "会计师");
    EXPECT_EQ(first(titles(), "kjs"), "会计师");
    auto energy = disciplines().search("qn", 50);
    EXPECT_TRUE(std::any_of(energy.begin(), energy.end(), [](auto* e) { return e->name.find("氢能") != std::string::npos; }));
    EXPECT_EQ(disciplines().search("学", 7).size(), 7u);
    EXPECT_TRUE(disciplines().search(" ").empty());
    EXPECT_TRUE(regions().search("152101").empty()) << "retired codes are not offered";
}

TEST(Catalog, AsAFieldRule)
{
    auto rule = disciplines().check();
    EXPECT_FALSE(rule("discipline", "学科", "110"));
    auto error = rule("disciplines[1]", "学科", "999");
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fields.at(0).path, "disciplines[1]");
    EXPECT_THROW(table("zodiac"), std::out_of_range);
}

} // namespace
