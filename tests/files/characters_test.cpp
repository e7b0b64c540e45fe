#include "files/archive.h"
#include "files/encoding.h"
#include "files/workbook.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <array>

namespace {

void append_utf8(std::string& text, char32_t c)
{
    if (c < 0x80) {
        text += static_cast<char>(c);
        return;
    }
    int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    constexpr std::array lead{0x00, 0xC0, 0xE0, 0xF0};
    text += static_cast<char>(lead[static_cast<std::size_t>(more)] | static_cast<int>(c >> (6 * more)));
    while (more-- > 0) text += static_cast<char>(0x80 | static_cast<int>((c >> (6 * more)) & 0x3F));
}

// Four bytes, by the rule the standard gives for what lies beyond the first plane.
std::string four_bytes(char32_t c)
{
    std::uint32_t linear = c - 0x10000 + 189'000;
    std::string bytes(4, '\0');
    bytes[3] = static_cast<char>(0x30 + linear % 10);
    bytes[2] = static_cast<char>(0x81 + linear / 10 % 126);
    bytes[1] = static_cast<char>(0x30 + linear / 1260 % 10);
    bytes[0] = static_cast<char>(0x81 + linear / 12'600);
    return bytes;
}

std::string as_gb18030(const std::string& utf8)
{
    UErrorCode status = U_ZERO_ERROR;
    std::string out(utf8.size() * 2 + 16, '\0');
    auto size = ucnv_convert("gb18030", "UTF-8", out.data(), static_cast<std::int32_t>(out.size()), utf8.data(),
                             static_cast<std::int32_t>(utf8.size()), &status);
    EXPECT_TRUE(U_SUCCESS(status));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

bool is_character(char32_t c)
{
    return (c < 0xD800 || c >= 0xE000) && (c & 0xFFFE) != 0xFFFE && (c < 0xFDD0 || c >= 0xFDF0);
}

} // namespace

// GB 18030 level 3: every character of the standard, and every other, comes in as it was.
TEST(Characters, NoneIsLostFromGb18030)
{
    for (char32_t block = 0x80; block < 0x10000; block += 0x80) {
        std::string text;
        for (char32_t c = block; c < block + 0x80; ++c)
            if (is_character(c)) append_utf8(text, c);
        EXPECT_EQ(files::decode(as_gb18030(text)), text) << std::hex << static_cast<std::uint32_t>(block);
    }
    for (char32_t block = 0x10000; block < 0x110000; block += 0x400) {
        std::string text, bytes = "\xB5\xA5"; // 单: not UTF-8 from the beginning
        append_utf8(text, U'单');
        for (char32_t c = block; c < block + 0x400; ++c) {
            if (!is_character(c)) continue;
            append_utf8(text, c);
            bytes += four_bytes(c);
        }
        EXPECT_EQ(files::decode(bytes), text) << std::hex << static_cast<std::uint32_t>(block);
    }
}

// What programs of tables would compute, run or fetch is text in what leaves the system.
TEST(Characters, NoHostileCellBecomesAFormula)
{
    constexpr std::array<const char*, 14> leads{"=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠", " =", "'=", "\n=", ";="};
    constexpr std::array<const char*, 10> bodies{"1+1",
                                                 "cmd|' /C calc'!A0",
                                                 "HYPERLINK(\"x:\",\"点击\")",
                                                 "SUM(1)*cmd|' /C notepad'!A1",
                                                 "WEBSERVICE(A1)",
                                                 "IMPORTXML(CONCAT(\"x\",B2),\"//a\")",
                                                 "DDE(\"cmd\";\"/C calc\";\"!A0\")",
                                                 "</t></is><f>1+1</f><v>2</v>",
                                                 "]]><f>1</f>",
                                                 "_x003D_1"};
    files::Table table{"清单", {{"一"}, {"二"}, {"三"}, {"四"}, {"五"}}, {}};
    for (int i = 0; i < 10'000; ++i) {
        auto n = static_cast<std::size_t>(i);
        std::string cell = std::string(leads[n % leads.size()]) + bodies[n / leads.size() % bodies.size()] + std::to_string(i);
        if (i % 5 == 0) table.rows.emplace_back();
        table.rows.back().push_back(cell);
    }
    auto bytes = files::write_workbook({table});
    files::Limits limits;
    files::Archive archive(bytes, limits);
    EXPECT_GT(archive.parts().size(), 3u);
    for (const auto& part : archive.parts()) {
        auto content = archive.unpack(part);
        EXPECT_EQ(content.find("<f>"), std::string::npos) << part.name;
        EXPECT_EQ(content.find("<f "), std::string::npos) << part.name;
    }
    auto book = files::read_workbook(bytes, "x.xlsx");
    ASSERT_TRUE(book) << book.error().message;
    ASSERT_EQ(book->sheets[0].rows.size(), table.rows.size() + 1);
    for (std::size_t r = 0; r < table.rows.size(); ++r)
        for (std::size_t c = 0; c < 5; ++c) {
            const auto& cell = book->sheets[0].rows[r + 1].cells[c];
            EXPECT_EQ(cell.kind, files::CellKind::text) << table.rows[r][c];
            EXPECT_EQ(cell.text, table.rows[r][c]);
        }
}
