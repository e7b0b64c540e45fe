#include "files/workbook.h"

#include "support/archives.h"

#include <gtest/gtest.h>

#include <chrono>
#include <ctime>

using support::workbook_of;
using support::zipped;

namespace {

// "1:甲|乙[formula]" for each row.
std::string shown(const files::Sheet& sheet)
{
    static const std::map<files::CellKind, std::string> marks{{files::CellKind::text, ""},
                                                              {files::CellKind::formula, "[formula]"},
                                                              {files::CellKind::fault, "[fault]"},
                                                              {files::CellKind::inexact, "[inexact]"}};
    std::string lines;
    for (const auto& row : sheet.rows) {
        lines += std::to_string(row.number) + ":";
        for (std::size_t i = 0; i < row.cells.size(); ++i) lines += (i ? "|" : "") + row.cells[i].text + marks.at(row.cells[i].kind);
        lines += "\n";
    }
    return lines;
}

// The rows of the only sheet, or the code of the refusal.
std::string read(const std::string& bytes, const files::Limits& limits = {})
{
    auto book = files::read_workbook(bytes, "专家.csv", limits);
    if (!book) return book.error().code;
    return book->sheets.size() == 1 ? shown(book->sheets[0]) : std::to_string(book->sheets.size()) + " sheets";
}

struct XlsxCase {
    std::string what, data, expected;
    std::vector<std::pair<std::string, std::string>> parts = {};
};

const std::string shared_strings =
    "<sst><si><t>甲</t></si><si><r><rPr><b/></rPr><t>乌云</t></r><r><t xml:space=\"preserve\"> 其木格</t></r>"
    "<rPh sb=\"0\" eb=\"1\"><t>wu</t></rPh></si><si><t>a_x000D_b_x005F_x0041_</t></si></sst>";
const std::string styles =
    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/><numFmt numFmtId=\"165\" "
    "formatCode=\"0.00_ &quot;day&quot;\"/><numFmt numFmtId=\"166\" formatCode=\"000\"/><numFmt numFmtId=\"167\" "
    "formatCode=\"[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/><numFmt numFmtId=\"168\" formatCode=\"0.0%\"/>"
    "<numFmt numFmtId=\"169\" formatCode=\"[h]:mm\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
    "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"31\"/>"
    "<xf numFmtId=\"166\"/><xf numFmtId=\"10\"/><xf numFmtId=\"167\"/><xf numFmtId=\"168\"/><xf numFmtId=\"169\"/>"
    "</cellXfs></styleSheet>";

const XlsxCase xlsx_cases[] = {
    {"inline strings", R"(<row r="2"><c r="A2" t="inlineStr"><is><t>阿拉坦·格日勒</t></is></c></row>)", "2:阿拉坦·格日勒\n"},
    {"shared strings, rich runs, phonetic guide, escapes",
     R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>)",
     "1:甲|乌云 其木格|a\rb_x0041_\n",
     {{"xl/sharedStrings.xml", shared_strings}}},
    {"days by their format",
     R"(<row r="1"><c r="A1" s="1"><v>46091</v></c><c r="B1" s="2"><v>46091.5</v></c><c r="C1" s="3"><v>46091</v></c>)"
     R"(<c r="D1" s="4"><v>59</v></c><c r="E1" s="1"><v>61</v></c><c r="F1"><v>46091</v></c></row>)",
     "1:2026-03-10|2026-03-10 12:00:00|46091|1900-02-28|1900-03-01|46091\n",
     {{"xl/styles.xml", styles}}},
    {"numbers with leading zeros, percentages, days in Chinese, hours",
     R"(<row r="1"><c r="A1" s="5"><v>11</v></c><c r="B1" s="6"><v>0.125</v></c><c r="C1" s="7"><v>46091</v></c><c r="D1" s="8"><v>1</v></c>)"
     R"(<c r="E1" s="9"><v>1.5</v></c><c r="F1" s="5"><v>1234</v></c></row>)",
     "1:011|12.5%|2026-03-10|100%|1.5|1234\n",
     {{"xl/styles.xml", styles}}},
    {"merged ranges, as far as there are rows",
     R"(<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>7</v></c><c r="C2"><v>3</v></c></row><row r="3"><c r="C3"><v>4</v></c></row>)"
     R"(</sheetData><mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2:B900000"/><mergeCell ref="D2:D3"/></mergeCells><sheetData>)",
     "1:1|1|1\n2:7|7|3\n3:7|7|4\n"},
    {"a merged range that is none", R"(<row><c><v>1</v></c></row><mergeCell ref="B2:A1"/>)", "files.broken_part"},
    {"days since 1904",
     R"(<row r="1"><c r="A1" s="1"><v>44629</v></c></row>)",
     "1:2026-03-10\n",
     {{"xl/styles.xml", styles},
      {"xl/workbook.xml", R"(<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>)"}}},
    {"ISO days", R"(<row r="1"><c r="A1" t="d"><v>2026-03-10T00:00:00</v></c></row>)", "1:2026-03-10\n"},
    {"numbers",
     R"(<row><c><v>12</v></c><c><v>12.0</v></c><c><v>0.1</v></c><c><v>1.5E2</v></c><c><v>-0.0</v></c><c><v>0.30000000000000004</v></c></row>)",
     "1:12|12|0.1|150|0|0.3\n"},
    {"an identity number kept as a number is not exact", R"(<row><c><v>1.50102189901012E+17</v></c></row>)",
     "1:150102189901012000[inexact]\n"},
    {"truth and error values", R"(<row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>)", "1:TRUE|#N/A[fault]\n"},
    {"formulas keep what they gave",
     R"(<row><c><f>1+1</f><v>2</v></c><c t="str"><f t="shared" si="0"/><v>x</v></c><c t="str"><v>y</v></c></row>)",
     "1:2[formula]|x[formula]|y\n"},
    {"cells and rows out of order, gaps, empty cells",
     R"(<row r="5"><c r="C5"><v>3</v></c><c r="A5"><v>1</v></c><c r="ZZ5" s="1"/></row><row r="2"><c r="B2"><v>9</v></c></row><row r="9"/>)",
     "2:|9\n5:1||3\n"},
    {"merged cells hold their first", R"(<row r="1"><c r="A1"><v>1</v></c><c r="B1"/></row>)", "1:1\n"},
    {"prefixed names, comments, CDATA, entities",
     R"(<x:row xmlns:x="x"><!-- <row> --><x:c t="inlineStr"><x:is><x:t><![CDATA[<a>]]>&amp;&#x1821;&#36;</x:t></x:is></x:c></x:row>)",
     "1:<a>&ᠡ$\n"},
    {"a formula that is text stays text", R"(<row><c t="inlineStr"><is><t>=HYPERLINK("http://x")</t></is></c></row>)",
     "1:=HYPERLINK(\"http://x\")\n"},
    {"a cell twice", R"(<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>)", "files.cell_twice"},
    {"a row twice",
     R"(<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="B1"><v>1</v></c></row>)",
     "files.cell_twice"},
    {"a shared string that is not there", R"(<row><c t="s"><v>7</v></c></row>)", "files.broken_part"},
    {"a place that is none", R"(<row r="1"><c r="1A"><v>7</v></c></row>)", "files.broken_part"},
    {"unclosed", R"(<row><c><v>7</v></c>)", "files.broken_part"},
    {"an unknown entity", R"(<row><c t="inlineStr"><is><t>&lol;</t></is></c></row>)", "files.broken_part"},
    {"a zero character", R"(<row><c t="inlineStr"><is><t>&#0;</t></is></c></row>)", "files.broken_part"},
    {"a document type",
     "",
     "files.declaration",
     {{"xl/worksheets/sheet1.xml", R"(<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>)"}}},
    {"a document type in the shared strings",
     "",
     "files.declaration",
     {{"xl/sharedStrings.xml", R"(<?xml version="1.0"?><!DOCTYPE sst SYSTEM "http://x/"><sst/>)"}}},
    {"not UTF-8", "", "files.broken_part", {{"xl/worksheets/sheet1.xml", "<w>\xFF</w>"}}},
    {"no sheets", "", "files.no_sheet", {{"xl/workbook.xml", "<workbook><sheets/></workbook>"}}},
    {"too deep", std::string([] {
         std::string deep;
         for (int i = 0; i < 200; ++i) deep += "<a>";
         return deep;
     }()),
     "files.broken_part"},
};

TEST(Workbook, ReadsXlsx)
{
    for (const auto& c : xlsx_cases) EXPECT_EQ(read(workbook_of(c.data, c.parts)), c.expected) << c.what;
}

struct CsvCase {
    std::string what, bytes, expected;
};

const CsvCase csv_cases[] = {
    {"UTF-8", "姓名,单位\r\n张三,草原大学\r\n", "1:姓名|单位\n2:张三|草原大学\n"},
    {"a byte order mark", "\xEF\xBB\xBF姓名\n", "1:姓名\n"},
    {"GB 18030", "\xD0\xD5\xC3\xFB,\xB5\xA5\xCE\xBB\n", "1:姓名|单位\n"},
    {"GB 18030 of four bytes", "a,\x81\x34\xD7\x34,\x95\x34\xB2\x35\xD2\xB0\n", "1:a|ᠮ|𠮷野\n"},
    {"quotes, commas and line ends within", "\"a,\"\"b\"\"\n c\",d\re,5\" pipe", "1:a,\"b\"\n c|d\n2:e|5\" pipe\n"},
    {"empty lines keep their number", "a\n\n,,\nb,\n", "1:a\n4:b\n"},
    {"formulas", "=1+1,\"=HYPERLINK(\"\"x\"\")\",-5,+1,@x", "1:=1+1[formula]|=HYPERLINK(\"x\")[formula]|-5|+1|@x\n"},
    {"unclosed quotes", "a\n\"b", "files.quotes"},
    {"text after quotes", "\"a\"b\n", "files.quotes"},
    {"UTF-16 separated by tabs, as Excel saves Unicode text", std::string("\xFF\xFE\xD3Y\rT\t\0\x31\0\r\0\n\0\x32\0", 16),
     "1:姓名|1\n2:2\n"},
    {"UTF-16 of the other order", std::string("\xFE\xFFY\xD3\0,\0a", 8), "1:姓|a\n"},
    {"UTF-16 with half a character", std::string("\xFF\xFE\xD3Y\xD3", 5), "files.not_text"},
    {"semicolons", "姓名;单位\n张,三;\"草原;大学\"\n", "1:姓名|单位\n2:张,三|草原;大学\n"},
    {"tabs", "a\tb,c\td\n", "1:a|b,c|d\n"},
    {"a line that names the separator", "sep=;\r\na;b,c,d\r\n", "2:a|b,c,d\n"},
    {"semicolons within values do not separate", "姓名,类别\n张三,\"研究开发；其他\"\n", "1:姓名|类别\n2:张三|研究开发；其他\n"},
    {"numbers kept as text", "\"=\"\"0123\"\"\",=\"45\",=\"a\"&\"b\"\n", "1:0123|45|=\"a\"&\"b\"[formula]\n"},
    {"neither encoding", "a\xFF\xFF", "files.not_text"},
    {"binary", std::string("a\0b", 3), "files.unknown_type"},
    {"nothing", "", "files.empty"},
    {"PDF", "%PDF-1.7", "files.unknown_type"},
    {"old workbook", "\xD0\xCF\x11\xE0\xA1\xB1", "files.old_or_protected"},
    {"broken ZIP", "PK\x03\x04 nonsense", "files.broken_zip"},
};

TEST(Workbook, ReadsCsv)
{
    for (const auto& c : csv_cases) EXPECT_EQ(read(c.bytes), c.expected) << c.what;
}

TEST(Workbook, NamesSheetsAfterFiles)
{
    auto book = files::read_workbook("a\n", "C:\\名册\\任职.CSV");
    ASSERT_TRUE(book);
    EXPECT_EQ(book->sheets[0].name, "任职");
    book = files::read_workbook(
        zipped({{"名册/专家.csv", "a\n"}, {"__MACOSX/._x.csv", "x"}, {"\xB5\xA5\xCE\xBB.csv", "b\n"}, {"readme.txt", "x"}}), "x.zip");
    ASSERT_TRUE(book) << book.error().message;
    ASSERT_EQ(book->sheets.size(), 2u);
    EXPECT_EQ(book->sheets[0].name, "专家");
    EXPECT_EQ(book->sheets[1].name, "单位");
    EXPECT_EQ(read(zipped({{"a.txt", "x"}})), "files.no_sheet");
}

TEST(Workbook, RefusesBombsBeforeUnpackingThem)
{
    std::string zeros(6 << 20, '0');
    auto csv = zipped({{"a.csv", zeros}}), xlsx = workbook_of("", {{"xl/worksheets/sheet1.xml", "<w>" + zeros + "</w>"}});
    files::Limits small;
    small.ratio = 2000;
    small.part_bytes = 5 << 20;
    auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(read(csv), "files.too_dense");
    EXPECT_EQ(read(xlsx), "files.too_dense");
    EXPECT_EQ(read(csv, small), "files.too_large");
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::milliseconds(100));
    small.unpacked_bytes = 1 << 20;
    std::string lines;
    for (int i = 0; i < 6000; ++i) lines += std::string(99, 'a') + "\n";
    EXPECT_EQ(read(zipped({{"a.csv", lines}}), small).substr(0, 3), "1:a");
    EXPECT_EQ(read(zipped({{"a.csv", lines}, {"b.csv", lines}}), small), "files.too_large");
    std::vector<std::pair<std::string, std::string>> many;
    for (int i = 0; i < 1001; ++i) many.emplace_back(std::to_string(i) + ".csv", "");
    EXPECT_EQ(read(zipped(many)), "files.too_many_parts");
}

// Processor time, which a busy machine stretches less than the clock's.
double seconds_to_refuse(const std::string& bytes, const std::string& expected)
{
    auto began = std::clock();
    EXPECT_EQ(read(bytes), expected);
    return static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
}

TEST(Workbook, RefusesSoonWhatWouldTakeAllMemory)
{
    std::string far, wide, merged, strings;
    for (int i = 1; i <= 30'000; ++i)
        far += "<row r=\"" + std::to_string(i * 30) + "\"><c r=\"GR" + std::to_string(i * 30) + "\"><v>1</v></c></row>";
    EXPECT_LT(seconds_to_refuse(workbook_of(far), "files.too_many_cells"), 2) << "one cell at the far end of each row";
    for (int i = 0; i < 300; ++i) wide += "<c><v>1</v></c>";
    EXPECT_LT(seconds_to_refuse(workbook_of("<row>" + wide + "</row>"), "files.too_many_columns"), 1);
    std::string rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    for (int i = 2; i <= 20'000; ++i) rows += "<row r=\"" + std::to_string(i) + "\"><c r=\"B" + std::to_string(i) + "\"><v>1</v></c></row>";
    for (int i = 0; i < 50'000; ++i) merged += "<mergeCell ref=\"A1:XFD1048576\"/>";
    EXPECT_LT(seconds_to_refuse(workbook_of(rows + merged), "files.too_many_cells"), 1) << "ranges that lie over each other";
    for (int i = 0; i < 5'000; ++i) strings += "<row><c t=\"s\"><v>0</v></c></row>";
    EXPECT_LT(
        seconds_to_refuse(workbook_of(strings, {{"xl/sharedStrings.xml", "<sst><si><t>" + std::string(30'000, 'a') + "</t></si></sst>"}}),
                          "files.too_much_text"),
        1)
        << "one text five thousand times";
    EXPECT_LT(seconds_to_refuse(workbook_of("<row r=\"1048577\"><c><v>1</v></c></row>"), "files.broken_part"), 1);
    EXPECT_LT(seconds_to_refuse(workbook_of("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"), "files.too_many_columns"), 1);
    EXPECT_LT(seconds_to_refuse(zipped({{"a.csv", zipped({{"b.csv", "a"}})}}), "files.unknown_type"), 1) << "a ZIP in a ZIP";
    EXPECT_LT(seconds_to_refuse(zipped({{"../../etc/专家.csv", "a\n"}}), "1:a\n"), 1)
        << "no name leads anywhere: nothing is written to disk";
}

TEST(Workbook, ASharedStringCountsEachTimeItIsUsed)
{
    std::string cells;
    for (int i = 0; i < 100; ++i) cells += "<row><c t=\"s\"><v>0</v></c></row>";
    files::Limits limits;
    limits.text_bytes = 1 << 20;
    auto bytes = workbook_of(cells, {{"xl/sharedStrings.xml", "<sst><si><t>" + std::string(20'000, 'a') + "</t></si></sst>"}});
    EXPECT_EQ(read(bytes, limits), "files.too_much_text");
}

TEST(Workbook, KeepsToItsLimits)
{
    files::Limits limits;
    limits.rows = 2;
    EXPECT_EQ(read("a\nb\n", limits), "1:a\n2:b\n");
    EXPECT_EQ(read("a\nb\nc\n", limits), "files.too_many_rows");
    limits = {};
    limits.columns = 2;
    EXPECT_EQ(read("a,b,,\n", limits), "1:a|b\n");
    EXPECT_EQ(read("a,b,c\n", limits), "files.too_many_columns");
    limits = {};
    limits.characters = 3;
    EXPECT_EQ(read("草原大\n", limits), "1:草原大\n");
    EXPECT_EQ(read("草原大学\n", limits), "files.cell_too_long");
    limits = {};
    limits.cells = 3;
    EXPECT_EQ(read("a,b,c\n", limits), "1:a|b|c\n");
    EXPECT_EQ(read("a,b,c\nd\n", limits), "files.too_many_cells");
    EXPECT_EQ(read(",,,d\n", limits), "files.too_many_cells") << "empty places before a cell count";
    EXPECT_EQ(read(workbook_of(R"(<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row><mergeCell ref="A1:B2"/>)"),
                   limits),
              "files.too_many_cells");
    limits = {};
    limits.sheets = 1;
    EXPECT_EQ(read(zipped({{"a.csv", "a"}, {"b.csv", "b"}}), limits), "files.too_many_sheets");
}

TEST(Workbook, ATruncatedOrFlippedFileIsRefusedOrRead)
{
    auto bytes = workbook_of(R"(<row r="2"><c r="A2" t="inlineStr"><is><t>阿拉坦</t></is></c></row>)");
    for (std::size_t length = 4; length < bytes.size(); length += 7) EXPECT_EQ(read(bytes.substr(0, length)), "files.broken_zip");
    int refused = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        auto flipped = bytes;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x55);
        refused += read(flipped).starts_with("files.");
    }
    EXPECT_GT(refused, 50);
}

TEST(Workbook, WhatIsWrittenIsReadBack)
{
    const std::vector<std::string> hostile{"=1+1",          "+cmd|' /C calc'!A0",
                                           "@SUM(A1)",      "-2",
                                           "＝1",           "\tx",
                                           "ᠪᠣᠯᠣᠷ᠎ᠠ",       "阿拉坦·格日勒",
                                           "𠮷野𪚥",        "<script>alert(1)</script>&amp;\"'",
                                           "_x0041_",       "150102189901010000",
                                           "第一行\n第二行"};
    files::Table table;
    table.name = "专家";
    for (std::size_t i = 0; i < hostile.size(); ++i) table.columns.push_back({"列" + std::to_string(i), 12, "说明", {}, i == 0});
    table.columns[0].choices = {"男", "女"};
    table.rows.push_back(hostile);
    auto bytes = files::write_workbook({table, {"空表", {{"标题"}}, {}}});
    auto book = files::read_workbook(bytes, "x");
    ASSERT_TRUE(book) << book.error().message;
    ASSERT_EQ(book->sheets.size(), 2u);
    ASSERT_EQ(book->sheets[0].rows.size(), 2u);
    const auto& cells = book->sheets[0].rows[1].cells;
    ASSERT_EQ(cells.size(), hostile.size());
    for (std::size_t i = 0; i < hostile.size(); ++i) {
        EXPECT_EQ(cells[i].text, hostile[i]);
        EXPECT_EQ(cells[i].kind, files::CellKind::text) << hostile[i];
    }
}

TEST(Workbook, NamesColumnsAsSpreadsheetsDo)
{
    EXPECT_EQ(files::column_letters(0), "A");
    EXPECT_EQ(files::column_letters(25), "Z");
    EXPECT_EQ(files::column_letters(26), "AA");
    EXPECT_EQ(files::column_letters(16'383), "XFD");
}

} // namespace
