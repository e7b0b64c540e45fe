#include "scanner/scanner.h"

#include "scanner/fake_scanner.h"
#include "support/databases.h"

#include <gtest/gtest.h>

using namespace scanner;
using namespace std::string_literals;
using support::FakeScanner;

namespace {

constexpr Span soon{300};

class Clamd : public testing::Test {
protected:
    support::Folder folder;
    std::filesystem::path socket = folder.path() / "clamd.ctl";

    Finding scan(FakeScanner::Talk talk, const std::string& content = "草原")
    {
        FakeScanner fake(socket, std::move(talk));
        return Scanner(fake.address()).scan(content, soon);
    }
};

TEST_F(Clamd, GivesCleanAndInfectedWithItsName)
{
    EXPECT_EQ(scan(FakeScanner::honest).verdict, Verdict::clean);
    EXPECT_EQ(scan(FakeScanner::honest, "").verdict, Verdict::clean);
    auto found = scan(FakeScanner::honest, "前" + support::test_virus());
    EXPECT_EQ(found.verdict, Verdict::infected);
    EXPECT_EQ(found.what, "Eicar-Test");
}

TEST_F(Clamd, IsSentTheWholeFileInChunks)
{
    std::string sent, content(10'000'001, '\0');
    for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>(i * 31 >> 3);
    FakeScanner fake(socket, [&](int s) {
        EXPECT_EQ(FakeScanner::read_command(s), "zINSTREAM");
        sent = FakeScanner::read_stream(s);
        FakeScanner::answer(s, "stream: OK\0"s);
    });
    EXPECT_EQ(Scanner(fake.address()).scan(content, Span{10'000}).verdict, Verdict::clean);
    EXPECT_TRUE(sent == content);
}

TEST_F(Clamd, IsBelievedWordForWordOrNotAtAll)
{
    const std::string answers[] = {
        ""s,
        "\0"s,
        "stream: OK"s, // half: the end is missing
        "stream: O\0K\0"s,
        "stream: ok\0"s,
        " stream: OK\0"s,
        "stream: OK \0"s,
        "stream: OK\n\0"s,
        "OK\0"s,
        "stream: FOUND\0"s,
        "stream:  FOUND\0"s,
        "x\nstream: OK\0"s,
        "stream: Eicar-Test FOUND"s,
        "stream: Can't allocate memory ERROR\0"s,
        "INSTREAM: Command read timed out. ERROR\0"s,
        "UNKNOWN COMMAND\0"s,
        "HTTP/1.1 200 OK\r\n\r\nstream: OK\0"s,
        std::string(5000, 'x'),
        std::string(5000, 'x') + "stream: OK\0"s,
        "\xff\xfe\x01\0"s,
    };
    for (const auto& answer : answers) {
        auto finding = scan(FakeScanner::saying(answer));
        EXPECT_EQ(finding.verdict, Verdict::away) << answer;
        EXPECT_NE(finding.what, "") << answer;
    }
    EXPECT_EQ(scan(FakeScanner::saying("INSTREAM size limit exceeded. ERROR\0"s)).what, "文件超过查毒程序的上限 StreamMaxLength");
}

TEST_F(Clamd, NamesComeWithoutControlCharactersAndShort)
{
    EXPECT_EQ(scan(FakeScanner::saying("stream: a\nb\x1b[1m\xe8\x8d FOUND\0"s)).what, "a?b?[1m??");
    EXPECT_EQ(scan(FakeScanner::saying("stream: " + std::string(500, 'n') + " FOUND\0"s)).what, std::string(100, 'n'));
}

TEST_F(Clamd, IsGivenSoMuchTime)
{
    std::atomic<bool> over = false;
    auto hold = [&](int) {
        while (!over) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    };
    auto drip = [&](int s) {
        FakeScanner::read_command(s);
        for (int i = 0; !over && i < 1000; ++i) {
            FakeScanner::answer(s, "s");
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    };
    for (const FakeScanner::Talk& talk : {FakeScanner::Talk(hold), FakeScanner::Talk(drip)}) {
        over = false;
        FakeScanner fake(socket, talk);
        auto began = std::chrono::steady_clock::now();
        // More than the sockets hold: sending stands still.
        EXPECT_EQ(Scanner(fake.address()).scan(std::string(8 << 20, 'x'), soon).verdict, Verdict::away);
        auto took = std::chrono::steady_clock::now() - began;
        over = true;
        EXPECT_GE(took, soon);
        EXPECT_LT(took, soon + Span{2000});
    }
}

TEST_F(Clamd, MayHangUpBeforeItHasReadAll)
{
    EXPECT_EQ(scan([](int) {}, std::string(8 << 20, 'x')).verdict, Verdict::away);
    // "OK" to a part of the file says nothing of the rest.
    auto early = [](int s) {
        FakeScanner::read_command(s);
        FakeScanner::answer(s, "stream: OK\0"s);
    };
    EXPECT_EQ(scan(early, std::string(8 << 20, 'x')).verdict, Verdict::away);
}

TEST_F(Clamd, IsAwayWithoutASocketAndNoneWithoutASetting)
{
    Scanner away("unix:" + socket.string());
    EXPECT_EQ(away.scan("x", soon).verdict, Verdict::away);
    EXPECT_FALSE(away.answers());
    EXPECT_EQ(Scanner().scan("x", soon).verdict, Verdict::unscanned);
    EXPECT_FALSE(Scanner().answers());
    FakeScanner fake(socket);
    EXPECT_TRUE(Scanner(fake.address()).answers());
}

TEST(ScannerAddress, IsOfThisMachine)
{
    for (const char* good : {"", "unix:/run/clamav/clamd.ctl", "tcp:127.0.0.1:3310", "tcp:127.9.0.1:1", "tcp:[::1]:65535"})
        EXPECT_NO_THROW(Scanner{good}) << good;
    for (const char* bad :
         {"unix:", "unix:clamd.ctl", "/run/clamav/clamd.ctl", "tcp:127.0.0.1", "tcp:127.0.0.1:0", "tcp:127.0.0.1:65536", "tcp:127.0.0.1:x",
          "tcp:10.0.0.1:3310", "tcp:0.0.0.0:3310", "tcp:[::]:3310", "tcp:[2001:db8::1]:3310", "tcp:localhost:3310", "none"})
        EXPECT_THROW(Scanner{bad}, std::runtime_error) << bad;
    EXPECT_THROW(Scanner("unix:/" + std::string(200, 'x')), std::runtime_error);
}

} // namespace
