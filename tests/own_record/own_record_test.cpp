#include "own_record/desk.h"
#include "support/pdf.h"

using namespace support;

namespace {

class OwnRecords : public OwnDesk {
protected:
    static const json::Object& field(const json::Object& own, std::string_view name)
    {
        for (const auto& one : own.at("fields").array())
            if (one.object().at("field").text() == name) return one.object();
        throw std::out_of_range(std::string(name));
    }
};

TEST_P(OwnRecords, ShowsTheOwnRecordMaskedWithWhereEachFieldComesFrom)
{
    auto before = own();
    EXPECT_EQ(before.at("number").text(), get(id).at("number").text());
    EXPECT_EQ(field(before, "phone").at("text").text(), "138****0001");
    EXPECT_EQ(json::canonical(before).find(citizen(1)), std::string::npos);
    change(id, verified(body(id).set("phone", "13800000002")));
    auto after = own();
    const auto& phone = field(after, "phone");
    EXPECT_EQ(phone.at("text").text(), "138****0002");
    const auto& from = phone.at("provenance").object();
    EXPECT_EQ(from.at("entered_by").text() + "，" + from.at("document").text() + "，" + from.at("verified_by").text(),
              "han，来函〔2026〕1 号，韩雪梅");
    const auto versions = own("/versions").at("items").array();
    ASSERT_EQ(versions.size(), 2u);
    const auto& change = versions[0].object().at("changes").array().at(0).object();
    EXPECT_EQ(change.at("old").text() + " → " + change.at("new").text(), "138****0001 → 138****0002");
    EXPECT_TRUE(versions[1].object().at("changes").array().empty());
}

TEST_P(OwnRecords, AnotherExpertIsNotReached)
{
    std::string other = add_expert(2, [](auto& e) { e.name = "哈斯巴根", e.phone = crypto::Secret("13800000077"); });
    auto upload = han.post("/api/v1/experts/" + other + "/attachments", json::Object{{"title", "证书"}, {"content", "JVBERi0xLjQK"}});
    std::string attachment = body_of(upload).object().at("items").array().at(0).object().at("id").text();
    EXPECT_EQ(wuyun.get("/api/v1/account/record/attachments/" + attachment).status, 404);
    for (const auto* path : {"", "/versions"}) EXPECT_EQ(json::canonical(own(path)).find("哈斯巴根"), std::string::npos) << path;
    EXPECT_EQ(take("json").body.find("13800000077"), std::string::npos);
    EXPECT_EQ(han.get("/api/v1/account/record").status, 403) << "staff have no own record";
    Browser stranger(library);
    EXPECT_EQ(stranger.get("/api/v1/account/record").status, 401);

    library.add_account("untied", "expert");
    stranger.sign_in("untied");
    EXPECT_FALSE(*body_of(stranger.get("/api/v1/account/record")).object().at("linked").if_bool());
    EXPECT_EQ(code_of(stranger.get("/api/v1/account/record/versions")), "own_record.not_linked");
}

TEST_P(OwnRecords, AttachmentsOpenAndAreFilesOnly)
{
    auto upload = han.post("/api/v1/experts/" + id + "/attachments", json::Object{{"title", "职称证书"}, {"content", "JVBERi0xLjQK"}});
    ASSERT_EQ(upload.status, 200) << upload.body;
    auto list = own().at("attachments").array();
    ASSERT_EQ(list.size(), 1u);
    auto file = wuyun.get("/api/v1/account/record/attachments/" + list[0].object().at("id").text());
    EXPECT_EQ(file.body, "%PDF-1.4\n");
    EXPECT_EQ(file.type, "application/pdf");
}

TEST_P(OwnRecords, TakesEverythingAwayUnderTheNamesOfTheStandard)
{
    auto file = take("json");
    ASSERT_EQ(file.status, 200) << file.body;
    auto copy = json::read(file.body)->object();
    const auto& standard = copy.at("GB/T 35397-2017").object();
    EXPECT_EQ(standard.at("name").text(), "乌云其木格");
    EXPECT_EQ(standard.at("birthdate").text(), "1870-05-02");
    EXPECT_EQ(json::canonical(standard.at("gender")), R"({"code":"2","name":"女性"})");
    EXPECT_EQ(json::canonical(standard.at("contact")), R"({"email":"wuyun@example.cn","phone":"13800000001"})");
    EXPECT_EQ(standard.at("workExperience").array().size(), 2u);
    EXPECT_EQ(standard.at("prize").array().at(0).object().at("name").text(), "自治区科技进步奖");
    const auto& other = copy.at("other").object();
    EXPECT_EQ(other.at("citizenID").text(), citizen(1));
    EXPECT_EQ(other.at("bankAccount").text(), "6222020000000007");
    EXPECT_EQ(other.at("relation").array().at(0).object().at("name").text(), "王秀英");
    const auto& labels = copy.at("other_labels").object();
    for (const auto& [name, value] : other) EXPECT_TRUE(labels.find(name)) << name << " is told in no words";
    // The names of the standard, and no others, stand under its number.
    static const std::set<std::string> elements{
        "talentID",   "name",       "gender",         "birthdate",   "researchField", "degree", "professionalTitle",
        "contact",    "dataSource", "workExperience", "parttimeJob", "specialty",     "prize",  "honor",
        "punishment", "project",    "paper",          "patent"};
    for (const auto& [name, value] : standard) EXPECT_TRUE(elements.contains(name)) << name;
    EXPECT_EQ(number("SELECT count(*) FROM ledger_entry WHERE type = 'expert.taken_away/1'"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM ledger_entry WHERE body LIKE '%13800000001%'"), 0);
}

TEST_P(OwnRecords, ThePaperSaysTheSameWhole)
{
    auto file = take("pdf");
    ASSERT_EQ(file.status, 200) << file.body;
    std::string text = solid(told_by("pdftotext", "-layout", file.body, library.folder().path()));
    for (const std::string& said :
         {citizen(1), std::string("13800000001"), std::string("6222020000000007"), std::string("王秀英"), std::string("自治区科技进步奖")})
        EXPECT_NE(text.find(said), std::string::npos) << said;
}

TEST_P(OwnRecords, TakingAwayWantsThePasswordAndKeepsNoCopy)
{
    auto refused = take("json", "not this one");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(faults(refused).substr(0, 8), "current ");
    EXPECT_EQ(refused.body.find(citizen(1)), std::string::npos);
    EXPECT_EQ(number("SELECT count(*) FROM ledger_entry WHERE type = 'expert.taken_away/1'"), 0);
    EXPECT_EQ(faults(take("docx")), "form field.choice");
    ASSERT_EQ(take("json").status, 200);
    EXPECT_EQ(number("SELECT count(*) FROM idempotency"), 0) << "an answer kept for a repetition would hold everything";
}

// The account of a record that was merged sees the one that goes on.
TEST_P(OwnRecords, AMergedRecordIsTheOneThatGoesOn)
{
    std::string other = add_expert(2, [](auto& e) { e.name = "乌云", e.phone.reset(); });
    auto act = library.act();
    auto& connection = act.connection();
    auto survivor = expert::load_record(connection, library.platform().keys, {.scope = auth::Scope::all}, other);
    auto absorbed = expert::load_record(connection, library.platform().keys, {.scope = auth::Scope::all}, id);
    std::int64_t han_id = number("SELECT id FROM account WHERE login = 'han'");
    expert::merge_experts(act, library.platform().keys,
                          {*survivor, *absorbed, *survivor, expert::standing_of(connection, survivor->id), {}, "来函", "同一人", han_id});
    act.commit();
    EXPECT_EQ(own().at("name").text(), "乌云");
}

INSTANTIATE_TEST_SUITE_P(Engines, OwnRecords, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
