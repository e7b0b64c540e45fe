#include "auth/access_journal.h"

#include "support/library.h"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

using support::Browser;

namespace {

auth::Reading reading(const std::string& id, const std::string& query = "")
{
    return {"", "192.0.2.7", "GET /api/v1/experts/{id}", "专家", "expert", id, query};
}

class AccessJournal : public testing::TestWithParam<db::Engine> {
protected:
    support::TestLibrary library{GetParam()};
    std::filesystem::path folder = library.folder().path() / "journal";
    const Platform& platform() { return library.platform(); }
    Instant now() { return library.clock().now(); }

    std::int64_t lines(const std::string& id)
    {
        auto snapshot = platform().database.read();
        return *snapshot->connection().one("SELECT count(*) FROM ledger_entry WHERE type = 'personal.read/1' AND object_id = $1", {id},
                                           [](const db::Row& row) { return row.integer(0); });
    }
};

TEST_P(AccessJournal, ALineIsInTheLedgerOnceAndTellsOfTheMinute)
{
    auth::AccessJournal journal(folder);
    for (int i = 0; i < 3; ++i) journal.note(reading("a"), now());
    journal.note(reading("a", "page=2&name=%E5%BC%A0%E4%B8%89"), now());
    EXPECT_EQ(lines("a"), 0);
    EXPECT_EQ(journal.move(platform()), 2u);
    EXPECT_EQ(journal.move(platform()), 0u);
    EXPECT_EQ(lines("a"), 2);
    library.clock().advance(61'000);
    journal.note(reading("a"), now());
    EXPECT_EQ(journal.move(platform()), 1u);
    auto snapshot = platform().database.read();
    auto bodies = snapshot->connection().all("SELECT body FROM ledger_entry WHERE type = 'personal.read/1' ORDER BY seq", {},
                                             [](const db::Row& row) { return row.text(0); });
    ASSERT_EQ(bodies.size(), 3u);
    EXPECT_NE(bodies[1].find(R"("query":"name,page")"), std::string::npos) << bodies[1];
    EXPECT_EQ(bodies[1].find("%E5"), std::string::npos) << "what was searched for may be somebody's name";
    snapshot.reset();
    EXPECT_EQ(library.check(), "");
}

// A crash at any point: the file is moved by the next run, and not twice where its lines are in already.
TEST_P(AccessJournal, WhatARunLeftIsMovedByTheNextOnce)
{
    {
        auth::AccessJournal journal(folder);
        journal.note(reading("b"), now());
    }
    auto file = std::filesystem::directory_iterator(folder)->path();
    auto copy = library.folder().path() / "copy";
    std::filesystem::copy_file(file, copy);
    {
        std::ofstream(file, std::ios::app) << R"({"account":"","at")";
    } // a power cut in the middle of a line
    EXPECT_EQ(auth::AccessJournal(folder).move(platform()), 1u);
    EXPECT_EQ(lines("b"), 1);

    std::filesystem::copy_file(copy, file); // as if the crash came between the commit and the removal
    {
        auto transaction = platform().database.write();
        transaction->connection().run("INSERT INTO access_file (name, at) VALUES ($1, $2)", {file.filename().string(), to_text(now())});
        transaction->commit();
    }
    EXPECT_EQ(auth::AccessJournal(folder).move(platform()), 0u);
    EXPECT_EQ(lines("b"), 1);
    EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_P(AccessJournal, WhereNoLineCanBeWrittenNothingIsShown)
{
    std::ofstream(folder) << "a file where the folder should be";
    auth::AccessJournal journal(folder);
    for (int i = 0; i < 2; ++i) {
        try {
            journal.note(reading("c"), now());
            ADD_FAILURE() << "noted nowhere";
        } catch (const db::Failure& failure) {
            EXPECT_EQ(failure.fault, db::Fault::unavailable);
        }
    }
    std::filesystem::remove(folder);
    journal.note(reading("c"), now());
    EXPECT_EQ(journal.move(platform()), 1u);
}

TEST_P(AccessJournal, ManyAtOnceLoseNothing)
{
    auth::AccessJournal journal(folder);
    std::vector<std::thread> people;
    std::atomic<bool> ended{false};
    std::size_t moved = 0;
    for (int p = 0; p < 8; ++p)
        people.emplace_back([&, p] {
            for (int i = 0; i < 40; ++i) journal.note(reading("d", "n=" + std::to_string(p) + "." + std::to_string(i)), now());
        });
    std::thread mover([&] {
        while (!ended) moved += journal.move(platform());
    });
    for (auto& person : people) person.join();
    ended = true;
    mover.join();
    moved += journal.move(platform());
    EXPECT_EQ(moved, 320u);
    EXPECT_EQ(lines("d"), 320);
}

TEST_P(AccessJournal, AReaderStandsInTheLedgerAndAnAbsentRecordLeavesNothing)
{
    library.add_account("han", "library_administrator");
    Browser browser(library);
    browser.sign_in("han");
    EXPECT_EQ(browser.get("/api/v1/experts").status, 200);
    EXPECT_EQ(browser.get("/api/v1/experts/nobody").status, 404);
    EXPECT_EQ(browser.get("/api/v1/rules").status, 200) << "nothing personal";
    EXPECT_EQ(platform().accesses.move(platform()), 1u);
}

INSTANTIATE_TEST_SUITE_P(Engines, AccessJournal, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
