#include "auth/account.h"
#include "draw/round/draw_office.h"

#include <gtest/gtest.h>

using namespace support;

namespace {

class ErasedDraw : public testing::TestWithParam<db::Engine> {};

// A draw in which the person stood still verifies, byte for byte, and erasure waits until the activity is over.
TEST_P(ErasedDraw, VerifiesAfterOneOfTheDrawnWasErased)
{
    DrawOffice office(GetParam());
    auto& library = office.library;
    auto round = office.drawn();
    std::string name = DrawOffice::need(office.sup.get(DrawOffice::path(round) + "/record"))
                           .object()
                           .at("round")
                           .object()
                           .at("panel")
                           .array()
                           .at(0)
                           .object()
                           .at("seats")
                           .array()
                           .at(0)
                           .object()
                           .at("name")
                           .text();
    library.add_account("own", "expert");
    library.add_account("li", "science_department", office.bureau);
    {
        auto act = library.act();
        auto row = [&](const std::string& sql) { return *act.connection().one(sql, {}, [](const db::Row& r) { return r.integer(0); }); };
        (void)*act.update(auth::account_table, row("SELECT id FROM account WHERE login = 'own'"),
                          {{"expert_id", row("SELECT id FROM expert WHERE name = '" + name + "'")}});
        act.append({"test.tied/1", "", "", {}});
        act.commit();
    }
    Browser own(library), li(library);
    own.sign_in("own");
    li.sign_in("li");
    DrawOffice::need(own.post("/api/v1/account/record/requests", json::Object{{"kind", "erasure"}, {"words", "不再参加"}}));
    auto waiting = [&] { return DrawOffice::need(li.get("/api/v1/erasures")).object().at("items").array().at(0).object(); };
    auto against = [&] {
        auto found = waiting().at("obstacles").array();
        return found.size() == 1 ? found[0].text() : std::to_string(found.size());
    };
    auto decide = [&] {
        li.step_up();
        return li.post("/api/v1/erasures/" + waiting().at("id").text() + "/decide", json::Object{{"state", "done"}});
    };
    EXPECT_NE(against().find("名单里"), std::string::npos) << against();
    EXPECT_EQ(code_of(decide()), "own_record.obstacles");
    DrawOffice::need(office.confirm(round, "operator"));
    DrawOffice::need(office.confirm(round, "supervisor"));
    EXPECT_NE(against().find("抽中"), std::string::npos) << against();
    EXPECT_EQ(code_of(decide()), "own_record.obstacles");
    EXPECT_EQ(office.count("SELECT count(*) FROM expert WHERE name = '" + name + "'"), 1);

    auto evidence = [&] { return json::canonical(*draw::evidence_of_round(library.platform(), 1, true)); };
    // Without the ledger's part, whose checkpoint grows with it.
    auto drawn = [](const std::string& file) {
        json::Object members = json::read(file)->object();
        return json::canonical(members.set("ledger", nullptr));
    };
    std::string before = evidence();
    ASSERT_EQ(office.verified(before), "0");
    library.clock().set(*parse_instant("2026-12-04T02:00:00.000Z")); // the day after the activity
    li.sign_in("li");
    office.sup.sign_in("sup");
    EXPECT_EQ(waiting().at("obstacles").array().size(), 0u);
    EXPECT_EQ(decide().status, 204);
    EXPECT_EQ(office.count("SELECT count(*) FROM expert WHERE name = '" + name + "'"), 0);
    EXPECT_EQ(drawn(evidence()), drawn(before));
    EXPECT_EQ(office.verified(evidence()), "0");
    EXPECT_EQ(library.check(), "");
    auto record = office.sup.get(DrawOffice::path(round) + "/record");
    EXPECT_EQ(record.status, 200) << record.body;
    // With its end: names of others begin with it.
    EXPECT_EQ(record.body.find("\"" + name + "\""), std::string::npos);
    EXPECT_NE(record.body.find("已删除"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, ErasedDraw, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
