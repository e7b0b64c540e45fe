#include "own_record/erasure.h"

#include "app/tables.h"
#include "own_record/desk.h"
#include "personal/personal.h"

#include <fstream>
#include <sstream>

using namespace support;

namespace {

class Erasures : public OwnDesk {
protected:
    Browser li{library};

    void SetUp() override
    {
        OwnDesk::SetUp();
        library.add_account("li", "science_department");
        li.sign_in("li");
    }
    http::Response ask(const std::string& kind, const std::string& field = "")
    {
        json::Object body{{"kind", kind}, {"words", "不再参加评审"}};
        if (!field.empty()) body.set("field", field);
        return wuyun.post("/api/v1/account/record/requests", body);
    }
    std::string waiting(Browser& browser, const std::string& list)
    {
        const auto answer = body_of(browser.get("/api/v1/" + list));
        const auto& items = answer.object().at("items").array();
        return items.empty() ? "" : items[0].object().at("id").text();
    }
    http::Response decide(const std::string& request, const std::string& state, const std::string& answer = "已办")
    {
        li.step_up();
        return li.post("/api/v1/erasures/" + request + "/decide", json::Object{{"state", state}, {"answer", answer}});
    }
    // Everything the database says, as text and decrypted, of the covered tables.
    std::string everything()
    {
        std::string all;
        auto snapshot = library.platform().database.read();
        for (const auto* table : app::covered_tables()) {
            auto rows =
                snapshot->connection().all("SELECT id FROM " + std::string(table->name), {}, [](const db::Row& r) { return r.integer(0); });
            for (auto row : rows) {
                auto record = ledger::read_row(snapshot->connection(), library.platform().keys, *table, row).value();
                for (const auto& [column, cell] : record) {
                    if (const auto* secret = std::get_if<crypto::Secret>(&cell)) all += secret->reveal() + "\n";
                    if (const auto* value = std::get_if<db::Value>(&cell))
                        if (const auto* text = std::get_if<std::string>(value)) all += *text + "\n";
                }
            }
        }
        snapshot->connection().each("SELECT body FROM ledger_entry", {},
                                    [&](const db::Row& row) { all += row.maybe_text(0).value_or("") + "\n"; });
        snapshot->connection().each("SELECT answer FROM idempotency", {},
                                    [&](const db::Row& row) { all += row.maybe_text(0).value_or("") + "\n"; });
        return all;
    }
};

TEST_P(Erasures, BlankWhatLawDoesNotKeepAndEverythingStillVerifies)
{
    change(id, verified(body(id).set("phone", "13800000002")));
    han.post("/api/v1/experts/" + id + "/attachments", json::Object{{"title", "职称证书"}, {"content", "JVBERi0xLjQKZ2VoZWlt"}});
    const std::string traces[] = {"乌云其木格", "13800000001",      "13800000002", "wuyun@example.cn",  "6222020000000007", citizen(1),
                                  "王秀英",     "自治区科技进步奖", "geheim",      "1990 年起从事育种", "职称证书",         "不再参加评审"};
    EXPECT_EQ(ask("erasure").status, 204);
    std::string before = everything();
    for (const auto& trace : traces) EXPECT_NE(before.find(trace), std::string::npos) << trace << " was nowhere";
    auto answer = body_of(li.get("/api/v1/erasures")).object();
    EXPECT_EQ(answer.at("items").array().at(0).object().at("obstacles").array().size(), 0u);
    std::int64_t entries = number("SELECT count(*) FROM ledger_entry");

    ASSERT_EQ(decide(waiting(li, "erasures"), "done").status, 204);
    EXPECT_EQ(library.check(), "");
    std::string after = everything();
    for (const auto& trace : traces) EXPECT_EQ(after.find(trace), std::string::npos) << trace << " is still there";
    EXPECT_GT(number("SELECT count(*) FROM ledger_entry"), entries) << "the trail stays";
    EXPECT_EQ(get(id).at("status").text() + get(id).at("name").text(), "erased已删除");
    EXPECT_EQ(number("SELECT count(*) FROM expert_facet"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM session s JOIN account a ON a.id = s.account_id WHERE a.expert_id IS NOT NULL"), 0);
    EXPECT_EQ(wuyun.get("/api/v1/account/record").status, 401);
    EXPECT_EQ(wuyun.sign_in("wuyun").status, 401) << "nobody signs in by a name that was erased";
    EXPECT_EQ(json::canonical(body_of(han.get("/api/v1/experts"))).find(id), std::string::npos);
    EXPECT_EQ(han.get("/api/v1/experts/" + id + "/versions").status, 200);
    EXPECT_EQ(code_of(put(han, id, json::Object(body(id)))), "amendment.erased");
    library.restart();
    EXPECT_EQ(library.check(), "");
}

// SQLite alone: PostgreSQL keeps dead rows until it cleans up, which is its own affair.
class ErasedFile : public Erasures {
protected:
    std::string bytes() const
    {
        std::string all;
        for (const auto& file : std::filesystem::recursive_directory_iterator(library.folder().path()))
            if (file.is_regular_file())
                all += std::string(std::istreambuf_iterator<char>(std::ifstream(file.path(), std::ios::binary).rdbuf()), {});
        return all;
    }
};

// The file itself, with its log: what was written over is gone (等保 8.1.4.10).
TEST_P(ErasedFile, HoldsNothingOfThePerson)
{
    const auto traces = {"乌云其木格", "王秀英", "自治区科技进步奖", "1990 年起从事育种"};
    std::string before = bytes();
    for (const char* trace : traces) EXPECT_NE(before.find(trace), std::string::npos) << trace << ": the search finds nothing at all";
    ASSERT_EQ(ask("erasure").status, 204);
    ASSERT_EQ(decide(waiting(li, "erasures"), "done").status, 204);
    library.restart();
    std::string after = bytes();
    for (const char* trace : traces) EXPECT_EQ(after.find(trace), std::string::npos) << trace;
}

TEST_P(Erasures, AreDecidedOnceByTheScienceDepartment)
{
    EXPECT_EQ(ask("erasure").status, 204);
    EXPECT_EQ(code_of(ask("erasure")), "own_record.asked_already");
    std::string request = waiting(li, "erasures");
    EXPECT_EQ(han.get("/api/v1/erasures").status, 403);
    EXPECT_EQ(faults(decide(request, "refused", "")), "answer field.required");
    EXPECT_EQ(decide(request, "refused", "请先办完退库").status, 204);
    EXPECT_EQ(code_of(decide(request, "done")), "own_record.decided");
    EXPECT_EQ(get(id).at("name").text(), "乌云其木格");
    auto own_list = body_of(wuyun.get("/api/v1/account/record/requests")).object().at("items").array();
    EXPECT_EQ(own_list.at(0).object().at("answer").text(), "请先办完退库");
    EXPECT_EQ(ask("erasure").status, 204);
    std::string second = waiting(li, "erasures");
    EXPECT_EQ(wuyun.post("/api/v1/account/record/requests/" + second + "/withdraw", json::Object{}).status, 204);
    EXPECT_EQ(code_of(decide(second, "done")), "own_record.decided");
}

TEST_P(Erasures, AnOpenSanctionStandsAgainstIt)
{
    {
        auto act = library.act();
        act.insert(expert::sanction_table, {{"expert_id", row_of(id)},
                                            {"kind", db::Value("disqualification")},
                                            {"from_day", db::Value("2026-01-01")},
                                            {"to_day", db::Value("2026-12-31")},
                                            {"document", db::Value("处理决定 1 号")}});
        act.append({"test.sanction/1", "", "", {}});
        act.commit();
    }
    auto refused = ask("erasure");
    EXPECT_EQ(code_of(refused), "own_record.sanction_open");
    EXPECT_NE(refused.body.find("处理决定 1 号"), std::string::npos);
    EXPECT_EQ(number("SELECT count(*) FROM personal_request"), 0);
}

TEST_P(Erasures, CorrectionsAreAnsweredByTheLibrary)
{
    EXPECT_EQ(faults(ask("correction")), "field own_record.unknown_field");
    EXPECT_EQ(faults(ask("erasure", "phone")), "field own_record.unknown_field");
    EXPECT_EQ(ask("correction", "phone").status, 204);
    EXPECT_EQ(li.get("/api/v1/corrections").status, 403);
    std::string request = waiting(han, "corrections");
    EXPECT_EQ(han.post("/api/v1/corrections/" + request + "/answer", json::Object{{"state", "done"}, {"answer", "已改"}}).status, 204);
    auto list = body_of(wuyun.get("/api/v1/account/record/requests")).object().at("items").array();
    EXPECT_EQ(list.at(0).object().at("state").text() + list.at(0).object().at("label").text(), "done手机");
}

// Who works here too keeps the account: it says who did what.
TEST_P(Erasures, AnAccountOfStaffStays)
{
    {
        auto act = library.act();
        (void)*act.update(auth::account_table, number("SELECT id FROM account WHERE login = 'mei'"), {{"expert_id", row_of(id)}});
        act.append({"test.tied/1", "", "", {}});
        act.commit();
    }
    EXPECT_EQ(ask("erasure").status, 204);
    ASSERT_EQ(decide(waiting(li, "erasures"), "done").status, 204);
    EXPECT_EQ(number("SELECT count(*) FROM account WHERE login = 'mei' AND state = 'active'"), 1);
}

// What the register gives up, erasure reaches: a new column cannot be forgotten.
TEST(ErasureRegister, NamesOnlyTablesThatErasureKnows)
{
    int reached = 0;
    for (const auto& entry : personal::entries()) {
        if (!entry.retention.stays_for.empty() || entry.table == "expert_facet") continue; // derived from the others
        auto tables = own_record::erased_tables();
        const auto* table = [&]() -> const ledger::Table* {
            for (const auto* one : tables)
                if (one->name == entry.table) return one;
            return nullptr;
        }();
        ASSERT_TRUE(table) << entry.table << " is not reached by own_record/erasure.cpp";
        std::istringstream words{std::string(entry.columns)};
        for (std::string column; words >> column; ++reached) EXPECT_TRUE(table->has(column)) << entry.table << "." << column;
    }
    EXPECT_GT(reached, 60);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, ErasedFile, testing::Values(db::Engine::sqlite));
INSTANTIATE_TEST_SUITE_P(Engines, Erasures, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
