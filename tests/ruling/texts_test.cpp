#include "account/account.h"
#include "auth/account.h"
#include "auth/undertaking.h"
#include "ruling/wording.h"
#include "support/library.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;

namespace {

std::string fault_of(const http::Response& response)
{
    return body_of(response).object().at("error").object().at("fields").array().at(0).object().at("code").text();
}

TEST(Words, EveryTextOfTheProgramFitsItsOwnRule)
{
    for (const auto& text : ruling::texts())
        for (const auto& edition : rulebook::brought_editions(text.code)) {
            auto fit = ruling::judge_words(text, edition.text);
            EXPECT_TRUE(fit) << text.code << " " << (fit ? "" : fit.error().message);
        }
}

TEST(Words, APlaceholderIsMissedAndAnUnknownOneRefusedByName)
{
    const auto& text = *ruling::find_text("sms.sign_in_code");
    struct Case {
        const char *body, *code, *named;
    };
    const Case cases[] = {
        {"【专家库】验证码 {code}，{minutes} 分钟内有效。", "", ""},
        {"【专家库】{minutes}、{code}、{code}", "", ""},
        {"【专家库】验证码 {code}，5 分钟内有效。", "ruling.text_missing", "{minutes}"},
        {"【专家库】验证码，{minutes} 分钟内有效。", "ruling.text_missing", "{code}"},
        {"【专家库】{name} 您好，{code}，{minutes}", "ruling.text_unknown", "{name}"},
        {"【专家库】{code }，{code}，{minutes}", "ruling.text_unknown", "{code }"},
        {"【专家库】{code，{minutes}", "ruling.text_brace", "{code}"},
        {"【专家库】{code}}，{minutes}", "ruling.text_brace", "{code}"},
        {"【专家库】{code}，{minutes}{", "ruling.text_brace", "{code}"},
        {"验证码 {code}，{minutes} 分钟内有效。", "ruling.text_signature", "【"},
        {"【专家库】{code}\n{minutes}", "ruling.text_lines", "一行"},
        {"【专家库】{code}，{minutes}，电话 13800000001", "ruling.text_personal", "138"},
        {"【专家库】{code}，{minutes}，11010118900307123X", "ruling.text_personal", "110"},
        {"【专家库】{code}，{minutes}，电话 0471-6320001", "", ""},
    };
    for (const auto& c : cases) {
        auto fit = ruling::judge_words(text, c.body);
        EXPECT_EQ(fit ? "" : fit.error().fields.at(0).code, c.code) << c.body;
        if (!fit) EXPECT_NE(fit.error().message.find(c.named), std::string::npos) << fit.error().message;
    }
    EXPECT_EQ(ruling::judge_words(*ruling::find_text("undertaking"), "本人 {name} 承诺保密。").error().fields.at(0).code,
              "ruling.text_unknown");
    EXPECT_EQ(ruling::sample_of(text, "【库】{code}（{minutes} 分钟，{code}）{x"), "【库】385126（5 分钟，385126）{x");
}

class TextsOffice : public testing::TestWithParam<db::Engine> {
protected:
    support::TestLibrary library{GetParam()};
    Browser proposer{library}, approver{library};

    void SetUp() override
    {
        library.add_account("han", "library_administrator");
        library.add_account("lin", "science_department");
        sign_in();
    }
    void sign_in()
    {
        proposer.sign_in("han");
        approver.sign_in("lin");
    }
    std::string in_days(int days) { return to_text(day_of(library.clock().now()) + days); }
    http::Response propose(const std::string& code, const std::string& body, const std::string& from,
                           const std::string& title = "工作人员保密承诺书")
    {
        return proposer.post("/api/v1/texts/" + code + "/orders",
                             json::Object{{"title", title}, {"body", body}, {"from", from}, {"document", "内科发〔2026〕12号"}});
    }
    http::Response decide(Browser& browser, const http::Response& proposed, const std::string& step)
    {
        json::Object body{{"version", 1}};
        if (step == "refuse") body.set("reason", "文字再斟酌");
        return browser.post("/api/v1/text-orders/" + body_of(proposed).object().at("id").text() + "/" + step, body);
    }
    void order(const std::string& code, const std::string& body, const std::string& from)
    {
        auto proposed = propose(code, body, from);
        ASSERT_EQ(proposed.status, 200) << proposed.body;
        auto decided = decide(approver, proposed, "approve");
        ASSERT_EQ(decided.status, 200) << decided.body;
    }
    void pass_days(int days)
    {
        library.clock().advance(days * 86'400'000ll);
        sign_in();
    }
    json::Value undertaking() { return body_of(proposer.get("/api/v1/undertaking")); }
    std::string duty() { return body_of(proposer.get("/api/v1/session")).object().at("undertaking").object().at("duty").text(); }
};

const std::string new_words = "【科技专家库】您的验证码是 {code}，请在 {minutes} 分钟内填写，咨询电话 0471-6320001。";

TEST_P(TextsOffice, AMessageHasTheWordsOfTheDayOnWhichItWasMade)
{
    auto id = library.add_account("wu", "expert");
    {
        auto act = library.act();
        ASSERT_TRUE(account::bind_phone(act, library.platform().keys, id, "13800000001"));
        act.append({"test.phone/1", "", "", {}});
        act.commit();
    }
    Browser stranger(library);
    auto texts = [&] {
        EXPECT_EQ(stranger.post("/api/v1/session/sms", json::Object{{"phone", "13800000001"}}).status, 200);
        library.run_jobs();
        std::vector<std::string> list;
        auto shown = body_of(stranger.get("/api/v1/session/messages"));
        for (const auto& item : shown.object().at("items").array()) list.push_back(item.object().at("text").text());
        return list;
    };
    order("sms.sign_in_code", new_words, in_days(1));
    EXPECT_NE(texts().at(0).find("工作人员不会向您索要"), std::string::npos) << "not before its day";
    pass_days(1);
    auto later = texts();
    ASSERT_EQ(later.size(), 2u);
    EXPECT_NE(later[0].find("，请在 5 分钟内填写，咨询电话 0471-6320001。"), std::string::npos) << later[0];
    EXPECT_EQ(later[0].find('{'), std::string::npos) << later[0];
    EXPECT_NE(later[1].find("工作人员不会向您索要"), std::string::npos) << "what was sent before keeps its words";
    EXPECT_EQ(library.check(), "");
}

TEST_P(TextsOffice, ANewUndertakingIsSignedAnewAndTheOldOneStaysVerifiable)
{
    std::string old_edition = undertaking().object().at("edition").text(), old_text = undertaking().object().at("text").text();
    ASSERT_EQ(duty(), "none");
    order("undertaking", "本人承诺：\r\n\r\n一、保密。\n\n二、不向任何人透露专家名单。  ", in_days(3));
    EXPECT_EQ(undertaking().object().at("edition").text(), old_edition) << "not before its day";
    pass_days(3);
    EXPECT_EQ(duty(), "soon");
    std::string edition = undertaking().object().at("edition").text();
    EXPECT_NE(edition, old_edition);
    EXPECT_EQ(undertaking().object().at("text").text(), "本人承诺：\n\n一、保密。\n\n二、不向任何人透露专家名单。");
    pass_days(7);
    EXPECT_EQ(duty(), "due") << "the week of grace is over";
    EXPECT_EQ(code_of(proposer.get("/api/v1/rules")), "auth.undertaking_first");
    std::string name = body_of(proposer.get("/api/v1/session")).object().at("account").object().at("display_name").text();
    EXPECT_EQ(code_of(proposer.post("/api/v1/undertaking", json::Object{{"edition", old_edition}, {"name", name}})),
              "account.undertaking_edition");
    ASSERT_EQ(proposer.post("/api/v1/undertaking", json::Object{{"edition", edition}, {"name", name}}).status, 204);
    EXPECT_EQ(duty(), "none");
    EXPECT_EQ(proposer.get("/api/v1/rules").status, 200);

    auto own = undertaking().object().at("own").array();
    ASSERT_EQ(own.size(), 2u);
    auto paper = [&](std::size_t at) { return body_of(proposer.get("/api/v1/undertakings/" + own[at].object().at("id").text())).object(); };
    EXPECT_EQ(paper(0).at("edition").text(), edition);
    EXPECT_TRUE(paper(0).at("intact").boolean());
    EXPECT_EQ(paper(1).at("edition").text(), old_edition);
    EXPECT_EQ(paper(1).at("text").text(), old_text);
    EXPECT_TRUE(paper(1).at("intact").boolean());
    EXPECT_EQ(library.check(), "");

    auto transaction = library.platform().database.write();
    transaction->connection().run("UPDATE text_order SET body = body || '。'", {});
    transaction->commit();
    EXPECT_FALSE(paper(0).at("intact").boolean()) << "somebody changed the text in the database";
    EXPECT_NE(library.check(), "");
}

TEST_P(TextsOffice, RefusesWhatCannotHoldAndTellsTheEditionBeforehand)
{
    EXPECT_EQ(propose("no.such", new_words, in_days(1)).status, 404);
    EXPECT_EQ(fault_of(propose("sms.sign_in_code", new_words, in_days(0))), "ruling.from_past");
    EXPECT_EQ(fault_of(propose("sms.sign_in_code", "【科技专家库】您的验证码。", in_days(1))), "ruling.text_missing");
    EXPECT_EQ(fault_of(propose("guidance.claim", "    短    ", in_days(1))), "field.too_short");
    std::string same = undertaking().object().at("text").text();
    std::string title = undertaking().object().at("title").text();
    EXPECT_EQ(fault_of(propose("undertaking", same, in_days(1), title)), "ruling.text_same");
    EXPECT_EQ(approver.post("/api/v1/texts/undertaking/orders", json::Object{}).status, 403);

    auto seen =
        approver.post("/api/v1/texts/sms.sign_in_code/preview",
                      json::Object{{"title", "登录验证码"}, {"body", new_words}, {"from", in_days(1)}, {"document", "内科发〔2026〕12号"}});
    ASSERT_EQ(seen.status, 200) << seen.body;
    EXPECT_EQ(body_of(seen).object().at("sample").text(), "【科技专家库】您的验证码是 385126，请在 5 分钟内填写，咨询电话 0471-6320001。");
    auto proposed = propose("sms.sign_in_code", new_words, in_days(1));
    EXPECT_EQ(body_of(proposed).object().at("edition").text(), body_of(seen).object().at("edition").text());
    EXPECT_EQ(code_of(propose("sms.sign_in_code", new_words + "。", in_days(2))), "ruling.text_waiting");
    EXPECT_EQ(decide(proposer, proposed, "approve").status, 403) << "no permission";
    EXPECT_EQ(decide(approver, proposed, "withdraw").status, 403);
    EXPECT_EQ(decide(approver, proposed, "refuse").status, 200);
    EXPECT_EQ(code_of(decide(approver, proposed, "approve")), "ruling.no_such_step");
    proposed = propose("sms.sign_in_code", new_words, in_days(1));
    pass_days(1);
    EXPECT_EQ(code_of(decide(approver, proposed, "approve")), "ruling.too_late");
}

// Who answered the old text of a consent is shown the new one and may not answer the old one any more.
TEST_P(TextsOffice, GuidanceAndConsentsChangeOnTheirDay)
{
    Browser stranger(library);
    auto guidance = [&] { return body_of(stranger.get("/api/v1/guidance/claim")).object().at("text").text(); };
    std::string before = guidance();
    EXPECT_EQ(stranger.get("/api/v1/guidance/none").status, 404);
    order("guidance.claim", "核对本人后开通账号，有疑问请向专家库管理员咨询。", in_days(1));
    order("consent.sharing", "我同意按新的办法共享我的专家信息。", in_days(1));
    EXPECT_EQ(guidance(), before);
    pass_days(1);
    EXPECT_EQ(guidance(), "核对本人后开通账号，有疑问请向专家库管理员咨询。");
    auto snapshot = library.platform().database.read();
    EXPECT_EQ(rulebook::edition_on(snapshot->connection(), "consent.sharing", day_of(library.clock().now())).text,
              "我同意按新的办法共享我的专家信息。");
}

INSTANTIATE_TEST_SUITE_P(Engines, TextsOffice, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
