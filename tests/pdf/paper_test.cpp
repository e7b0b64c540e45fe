#include "pdf/paper.h"

#include "support/databases.h"
#include "support/pdf.h"

#include <gtest/gtest.h>

#include <vector>

namespace {

using support::told_by;

std::vector<std::string> sheets_of(const std::string& text)
{
    std::vector<std::string> sheets{""};
    for (char c : text)
        if (c == '\f')
            sheets.emplace_back();
        else
            sheets.back() += c;
    sheets.pop_back(); // behind the last form feed
    return sheets;
}

std::size_t times(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
    return count;
}

pdf::Paper long_paper()
{
    pdf::Paper paper({"试验", "编号 1", Instant{1'764'000'000'000}});
    paper.heading("试验记录表");
    pdf::Table table{.title = "一、名单", .widths = {30, 0}, .head = {{"行"}, {"内容"}}};
    for (int i = 0; i < 120; ++i) table.rows.push_back({{"第" + std::to_string(1000 + i) + "行"}, {"草原畜种繁育"}});
    paper.table(table);
    paper.signatures("二、签字", {{"操作员", "甲"}, {"监督员", "乙"}}, "注");
    return paper;
}

class PaperTest : public testing::Test {
protected:
    support::Folder folder;
};

TEST_F(PaperTest, TablesGoOnWithTheirHeadsAndEverySheetIsNumbered)
{
    std::string bytes = long_paper().finish();
    auto sheets = sheets_of(told_by("pdftotext", "-layout", bytes, folder.path()));
    ASSERT_GT(sheets.size(), 2u);
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        std::string number = "第" + std::to_string(i + 1) + "页共" + std::to_string(sheets.size()) + "页";
        EXPECT_NE(support::solid(sheets[i]).find(number), std::string::npos) << sheets[i];
        EXPECT_EQ(times(sheets[i], "一、名单"), times(sheets[i], "草原畜种繁育") > 0 ? 1u : 0u) << i;
        EXPECT_EQ(times(sheets[i], "（续）"), i > 0 && times(sheets[i], "草原畜种繁育") > 0 ? 1u : 0u) << i;
    }
    std::string whole = told_by("pdftotext", "-layout", bytes, folder.path());
    for (int i = 0; i < 120; ++i) EXPECT_EQ(times(whole, "第" + std::to_string(1000 + i) + "行"), 1u) << i;
    EXPECT_EQ(times(whole, "签字："), 2u);
}

TEST_F(PaperTest, EqualCallsGiveEqualBytes)
{
    EXPECT_EQ(long_paper().finish(), long_paper().finish());
}

TEST_F(PaperTest, FontsAreEmbeddedAndTheirTextCanBeSelected)
{
    ASSERT_TRUE(pdf::has_font());
    std::string fonts = told_by("pdffonts", "", long_paper().finish(), folder.path());
    EXPECT_NE(fonts.find("WenQuanYiZenHei"), std::string::npos) << fonts;
    EXPECT_EQ(times(fonts, "yes yes yes"), times(fonts, "WenQuanYi")) << "embedded, subset, with ToUnicode\n" << fonts;
    EXPECT_NE(told_by("pdfinfo", "", long_paper().finish(), folder.path()).find("A4"), std::string::npos);
}

TEST_F(PaperTest, ARowHigherThanASheetGoesOnWithEveryWord)
{
    pdf::Paper paper({"试验", "编号 1", Instant{}});
    std::string words;
    for (int i = 0; i < 900; ++i) words += "条件" + std::to_string(1000 + i) + "；";
    paper.table({.title = "一、条件", .widths = {30, 0}, .head = {{"组"}, {"条件"}}, .rows = {{{"甲组"}, {words}}, {{"乙组"}, {"末行"}}}});
    std::string text = told_by("pdftotext", "-raw", paper.finish(), folder.path());
    std::string solid = support::solid(text);
    EXPECT_GT(sheets_of(text).size(), 1u);
    for (int i = 0; i < 900; ++i) EXPECT_GE(times(solid, std::to_string(1000 + i)), 1u) << i;
    EXPECT_EQ(times(text, "末行"), 1u);
}

} // namespace
