#include "amendment/record_desk.h"
#include "attachment/kind.h"

using namespace support;

namespace {

TEST(AttachmentKind, IsToldByContentAlone)
{
    using namespace std::string_view_literals;
    auto code = [](std::string_view content) {
        return std::string(attachment::kind_of(content) ? attachment::kind_of(content)->code : "");
    };
    EXPECT_EQ(code("%PDF-1.7\n"), "pdf");
    EXPECT_EQ(code("\xFF\xD8\xFF\xE0"sv), "jpeg");
    EXPECT_EQ(code("\x89PNG\r\n\x1A\n...."sv), "png");
    for (auto other : {""sv, "%PDF"sv, " %PDF-1.7"sv, "\x89PNG\n\x1A\n"sv, "GIF89a"sv, "PK\x03\x04"sv, "<svg>"sv})
        EXPECT_EQ(code(other), "");
}

class Attachments : public RecordDesk {
protected:
    std::string content = "%PDF-1.4\n草原" + std::string(100, '\0');

    http::Response add(Browser& browser, const std::string& title, const std::string& bytes)
    {
        return browser.post("/api/v1/experts/" + id + "/attachments",
                            json::Object{{"title", title}, {"content", to_base64(bytes_of(bytes))}});
    }
    json::Array items() { return get(id + "/attachments").at("items").array(); }
};

TEST_P(Attachments, ComeAndGoAndLeaveATrace)
{
    ASSERT_EQ(add(han, "教授任职资格证书", content).status, 200);
    ASSERT_EQ(items().size(), 1u);
    auto item = items()[0].object();
    EXPECT_EQ(item.at("title").text() + " " + item.at("kind").text() + " " + item.at("by").text(), "教授任职资格证书 pdf han");
    std::string path = "/api/v1/attachments/" + item.at("id").text();
    auto file = mei.get(path + "/file");
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.body, content);
    std::map<std::string, std::string> headers(file.headers.begin(), file.headers.end());
    EXPECT_EQ(file.type, "application/pdf");
    EXPECT_EQ(headers["Content-Security-Policy"], "default-src 'none'; sandbox");
    EXPECT_TRUE(headers["Content-Disposition"].starts_with("attachment; "));
    EXPECT_EQ(number("SELECT count(*) FROM ledger_entry WHERE type = 'attachment.opened/1'"), 1);
    auto stored = [&] {
        auto snapshot = library.platform().database.read();
        return snapshot->connection().one("SELECT content FROM attachment", {}, [](const db::Row& row) { return row.maybe_bytes(0); });
    };
    ASSERT_TRUE(*stored());
    EXPECT_EQ(text_of(**stored()).find("PDF"), std::string::npos) << "encrypted at rest";
    EXPECT_EQ(library.check(), "");

    EXPECT_EQ(faults(han.post(path + "/remove", json::Object{{"reason", " "}})), "reason field.required");
    EXPECT_EQ(mei.post(path + "/remove", json::Object{{"reason", "传错了"}}).status, 204);
    EXPECT_EQ(code_of(mei.post(path + "/remove", json::Object{{"reason", "传错了"}})), "attachment.removed");
    EXPECT_EQ(code_of(han.get(path + "/file")), "attachment.removed");
    EXPECT_FALSE(*stored());
    EXPECT_EQ(items()[0].object().at("removed_by").text() + items()[0].object().at("reason").text(), "mei传错了");
}

TEST_P(Attachments, RefuseWhatIsNoneOfThreeKinds)
{
    EXPECT_EQ(faults(add(han, "证书", "<html>")), "content attachment.kind");
    EXPECT_EQ(faults(add(han, "", content)), "title field.required");
    EXPECT_EQ(faults(han.post("/api/v1/experts/" + id + "/attachments", json::Object{{"title", "证书"}, {"content", "%PDF-"}})),
              "content attachment.encoding");
    EXPECT_EQ(faults(add(han, "证书", content + std::string(10 << 20, 'x'))), "content attachment.too_large");
    EXPECT_EQ(add(han, "证书", "%PDF-" + std::string((10 << 20) - 5, 'x')).status, 200);
    EXPECT_EQ(items().size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Engines, Attachments, testing::ValuesIn(engines), [](const auto& info) { return name_of(info.param); });

} // namespace
