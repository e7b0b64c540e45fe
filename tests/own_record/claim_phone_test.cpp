#include "own_record/desk.h"

using namespace support;

namespace {

// The person: name, identity number, telephone, as typed.
struct Typed {
    std::string name, citizen_id, phone;
};

class Claims : public RecordDesk {
protected:
    Browser visitor{library};
    const Typed right{"乌云其木格", citizen(1), "138 0000 0001"};

    http::Response ask(const Typed& t)
    {
        return visitor.post("/api/v1/claim/code", json::Object{{"name", t.name}, {"citizen_id", t.citizen_id}, {"phone", t.phone}});
    }
    http::Response claim(const Typed& t, const std::string& code)
    {
        return visitor.post("/api/v1/claim",
                            json::Object{{"name", t.name}, {"citizen_id", t.citizen_id}, {"phone", t.phone}, {"code", code}});
    }
    std::string last_code()
    {
        library.run_jobs();
        auto items = body_of(visitor.get("/api/v1/session/messages")).object().at("items").array();
        if (items.empty()) return "";
        std::string text = items.front().object().at("text").text();
        auto at = text.find("验证码 ");
        return at == std::string::npos ? "" : text.substr(at + std::string("验证码 ").size(), 6);
    }
};

TEST_P(Claims, TheTelephoneOfTheRecordOpensAnAccountTiedToIt)
{
    ASSERT_EQ(ask(right).status, 204);
    std::string code = last_code();
    ASSERT_EQ(code.size(), 6u);
    auto claimed = claim(right, code);
    ASSERT_EQ(claimed.status, 200) << claimed.body;
    std::string invitation = body_of(claimed).object().at("code").text();
    ASSERT_EQ(visitor.post("/api/v1/invitation/account", json::Object{{"code", invitation}, {"password", "Grassland Horse 8"}}).status,
              204);
    EXPECT_EQ(number("SELECT count(*) FROM account WHERE state = 'active' AND expert_id = (SELECT id FROM expert WHERE public_id = '" + id +
                     "')"),
              1);
    EXPECT_EQ(claim(right, code).status, 422) << "a code works once";
    library.clock().advance(2 * 60'000);
    EXPECT_EQ(ask(right).status, 204) << "told like everybody";
    EXPECT_EQ(last_code(), code) << "nothing more is sent to who has an account";
    EXPECT_EQ(number("SELECT count(*) FROM ledger_entry WHERE body LIKE '%13800000001%' OR body LIKE '%" + citizen(1) + "%'"), 0);
}

// T19: whether there is a record, and what of it was typed wrongly, is told by nothing.
TEST_P(Claims, AreAnsweredAlikeWhateverIsThere)
{
    const Typed others[] = {{"别人", citizen(1), right.phone},        // another name
                            {right.name, citizen(7), "13800000007"},  // nobody
                            {right.name, citizen(1), "13800000008"}}; // not the record's telephone
    auto seen = [&](const Typed& typed) {
        std::int64_t before[] = {number("SELECT count(*) FROM sms_outbox"), number("SELECT count(*) FROM ledger_entry")};
        auto asked = ask(typed), wrong = claim(typed, "000000");
        library.clock().advance(2 * 60'000);
        return std::to_string(asked.status) + asked.body + " " + std::to_string(wrong.status) + wrong.body + " " +
               std::to_string(number("SELECT count(*) FROM sms_outbox") - before[0]) + " " +
               std::to_string(number("SELECT count(*) FROM ledger_entry") - before[1]);
    };
    std::string known = seen(right);
    EXPECT_NE(known.find("204 422"), std::string::npos) << known;
    for (const auto& typed : others) {
        EXPECT_EQ(seen(typed), known);
        library.run_jobs();
        EXPECT_EQ(number("SELECT count(*) FROM sms_outbox WHERE state = 'nobody'"), 0) << "dropped instead of sent";
    }
    EXPECT_EQ(number("SELECT count(*) FROM sms_outbox"), 1) << "one message, to the record's own telephone";
    EXPECT_EQ(number("SELECT count(*) FROM account WHERE expert_id IS NOT NULL"), 0);
}

TEST_P(Claims, ACodeEndsAfterFiveTriesAndAsksAreCapped)
{
    ASSERT_EQ(ask(right).status, 204);
    std::string code = last_code();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(claim(right, code == "000000" ? "000001" : "000000").status, 422);
    EXPECT_EQ(claim(right, code).status, 422);
    EXPECT_EQ(ask(right).status, 429) << "within a minute";
    int sent = 1;
    for (int i = 0; i < 30; ++i) {
        library.clock().advance(61'000);
        sent += ask(right).status == 204;
    }
    EXPECT_EQ(sent, 10) << "a day";
    EXPECT_EQ(faults(ask({"乌云其木格", "15010219700101", "1"})).substr(0, 10), "citizen_id");
}

INSTANTIATE_TEST_SUITE_P(Engines, Claims, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
