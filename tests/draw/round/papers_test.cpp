#include "draw/round/draw_office.h"
#include "support/pdf.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;
using support::DrawOffice;

namespace {

class DrawPapers : public testing::TestWithParam<db::Engine> {
protected:
    DrawOffice office{GetParam()};

    std::string text_of(const std::string& bytes) { return support::told_by("pdftotext", "-raw", bytes, office.library.folder().path()); }
    static std::string certificate(const json::Object& round)
    {
        return "/api/v1/public/rounds/" + round.at("id").text() + "/certificate-pdf";
    }
    static std::string record(const json::Object& round) { return DrawOffice::path(round) + "/record-pdf"; }
    static bool has(const std::string& text, const std::string& part)
    {
        return support::solid(text).find(support::solid(part)) != std::string::npos;
    }
};

TEST_P(DrawPapers, TheRecordIsForTheTwoPeopleAlone)
{
    auto round = office.drawn();
    Browser stranger(office.library), colleague(office.library), neighbour(office.library), inspector(office.library);
    EXPECT_EQ(stranger.get(record(round)).status, 401);
    inspector.sign_in("inspector");
    EXPECT_EQ(inspector.get(record(round)).status, 403);
    neighbour.sign_in("op2");
    EXPECT_EQ(neighbour.get(record(round)).status, 404);
    colleague.sign_in("colleague");
    EXPECT_EQ(code_of(colleague.get(record(round))), "draw.not_your_part");
    for (auto* browser : {&office.op, &office.sup}) {
        auto answer = browser->get(record(round));
        ASSERT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(answer.type, "application/pdf");
        EXPECT_EQ(answer.body.substr(0, 5), "%PDF-");
    }
    EXPECT_EQ(office.op.get(record(round)).body, office.op.get(record(round)).body) << "equal data, equal bytes";
    EXPECT_EQ(office.library.check(), "");
}

TEST_P(DrawPapers, TheRecordHasEverythingThatThePageHas)
{
    auto stopped = office.sealed();
    DrawOffice::need(office.stop(stopped, "supervisor"));
    office.agree_to_another_round();
    auto round = office.drawn();
    auto page = DrawOffice::need(office.op.get(DrawOffice::path(round) + "/record")).object();
    std::string text = text_of(office.op.get(record(round)).body);
    for (const auto& part : {"科技专家抽取记录表", "2026 年度重点研发评审", "第 1 页　共", "作废", "监督员停止了本轮：项目补报了合作单位",
                             "再抽事由：上一轮作废，重新抽取", "七、签字", "签字：", "少于 5"})
        EXPECT_TRUE(has(text, part)) << part << "\n" << text;
    for (const auto* member : {"seal_hash", "seed", "result_hash"})
        EXPECT_TRUE(has(text, page.at("round").object().at(member).text())) << member << "\n" << text;
    EXPECT_TRUE(has(text, page.at("checkpoint_root").text()));
    for (const auto& group : page.at("round").object().at("panel").array())
        for (const auto& seat : group.object().at("seats").array())
            EXPECT_TRUE(has(text, seat.object().at("name").text())) << seat.object().at("name").text();
    std::string before = text_of(office.sup.get(record(stopped)).body);
    EXPECT_TRUE(has(before, "五、签字")) << "a void round has a record too\n" << before;
    EXPECT_FALSE(has(before, "专家甲"));
}

TEST_P(DrawPapers, TheCertificateNamesNobody)
{
    auto stopped = office.sealed();
    Browser nobody(office.library);
    EXPECT_EQ(nobody.get(certificate(stopped)).status, 404) << "while the round runs";
    DrawOffice::need(office.stop(stopped, "supervisor"));
    office.agree_to_another_round();
    auto round = office.drawn();
    auto answer = nobody.get(certificate(round));
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.body, nobody.get(certificate(round)).body);
    std::string text = text_of(answer.body);
    EXPECT_FALSE(has(text, "专家甲"));
    EXPECT_FALSE(has(text, "项目补报了合作单位"));
    for (const auto* member : {"seal_hash", "seed", "result_hash"}) EXPECT_TRUE(has(text, round.at(member).text())) << text;
    for (const auto& part : round.at("parts").array()) EXPECT_TRUE(has(text, part.object().at("value").text()));
    for (const auto& part : {"科技专家抽取凭证", "第 2 轮，共 2 轮", "作废：监督员停止了本轮", "第 1 页　共", "/certificate/"})
        EXPECT_TRUE(has(text, part)) << part << "\n" << text;
    EXPECT_TRUE(has(text_of(nobody.get(certificate(stopped)).body), "没有结果"));
}

INSTANTIATE_TEST_SUITE_P(Engines, DrawPapers, testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
