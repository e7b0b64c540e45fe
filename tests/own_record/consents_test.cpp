#include "draw/draw.h"
#include "eligibility/eligibility.h"
#include "own_record/desk.h"
#include "rulebook/rulebook.h"

using namespace support;

namespace {

class Consents : public OwnDesk {
protected:
    http::Response answer(const std::string& kind, bool given, const std::string& edition = "2026年第1版")
    {
        return wuyun.post("/api/v1/account/consents", json::Object{{"kind", kind}, {"edition", edition}, {"given", given}});
    }
    // What bars the expert today, whatever is asked.
    std::string bars(const std::string& expert)
    {
        auto snapshot = library.platform().database.read();
        Day day = day_of(library.clock().now());
        eligibility::Library one(snapshot->connection(), {row_of(expert)});
        std::string codes;
        for (const auto& e : eligibility::judge(one.person(0), {day, day, day}, eligibility::rules_on({}, day)))
            codes += std::string(eligibility::code_of(e.bar)) + " ";
        return codes;
    }
    json::Object item(const std::string& kind)
    {
        const auto answer = body_of(wuyun.get("/api/v1/account/consents"));
        for (const auto& one : answer.object().at("items").array())
            if (one.object().at("kind").text() == kind) return one.object();
        throw std::out_of_range(kind);
    }
};

TEST_P(Consents, AreAskedEachByItselfAndNothingIsTakenForAYes)
{
    for (const auto* kind : {"notice", "sharing", "sensitive"}) {
        EXPECT_EQ(item(kind).at("answer").text(), "") << kind;
        EXPECT_FALSE(item(kind).at("text").text().empty()) << kind;
    }
    EXPECT_EQ(answer("sharing", true).status, 204);
    EXPECT_EQ(item("sharing").at("answer").text(), "given");
    EXPECT_TRUE(item("sharing").at("current").boolean());
    EXPECT_EQ(item("sensitive").at("answer").text(), "") << "one yes is no other";
    EXPECT_EQ(code_of(answer("sharing", true)), "consent.same");
    EXPECT_EQ(code_of(answer("sharing", false, "2025年第9版")), "consent.edition");
    EXPECT_EQ(faults(answer("notice", false)), "given consent.notice_only");
    EXPECT_EQ(faults(wuyun.post("/api/v1/account/consents", json::Object{{"kind", "sharing"}, {"edition", "2026年第1版"}})),
              "given field.required");
    EXPECT_EQ(number("SELECT count(*) FROM expert_consent"), 1);
    EXPECT_EQ(han.get("/api/v1/account/consents").status, 403);
}

TEST_P(Consents, WhoWithdrawsSharingIsNotDrawnFromThenOn)
{
    EXPECT_EQ(bars(id), "");
    EXPECT_EQ(answer("sharing", true).status, 204);
    EXPECT_EQ(bars(id), "");
    EXPECT_EQ(answer("sharing", false).status, 204);
    EXPECT_EQ(bars(id), "consent ");
    EXPECT_EQ(item("sharing").at("answer").text(), "refused");
    EXPECT_EQ(answer("sharing", true).status, 204);
    EXPECT_EQ(bars(id), "");
    EXPECT_EQ(body_of(wuyun.get("/api/v1/account/consents")).object().at("history").array().size(), 3u);
    EXPECT_EQ(number("SELECT count(*) FROM ledger_entry WHERE type = 'consent.refused/1'"), 1);
    std::string told = json::canonical(own().at("events"));
    EXPECT_NE(told.find("撤回同意"), std::string::npos) << told;
}

// What bars is never lost in a merging (R16).
TEST_P(Consents, AWithdrawalGoesOnWithTheMergedRecord)
{
    std::string other = add_expert(2, [](auto& e) { e.phone.reset(); });
    EXPECT_EQ(answer("sharing", false).status, 204);
    EXPECT_EQ(bars(other), "");
    {
        auto act = library.act();
        auto load = [&](const std::string& expert) {
            return *expert::load_record(act.connection(), library.platform().keys, {.scope = auth::Scope::all}, expert);
        };
        auto survivor = load(other), absorbed = load(id);
        expert::merge_experts(act, library.platform().keys,
                              {survivor,
                               absorbed,
                               survivor,
                               expert::standing_of(act.connection(), survivor.id),
                               {},
                               "来函",
                               "同一人",
                               number("SELECT id FROM account WHERE login = 'han'")});
        act.commit();
    }
    EXPECT_EQ(bars(other), "consent ");
    EXPECT_EQ(item("sharing").at("answer").text(), "refused");
    EXPECT_EQ(answer("sharing", true).status, 204);
    EXPECT_EQ(bars(other), "");
}

TEST_P(Consents, WhoRefusesSensitiveDataHidesTheBankAccountFromAll)
{
    auto see = [&](const char* field) {
        return han.post("/api/v1/experts/" + id + "/reveal", json::Object{{"field", field}, {"reason", "fee"}});
    };
    han.step_up();
    EXPECT_EQ(see("bank_account").status, 200);
    EXPECT_EQ(answer("sensitive", false).status, 204);
    EXPECT_EQ(faults(see("bank_account")), "field reading.refused_by_owner");
    EXPECT_EQ(see("phone").status, 200) << "which rests on law";
    EXPECT_EQ(bars(id), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, Consents, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
