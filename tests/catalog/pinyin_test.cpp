#include "catalog/pinyin.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace {

using namespace catalog;

TEST(Pinyin, FamilyNamesAreReadAsFamilyNames)
{
    const std::vector<std::array<const char*, 3>> cases{
        {"单田", "shan tian", "st"},
        {"曾国", "zeng guo", "zg"},
        {"仇英", "qiu ying", "qy"},
        {"解缙", "xie jin", "xj"},
        {"区寄", "ou ji", "oj"},
        {"查良", "zha liang", "zl"},
        {"尉迟恭", "yu chi gong", "ycg"},
        {"万俟卨", "mo qi xie", "mqx"},
        {"朴趾源", "piao zhi yuan", "pzy"},
        {"缪荃", "miao quan", "mq"},
        {"覃怀", "qin huai", "qh"},
        {"吕布", "lv bu", "lb"},
        {"欧阳修", "ou yang xiu", "oyx"},
        {"赵仇", "zhao chou", "zc"},
        {"李单", "li dan", "ld"},
        {"阿拉坦·格日勒", "a la tan ge ri le", "altgrl"},
        {"司马", "si ma", "sm"},
        {"", "", ""},
        {"Zhang San", "zhang san", "zs"},
    };
    for (const auto& [name, key, initials] : cases) {
        auto pinyin = person_pinyin(name);
        EXPECT_EQ(pinyin.key, key) << name;
        EXPECT_EQ(pinyin.initials, initials) << name;
    }
}

TEST(Pinyin, OtherTextsAreReadAsWords)
{
    const std::vector<std::pair<const char*, const char*>> cases{
        {"氢能", "qing neng"},
        {"银行", "yin hang"},
        {"长江流域", "chang jiang liu yu"},
        {"注册会计师", "zhu ce kuai ji shi"},
        {"重庆市", "chong qing shi"},
        {"绿色5G（试验）", "lv se 5g shi yan"},
        {"乌拉特前旗", "wu la te qian qi"},
    };
    for (auto [text, key] : cases) EXPECT_EQ(text_pinyin(text).key, key);
    EXPECT_EQ(text_pinyin("氢能").compact(), "qingneng");
    EXPECT_EQ(pinyin_query(" LÜ Bu"), "lvbu");
}

TEST(Pinyin, OtherScriptsAndRareCharactersStay)
{
    EXPECT_EQ(person_pinyin("ᠮᠣᠩᠭᠣᠯ").key, "ᠮᠣᠩᠭᠣᠯ");
    EXPECT_EQ(person_pinyin("ᠮᠣᠩᠭᠣᠯ").initials, "");
    EXPECT_EQ(person_pinyin("𠮷田").key, "𠮷 tian");
}

TEST(Pinyin, InitialsFollowFromTheKey)
{
    for (const char* name : {"欧阳修", "阿拉坦·格日勒", "ᠮᠣᠩᠭᠣᠯ", "𠮷田", "绿色5G", "Li Lei", ""}) {
        auto pinyin = person_pinyin(name);
        EXPECT_EQ(initials_of(pinyin.key), pinyin.initials) << name;
    }
}

TEST(Pinyin, ThreadsAgree)
{
    const std::vector<std::string> names{"单田芳", "尉迟恭", "阿拉坦·格日勒", "朴趾源"};
    std::vector<std::string> alone;
    for (const auto& name : names) alone.push_back(person_pinyin(name).key);
    std::vector<int> wrong(4);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 200; ++i)
                for (std::size_t n = 0; n < names.size(); ++n) wrong[t] += person_pinyin(names[n]).key != alone[n];
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, std::vector<int>(4));
}

} // namespace
