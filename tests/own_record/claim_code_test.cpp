#include "own_record/desk.h"

using namespace support;

namespace {

class ClaimCodes : public OwnDesk {
protected:
    std::string other;

    void SetUp() override
    {
        OwnDesk::SetUp();
        other = add_expert(2, [](auto& e) { e.name = "哈斯巴根", e.phone.reset(); });
    }
    http::Response ask(const std::string& expert) { return han.post("/api/v1/experts/" + expert + "/claim-code", json::Object{}); }
};

TEST_P(ClaimCodes, OpenAnAccountTiedToTheRecordOnce)
{
    auto first = body_of(ask(other)).object(), second = body_of(ask(other)).object();
    Browser has(library);
    auto open = [&](const json::Object& handed) {
        return has.post("/api/v1/invitation/account", json::Object{{"code", handed.at("code").text()}, {"password", "Grassland Horse 8"}});
    };
    EXPECT_EQ(open(first).status, 422) << "a new code ends the one before";
    EXPECT_EQ(number("SELECT count(*) FROM account WHERE expert_id = " + std::to_string(row_of(other))), 1);
    ASSERT_EQ(open(second).status, 204);
    EXPECT_EQ(open(second).status, 422) << "it works once";
    EXPECT_EQ(number("SELECT count(*) FROM account a JOIN account_role r ON r.account_id = a.id WHERE a.state = 'active' AND r.role = "
                     "'expert' AND a.expert_id = " +
                     std::to_string(row_of(other))),
              1);
    EXPECT_EQ(code_of(ask(other)), "own_record.claimed");
    EXPECT_EQ(number("SELECT count(*) FROM idempotency WHERE answer LIKE '%" + second.at("code").text() + "%'"), 0);
}

TEST_P(ClaimCodes, AreForRecordsWithoutAnAccountAndFromTheLibrary)
{
    EXPECT_EQ(code_of(ask(id)), "own_record.claimed");
    EXPECT_EQ(wuyun.post("/api/v1/experts/" + other + "/claim-code", json::Object{}).status, 403);
    EXPECT_EQ(ask(std::string(26, 'a')).status, 404);
    EXPECT_EQ(number("SELECT count(*) FROM account WHERE expert_id IS NOT NULL"), 1);
}

TEST_P(ClaimCodes, Expire)
{
    auto handed = body_of(ask(other)).object();
    library.clock().advance(400ll * 24 * 3'600'000);
    Browser has(library);
    EXPECT_EQ(
        has.post("/api/v1/invitation/account", json::Object{{"code", handed.at("code").text()}, {"password", "Grassland Horse 8"}}).status,
        422);
}

INSTANTIATE_TEST_SUITE_P(Engines, ClaimCodes, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
