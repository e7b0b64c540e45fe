#include "amendment/record_desk.h"
#include "intake/import_desk.h"
#include "scanner/fake_scanner.h"
#include "scanner/scanner.h"

using namespace support;

namespace {

// The scanner of a library: there, or its place empty.
class Guarded {
public:
    explicit Guarded(TestLibrary& library) : socket_(library.folder().path() / "s")
    {
        scanner::use(scanner::Scanner("unix:" + socket_.string()));
    }
    ~Guarded() { scanner::use(scanner::Scanner()); }
    void come(FakeScanner::Talk talk = FakeScanner::honest) { fake_ = std::make_unique<FakeScanner>(socket_, std::move(talk)); }
    void go() { fake_.reset(); }

private:
    std::filesystem::path socket_;
    std::unique_ptr<FakeScanner> fake_;
};

std::string trail(TestLibrary& library)
{
    std::string text;
    auto snapshot = library.platform().database.read();
    snapshot->connection().each("SELECT type, body FROM ledger_entry WHERE type LIKE 'upload.%' OR type = 'alerts.raised/1' ORDER BY seq",
                                {}, [&](const db::Row& row) {
                                    std::string body = row.text(1);
                                    EXPECT_EQ(body.find("EICAR"), std::string::npos);
                                    text += row.text(0) + " ";
                                });
    return text;
}

json::Object scanning(Browser& browser)
{
    auto response = browser.get("/api/v1/scanning");
    EXPECT_EQ(response.status, 200) << response.body;
    return body_of(response).object();
}

// Jobs that had to wait are tried again after a while.
void later(TestLibrary& library)
{
    library.clock().advance(11'000);
    library.run_jobs();
}

class ScannedAttachments : public RecordDesk {
protected:
    Guarded guarded{library};
    Browser qin{library};
    const std::string good = "%PDF-1.4\n草原", bad = "%PDF-1.4\n" + test_virus();

    void SetUp() override
    {
        RecordDesk::SetUp();
        library.add_account("qin", "security_administrator");
        ASSERT_EQ(qin.sign_in("qin").status, 200);
    }
    http::Response add(const std::string& title, const std::string& content, const std::string& key = "")
    {
        return han.send(http::Method::post, "/api/v1/experts/" + id + "/attachments",
                        json::canonical(json::Object{{"title", title}, {"content", to_base64(bytes_of(content))}}), key);
    }
    json::Object item(std::size_t at) { return get(id + "/attachments").at("items").array()[at].object(); }
    http::Response open(std::size_t at) { return mei.get("/api/v1/attachments/" + item(at).at("id").text() + "/file"); }
    std::string alerts()
    {
        std::string text;
        auto answer = body_of(qin.get("/api/v1/alerts"));
        for (const auto& one : answer.object().at("items").array())
            text += one.object().at("kind").text() + "：" + one.object().at("details").text() + "\n";
        return text;
    }
};

TEST_P(ScannedAttachments, CleanOnesComeInAndInfectedOnesLeaveNothing)
{
    guarded.come();
    ASSERT_EQ(add("证书", good).status, 200);
    EXPECT_EQ(item(0).at("scan").text(), "clean");
    EXPECT_EQ(open(0).status, 200);

    auto refused = add("证书二", bad, "twice");
    EXPECT_EQ(faults(refused), "content scanner.infected");
    EXPECT_NE(refused.body.find("这个文件查出病毒（Eicar-Test），已拒绝"), std::string::npos);
    // A repetition is told the same, not "done already".
    EXPECT_EQ(faults(add("证书二", bad, "twice")), "content scanner.infected");
    EXPECT_EQ(number("SELECT count(*) FROM attachment"), 1);
    EXPECT_EQ(trail(library), "upload.infected/1 alerts.raised/1 upload.infected/1 alerts.raised/1 ");
    EXPECT_EQ(alerts(), "malware：上传的附件查出病毒 Eicar-Test，已拒绝，内容没有保存。\n");
    EXPECT_EQ(
        code_of(han.post("/api/v1/experts/nobody/attachments", json::Object{{"title", "证书"}, {"content", to_base64(bytes_of(bad))}})),
        "auth.not_found");
    EXPECT_EQ(trail(library), "upload.infected/1 alerts.raised/1 upload.infected/1 alerts.raised/1 ") << "outside the scope: as absent";
}

TEST_P(ScannedAttachments, WaitInQuarantineWhileTheScannerIsAway)
{
    ASSERT_EQ(add("好", good).status, 200);
    ASSERT_EQ(add("坏", bad).status, 200);
    EXPECT_EQ(item(0).at("scan").text() + item(1).at("scan").text(), "waitingwaiting");
    EXPECT_EQ(code_of(open(0)), "scanner.waiting");
    EXPECT_EQ(scanning(qin).at("state").text(), "away");
    EXPECT_EQ(scanning(qin).at("waiting").integer(), 2);
    EXPECT_EQ(alerts(), "scanner_away：连不上查毒程序。上传的文件先行隔离，不能打开、不能导入，恢复后自动查毒。\n");
    for (int i = 0; i < 5; ++i) later(library); // more than a job's attempts
    EXPECT_EQ(code_of(open(1)), "scanner.waiting");

    // One that talks nonsense is away too.
    guarded.come(FakeScanner::saying(std::string("stream: OK", 10)));
    later(library);
    EXPECT_EQ(code_of(open(0)), "scanner.waiting");

    guarded.go();
    guarded.come();
    later(library);
    EXPECT_EQ(item(0).at("scan").text() + " " + item(1).at("scan").text(), "clean infected");
    EXPECT_EQ(open(0).body, good);
    EXPECT_EQ(item(1).at("malware").text(), "Eicar-Test");
    EXPECT_EQ(open(1).status, 409);
    EXPECT_EQ(number("SELECT count(*) FROM attachment WHERE content IS NULL AND scan = 'infected'"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM job"), 0);
    EXPECT_EQ(scanning(qin).at("state").text(), "there");
    EXPECT_EQ(scanning(qin).at("waiting").integer(), 0);
    EXPECT_NE(alerts().find("malware：上传的附件查出病毒 Eicar-Test"), std::string::npos);
    EXPECT_NE(trail(library).find("upload.released/1"), std::string::npos);
}

TEST_P(ScannedAttachments, OneThatCannotBeFinishedKeepsNoOtherWaiting)
{
    for (int i = 0; i < 4; ++i) ASSERT_EQ(add("件" + std::to_string(i), good + std::to_string(i)).status, 200);
    guarded.come([](int s) {
        std::string command = FakeScanner::read_command(s);
        if (command == "zPING") return FakeScanner::answer(s, std::string_view("PONG\0", 5));
        bool stuck = FakeScanner::read_stream(s).ends_with('0');
        FakeScanner::answer(s, stuck ? std::string_view("stream: x ERROR\0", 16) : std::string_view("stream: OK\0", 11));
    });
    later(library);
    EXPECT_EQ(number("SELECT count(*) FROM attachment WHERE scan = 'clean'"), 3);
    EXPECT_EQ(item(0).at("scan").text(), "waiting");
    // Taken away by hand, nothing is left to do.
    EXPECT_EQ(han.post("/api/v1/attachments/" + item(0).at("id").text() + "/remove", json::Object{{"reason", "传错了"}}).status, 204);
    EXPECT_EQ(number("SELECT count(*) FROM job"), 0);
}

TEST_P(ScannedAttachments, CountAsUnscannedWithoutAScanner)
{
    scanner::use(scanner::Scanner());
    ASSERT_EQ(add("证书", bad).status, 200);
    EXPECT_EQ(item(0).at("scan").text(), "unscanned");
    EXPECT_EQ(open(0).status, 200);
    EXPECT_EQ(scanning(qin).at("state").text(), "none");
    EXPECT_EQ(scanning(qin).at("unscanned").integer(), 1);
    EXPECT_EQ(alerts(), "");
}

class ScannedImports : public ImportDesk {
protected:
    Guarded guarded{library};
    const std::string good = workbook_of_sheets(good_sheets()), bad = "姓名,身份证号\n" + test_virus() + ",\n";

    http::Response send(const std::string& bytes) { return admin.send(http::Method::put, "/api/v1/imports?name=a.xlsx", bytes); }
    std::string state(const std::string& id) { return state_of(show(id)); }
    std::string malware(const std::string& id) { return show(id).at("item").object().at("malware").text(); }
    std::int64_t content_size()
    {
        auto snapshot = library.platform().database.read();
        return *snapshot->connection().one("SELECT length(content) FROM import_upload", {},
                                           [](const db::Row& row) { return row.integer(0); });
    }
};

TEST_P(ScannedImports, RefusedAtTheDoor)
{
    guarded.come();
    EXPECT_EQ(code_of(send(bad)), "scanner.infected");
    EXPECT_EQ(count("import_upload"), 0);
    EXPECT_EQ(trail(library), "upload.infected/1 alerts.raised/1 ");
    EXPECT_EQ(state(check(good)), "ready");
    EXPECT_EQ(library.check(), "");
}

TEST_P(ScannedImports, AreNotReadBeforeTheScannerSawThem)
{
    std::string id = check(good);
    EXPECT_EQ(state(id), "quarantined");
    for (int i = 0; i < 5; ++i) later(library);
    EXPECT_EQ(state(id), "quarantined");
    EXPECT_EQ(order(id).status, 409);
    EXPECT_EQ(count("import_error"), 0);
    guarded.come();
    later(library);
    EXPECT_EQ(state(id), "ready");
    EXPECT_EQ(order(id).status, 202);
    library.run_jobs();
    EXPECT_EQ(state(id), "applied");
    EXPECT_EQ(library.check(), "");
}

TEST_P(ScannedImports, FoundLaterLeaveOnlyTheirName)
{
    std::string id = check(bad);
    EXPECT_EQ(state(id), "quarantined");
    auto before = content_size();
    guarded.come();
    later(library);
    EXPECT_EQ(state(id), "infected");
    EXPECT_EQ(malware(id), "Eicar-Test");
    EXPECT_LT(content_size(), before - 60);
    EXPECT_EQ(count("job"), 0);
    EXPECT_EQ(code_of(send(bad)), "scanner.infected");
    guarded.go();
    EXPECT_EQ(state_of(put(bad)), "infected") << "nor by sending it again while nobody looks";
    EXPECT_EQ(admin.remove("/api/v1/imports/" + id).status, 204);
}

TEST_P(ScannedImports, CheckedAgainWhenSentAgain)
{
    guarded.come();
    std::string id = check(good);
    ASSERT_EQ(state(id), "ready");
    guarded.go();
    EXPECT_EQ(state_of(put(good)), "quarantined");
    EXPECT_EQ(order(id).status, 409);
    guarded.come();
    EXPECT_EQ(state_of(put(good)), "checking") << "seen on the way in";
    library.run_jobs();
    EXPECT_EQ(state(id), "ready");
    EXPECT_EQ(count("job"), 0);
    // The scanner learned something since.
    guarded.go();
    guarded.come(FakeScanner::saying(std::string("stream: New FOUND\0", 18)));
    EXPECT_EQ(code_of(send(good)), "scanner.infected");
    EXPECT_EQ(state(id), "infected");
    EXPECT_EQ(order(id).status, 409);
}

INSTANTIATE_TEST_SUITE_P(Engines, ScannedAttachments, testing::ValuesIn(engines), [](const auto& info) { return name_of(info.param); });
INSTANTIATE_TEST_SUITE_P(Engines, ScannedImports, testing::ValuesIn(engines), [](const auto& info) { return name_of(info.param); });

} // namespace
