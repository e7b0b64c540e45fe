#include "amendment/merging.h"

#include "base/identity.h"

#include <gtest/gtest.h>

namespace {

using expert::NewExpert;

const Day day = Day::of(2026, 1, 1);

crypto::Secret citizen(int k)
{
    return crypto::Secret(identity::invent_citizen_id("150102", Day::of(1870, 5, 1) + k, 2));
}

expert::Record record(const std::function<void(NewExpert&)>& change = {})
{
    expert::Record r{1, 3, "a", "E2026-00001", {}};
    r.facts.name = "乌云其木格";
    r.facts.pinyin = "wu yun qi mu ge";
    r.facts.sex = "2";
    r.facts.title = "011";
    r.facts.birth_day = Day::of(1870, 5, 1) + 1;
    r.facts.citizen_id = citizen(1);
    r.facts.disciplines = {"23020", "18010"};
    r.facts.categories = {{"research", "教授", day, "某处", 10}};
    r.facts.posts = {{5, "main", "教授", Day::of(2019, 3, 1), std::nullopt, day, "某处", 20}};
    if (change) change(r.facts);
    return r;
}

// What became of a field, in words.
std::string told(const Result<expert::Record>& result)
{
    if (!result) {
        std::string faults;
        for (const auto& field : result.error().fields) faults += (faults.empty() ? "" : "; ") + field.path + " " + field.code;
        return faults;
    }
    const auto& e = result->facts;
    std::string text = e.name + " " + e.title;
    for (const auto& code : e.disciplines) text += " " + code;
    for (const auto& c : e.categories)
        text += " " + c.category + "/" + c.qualification + (c.verified_on ? "+" : "-") + std::to_string(c.row);
    for (const auto& p : e.posts) text += " " + p.kind + "/" + p.duty + (p.verified_on ? "+" : "-") + std::to_string(p.row);
    return text;
}

TEST(Merging, OfPlainFieldsOneStaysAndFactsAreUnited)
{
    using amendment::Choice;
    const std::string as_it_was = "乌云其木格 011 23020 18010 research/教授+10 main/教授+20";
    struct Case {
        std::string what;
        std::function<void(NewExpert&)> mine, theirs;
        Choice choice;
        std::string told;
    };
    auto nothing = [](NewExpert&) {};
    const Case cases[] = {
        {"the same", nothing, nothing, {}, as_it_was},
        {"the survivor's stands", nothing, [](auto& e) { e.title = "012"; }, {}, as_it_was},
        {"or the other's is taken",
         nothing,
         [](auto& e) { e.title = "012"; },
         {{"title"}, {}, {}},
         "乌云其木格 012 23020 18010 research/教授+10 main/教授+20"},
        {"what one has alone stays", [](auto& e) { e.title = ""; }, nothing, {}, as_it_was},
        {"and is not given for nothing", nothing, [](auto& e) { e.title = ""; }, {{"title"}, {}, {}}, as_it_was},
        {"a name", nothing, [](auto& e) { e.name = "斯琴"; }, {{"name"}, {}, {}}, "斯琴 011 23020 18010 research/教授+10 main/教授+20"},
        {"no choice",
         nothing,
         nothing,
         {{"pinyin", "posts", "status"}, {}, {}},
         "taken amendment.not_chosen; taken amendment.not_chosen; taken amendment.not_chosen"},
        {"a third discipline",
         nothing,
         [](auto& e) {
             e.disciplines = {"520", "23020"};
         },
         {},
         "乌云其木格 011 23020 18010 520 research/教授+10 main/教授+20"},
        {"a fourth",
         nothing,
         [](auto& e) {
             e.disciplines = {"520", "480"};
         },
         {},
         "disciplines amendment.too_many_codes"},
        {"of four three are chosen",
         nothing,
         [](auto& e) {
             e.disciplines = {"520", "480"};
         },
         {{}, {"480", "23020", "520"}, {}},
         "乌云其木格 011 480 23020 520 research/教授+10 main/教授+20"},
        {"of nobody", nothing, nothing, {{}, {"110"}, {}}, "disciplines amendment.codes_unknown"},
        {"twice", nothing, nothing, {{}, {"23020", "23020"}, {}}, "disciplines amendment.codes_unknown"},
        {"one too many",
         nothing,
         [](auto& e) {
             e.disciplines = {"520", "480"};
         },
         {{}, {"480", "23020", "520", "18010"}, {}},
         "disciplines amendment.choose_codes"},
        {"four that one has already",
         [](auto& e) {
             e.disciplines = {"23020", "18010", "480", "520"};
         },
         nothing,
         {},
         "乌云其木格 011 23020 18010 480 520 research/教授+10 main/教授+20"},
        {"another category",
         nothing,
         [](auto& e) {
             e.categories = {{"finance", "会计师", std::nullopt, "", 11}};
         },
         {},
         "乌云其木格 011 23020 18010 research/教授+10 finance/会计师-0 main/教授+20"},
        {"a verified one outweighs",
         [](auto& e) { e.categories[0].verified_on = std::nullopt; },
         [](auto& e) { e.categories[0].qualification = "研究员"; },
         {},
         "乌云其木格 011 23020 18010 research/研究员+10 main/教授+20"},
        {"never the other way",
         nothing,
         [](auto& e) {
             e.categories = {{"research", "研究员", std::nullopt, "", 11}};
         },
         {},
         as_it_was},
        {"a post verified in one", [](auto& e) { e.posts[0].verified_on = std::nullopt; }, nothing, {}, as_it_was},
        {"a post that differs is another",
         nothing,
         [](auto& e) {
             e.posts[0].to = Day::of(2025, 1, 1);
             e.posts[0].verified_on = std::nullopt;
         },
         {},
         "乌云其木格 011 23020 18010 research/教授+10 main/教授+20 main/教授-0"},
        {"another number with its birth",
         nothing,
         [](auto& e) {
             e.citizen_id = citizen(2);
             e.birth_day = Day::of(1870, 5, 1) + 2;
         },
         {{"citizen_id", "birth_day"}, {}, {}},
         as_it_was},
        {"without its birth",
         nothing,
         [](auto& e) { e.citizen_id = citizen(2); },
         {{"citizen_id"}, {}, {}},
         "birth_day expert.birth_differs"},
        {"nor with another sex", nothing, [](auto& e) { e.sex = "1"; }, {{"sex"}, {}, {}}, "sex expert.sex_differs"},
        {"a fault that stands is not judged", [](auto& e) { e.sex = "1"; }, [](auto& e) { e.sex = "1"; }, {}, as_it_was},
    };
    for (const auto& c : cases) EXPECT_EQ(told(amendment::united(record(c.mine), record(c.theirs), c.choice)), c.told) << c.what;
}

TEST(Merging, LosesNoRelationNoInterestAndNoSanction)
{
    Bytes hash(32, 7);
    auto mine = record([](auto& e) {
        e.relations = {{"spouse", "王秀英", std::nullopt, "", 30, std::nullopt}};
        e.interests = {{5, "shareholding", 100, std::nullopt, std::nullopt, 40}};
    });
    auto theirs = record([&](auto& e) {
        e.relations = {{"spouse", "王秀英", std::nullopt, "", 31, std::nullopt}, {"spouse", "王秀英", std::nullopt, "", 32, hash}};
        e.interests = {{5, "shareholding", 100, std::nullopt, std::nullopt, 41}, {5, "shareholding", 100, day, std::nullopt, 42}};
    });
    auto wanted = amendment::united(mine, theirs, {});
    ASSERT_TRUE(wanted);
    ASSERT_EQ(wanted->facts.relations.size(), 2u) << "with a number it says more";
    EXPECT_EQ(wanted->facts.relations[1].other_hash, hash);
    EXPECT_EQ(wanted->facts.relations[1].row, 0);
    ASSERT_EQ(wanted->facts.interests.size(), 2u);
    EXPECT_EQ(wanted->facts.interests[1].row, 0);

    const expert::Sanction talk{"admonition", day, day + 365, "甲〔2026〕1 号"}, open{"admonition", day, std::nullopt, "甲〔2026〕1 号"};
    EXPECT_EQ(amendment::lacking({talk}, {talk}).size(), 0u);
    EXPECT_EQ(amendment::lacking({talk}, {open, talk}).size(), 1u);
    EXPECT_EQ(amendment::lacking({}, {talk}).size(), 1u);
    EXPECT_EQ(amendment::lacking({talk}, {}).size(), 0u);
}

TEST(Merging, TakesTheStricterStatus)
{
    const std::string statuses[] = {"active", "frozen", "exited", "suspended", "revoked"};
    for (std::size_t a = 0; a < 5; ++a)
        for (std::size_t b = 0; b < 5; ++b) {
            expert::Standing mine{statuses[a], day, day - 10, std::nullopt}, theirs{statuses[b], day - 5, day - 20, day - 3};
            auto got = amendment::united(mine, theirs);
            EXPECT_EQ(got.status, statuses[std::max(a, b)]);
            EXPECT_EQ(got.since, a > b ? day : day - 5) << a << b;
            EXPECT_EQ(got.entered_on, day - 20);
            EXPECT_EQ(got.confirmed_on, day - 3);
        }
}

} // namespace
