#include "amendment/record_desk.h"

#include <algorithm>
#include <thread>

using namespace support;

namespace {

class RecordChange : public RecordDesk {};

TEST_P(RecordChange, IsForLibraryAdministratorsAlone)
{
    json::Object wanted = body(id).set("keywords", "水稻");
    std::string one = "/api/v1/experts/" + id;
    Browser stranger(library);
    auto closed = [&](Browser& browser, int status, const std::string& who) {
        EXPECT_EQ(browser.get(one + "/form").status, status) << who;
        EXPECT_EQ(browser.put(one, wanted).status, status) << who;
        EXPECT_EQ(browser.put(one + "?dry_run=true", wanted).status, status) << who;
        EXPECT_EQ(browser.get(one + "/versions").status, status) << who;
        EXPECT_EQ(browser.get(one + "/versions/compare?old=1&new=1").status, status) << who;
    };
    closed(stranger, 401, "stranger");
    for (const char* role : {"expert", "science_department", "agency", "inspector", "system_administrator", "audit_administrator"}) {
        library.add_account(role, role);
        Browser browser(library);
        browser.sign_in(role);
        closed(browser, 403, role);
    }
    closed(office.op, 403, "operator");
    std::string absent(26, 'a');
    EXPECT_EQ(code_of(put(han, absent, wanted)), "auth.not_found");
    for (const char* path : {"/form", "/versions", "/versions/compare?old=1&new=1"})
        EXPECT_EQ(code_of(han.get("/api/v1/experts/" + absent + path)), "auth.not_found") << path;
    EXPECT_EQ(number("SELECT count(*) FROM expert_version"), 0);
}

TEST_P(RecordChange, GivesTheFormWithNumbersMasked)
{
    auto f = form(id);
    auto row = [&](const char* table) { return "\"row\":" + std::to_string(number("SELECT min(id) FROM " + std::string(table))); };
    std::string college = office.unit(office.college), institute = office.unit(office.institute);
    json::Object expected{{"id", id},
                          {"number", "E2026-00001"},
                          {"status", "active"},
                          {"version", 1},
                          {"name", "乌云其木格"},
                          {"name_mongolian", "ᠤᠶᠤᠨᠴᠢᠮᠡᠭ"},
                          {"pinyin", "wu yun qi mu ge"},
                          {"sex", "2"},
                          {"ethnic", "02"},
                          {"birth_day", "1870-05-02"},
                          {"title", "011"},
                          {"degree", ""},
                          {"region", "150100"},
                          {"keywords", "育种"},
                          {"citizen_id_masked", "150****" + citizen(1).substr(16)},
                          {"phone_masked", "138****0001"},
                          {"email_masked", "wu****e.cn"},
                          {"bank_account_masked", "****0007"},
                          {"disciplines", json::Array{"23020", "18010"}},
                          {"industries", json::Array{"0111"}},
                          {"languages", json::Array{"zh", "mn"}},
                          {"passport_masked", ""},
                          {"willingness", json::Array{"review"}},
                          {"resume", "1990 年起从事育种\n2019 年起任教授"}};
    for (const auto& [name, value] : expected) EXPECT_EQ(json::canonical(f.at(name)), json::canonical(value)) << name;
    EXPECT_EQ(json::canonical(f.at("categories")),
              R"([{"category":"research","qualification":"教授","verified_by":"某处","verified_on":"2026-01-01"}])");
    EXPECT_EQ(json::canonical(f.at("posts").array().at(0)),
              R"({"duty":"教授","from":"2019-03-01","kind":"main",)" + row("post") + R"(,"to":"","unit_id":")" + college +
                  R"(","unit_path":"草原大学 / 农牧学院","verified_by":"某处","verified_on":"2026-01-01"})");
    EXPECT_EQ(json::canonical(f.at("relations")),
              R"([{"kind":"spouse","other_citizen_id_known":true,"other_name":"王秀英","other_unit":"河套研究院",)" + row("relation") +
                  "}]");
    EXPECT_EQ(json::canonical(f.at("interests")), R"([{"from":"2020-01-01","kind":"shareholding",)" + row("interest") +
                                                      R"(,"share":1250,"to":"","unit_id":")" + institute +
                                                      R"(","unit_path":"河套研究院"}])");
    EXPECT_EQ(json::canonical(f.at("absences")), R"([{"from":"2031-12-01",)" + row("expert_absence") + R"(,"to":"2031-12-10"}])");
    EXPECT_EQ(json::canonical(f.at("achievements")),
              R"([{"detail":"一等奖","from":"2022-05-01","kind":"award","name":"自治区科技进步奖","role":"第一完成人",)" +
                  row("achievement") + R"(,"to":""}])");
}

TEST_P(RecordChange, WithoutAnyChangeWritesNothing)
{
    std::string before = counts();
    auto answer = change(id, body(id));
    EXPECT_EQ(json::canonical(answer), R"({"changed":[],"consequences":[],"version":1})");
    // The order in which the page sends rows says nothing.
    json::Object turned = body(id);
    json::Array posts = turned.at("posts").array();
    std::swap(posts[0], posts[1]);
    EXPECT_EQ(changed(change(id, turned.set("posts", posts))), "");
    // Nor do a row that goes and one like it that comes… but for its verification.
    EXPECT_EQ(changed(change(id, with(body(id), "posts", 1, "row", nullptr))), "");
    EXPECT_EQ(counts(), before);
}

TEST_P(RecordChange, ReachesEveryField)
{
    struct Case {
        std::string name;
        json::Value value;
        std::string told;
    };
    std::string mask = "150****" + citizen(1).substr(16);
    const Case cases[] = {
        {"name", "斯琴", "姓名：乌云其木格 → 斯琴\n拼音：wu yun qi mu ge → si qin\n"},
        {"pinyin", "Si Qin", ""}, // as it stands already
        {"pinyin", "si qin gao wa", "拼音：si qin → si qin gao wa\n"},
        {"name_mongolian", "", "蒙古文姓名：ᠤᠶᠤᠨᠴᠢᠮᠡᠭ → \n"},
        {"ethnic", "01", "民族：蒙古族 → 汉族\n"},
        {"phone", " 138 0000 0002", "手机：138****0001 → 138****0002\n"},
        {"phone", "13811110002", "手机：138****0002 → 138****0002（号码已改，遮盖后相同）\n"},
        {"phone", nullptr, ""},
        {"email", "", "邮箱：wu****e.cn → \n"},
        {"bank_account", "6222020000001112", "银行账号：****0007 → ****1112\n"},
        {"title", "012", "职称：教授 → 副教授\n"},
        {"region", "150102", "所在地区：内蒙古自治区 / 呼和浩特市 → 内蒙古自治区 / 呼和浩特市 / 新城区\n"},
        {"keywords", "育种；水稻", "关键词：育种 → 育种；水稻\n"},
        {"disciplines", json::Array{"18010", "23020"}, "学科："},
        {"industries", json::Array{}, "行业："},
        {"relations", json::Array{}, "亲属师生等关系：配偶，王秀英，河套研究院，已登记身份证号 → \n"},
        {"interests", json::Array{}, "利益关系：河套研究院，持有股权，持股 12.5%，2020-01-01 起 → \n"},
        {"languages", json::Array{"mn", "en"}, "语种：汉语\n蒙古语 → 蒙古语\n英语\n"},
        {"absences", json::Array{json::Object{{"from", "2031-12-05"}, {"to", ""}}},
         "不便参加的日期：2031-12-01 至 2031-12-10 → 2031-12-05 起\n"},
        {"willingness", json::Array{}, "参加意愿：评审 → \n"},
        {"achievements",
         json::Array{json::Object{{"kind", "paper"}, {"name", "论草"}, {"detail", ""}, {"role", ""}, {"from", ""}, {"to", ""}}},
         "成果、荣誉与兼职：获奖，自治区科技进步奖，一等奖，第一完成人，2022-05-01 → 论文，论草\n"},
        {"resume", "", "简历：1990 年起从事育种\n2019 年起任教授 → \n"},
        {"passport", " e 1234-5678", "护照等证件号： → E****78\n"},
    };
    std::int64_t version = 1;
    for (const auto& c : cases) {
        auto answer = change(id, body(id).set(c.name, c.value));
        std::string told = changed(answer);
        EXPECT_TRUE(c.told.empty() ? told.empty() : c.told.ends_with("\n") ? told == c.told : told.starts_with(c.told)) << c.name << told;
        if (!c.told.empty()) ++version;
        EXPECT_EQ(answer.at("version").integer(), version) << c.name;
        EXPECT_EQ(changed(change(id, body(id))), "") << c.name;
    }
    auto f = form(id);
    EXPECT_EQ(f.at("email_masked").text(), "");
    EXPECT_EQ(json::canonical(f.at("disciplines")), R"(["18010","23020"])");
    // What is looked for follows.
    EXPECT_EQ(body_of(han.get("/api/v1/experts?name=sqgw")).object().at("total").integer(), 1);
    EXPECT_EQ(body_of(han.get("/api/v1/experts?name=wyqmg")).object().at("total").integer(), 0);
    EXPECT_EQ(body_of(han.get("/api/v1/experts?rank=senior")).object().at("total").integer(), 0);
    EXPECT_EQ(body_of(han.get("/api/v1/experts?region=150102")).object().at("total").integer(), 1);
    auto facets = number("SELECT count(*) FROM expert_facet");
    {
        auto transaction = library.platform().database.write();
        expert::rebuild_facets(transaction->connection());
        transaction->commit();
    }
    EXPECT_EQ(number("SELECT count(*) FROM expert_facet"), facets);
}

TEST_P(RecordChange, KeepsAddsChangesAndRemovesRows)
{
    auto rows = [&](const char* table) {
        auto snapshot = library.platform().database.read();
        std::string text;
        snapshot->connection().each("SELECT id, version FROM " + std::string(table) + " ORDER BY id", {}, [&](const db::Row& row) {
            text += std::to_string(row.integer(0)) + ":" + std::to_string(row.integer(1)) + " ";
        });
        return text;
    };
    std::string posts = rows("post"), relation = rows("relation");
    json::Object wanted = with(body(id), "posts", 0, "duty", "副院长");
    json::Array list = wanted.at("posts").array();
    list.erase(list.begin() + 1);
    list.insert(
        list.begin(),
        json::Object{{"unit_id", office.unit(office.institute)}, {"kind", "adviser"}, {"duty", "顾问"}, {"from", nullptr}, {"to", ""}});
    auto answer = change(id, wanted.set("posts", list));
    EXPECT_EQ(changed(answer), "任职：草原大学 / 农牧学院，主要任职，教授，2019-03-01 起，2026-01-01 由某处核验\n"
                               "河套研究院，曾任，至 2018-12-31，未核验 → "
                               "草原大学 / 农牧学院，主要任职，副院长，2019-03-01 起，未核验\n河套研究院，顾问，顾问，未核验\n");
    std::string first = posts.substr(0, posts.find(':'));
    EXPECT_EQ(rows("post").substr(0, first.size() + 3), first + ":2 ") << "it kept its row";
    EXPECT_EQ(number("SELECT count(*) FROM post"), 2);
    EXPECT_EQ(rows("relation"), relation) << "what is not touched is not written";
    // The other's number: as it is, another, none.
    auto known = [&] { return form(id).at("relations").array().at(0).object().at("other_citizen_id_known").boolean(); };
    EXPECT_EQ(changed(change(id, with(body(id), "relations", 0, "other_unit", ""))),
              "亲属师生等关系：配偶，王秀英，河套研究院，已登记身份证号 → 配偶，王秀英，已登记身份证号\n");
    EXPECT_TRUE(known());
    EXPECT_EQ(changed(change(id, with(body(id), "relations", 0, "other_citizen_id", citizen(950)))),
              "亲属师生等关系：配偶，王秀英，已登记身份证号 → 配偶，王秀英，已登记身份证号（号码已改，遮盖后相同）\n");
    EXPECT_EQ(changed(change(id, with(body(id), "relations", 0, "other_citizen_id", ""))),
              "亲属师生等关系：配偶，王秀英，已登记身份证号 → 配偶，王秀英，未登记身份证号\n");
    EXPECT_FALSE(known());
}

TEST_P(RecordChange, TellsEveryFaultByItsField)
{
    std::string other = add_expert(2);
    std::int64_t foreign = form(other).at("posts").array().at(0).object().at("row").integer();
    const json::Object good = body(id);
    auto without = [&](const std::string& name) {
        json::Object out;
        for (const auto& [key, value] : good)
            if (key != name) out.set(key, value);
        return out;
    };
    auto of = [&](const std::string& name, json::Value value) { return json::Object(good).set(name, std::move(value)); };
    json::Value category = good.at("categories").array()[0], post = good.at("posts").array()[0];
    struct Case {
        json::Object body;
        std::string faults;
    };
    const Case cases[] = {
        {of("colour", "red"), "colour field.unknown"},
        {with(good, "posts", 0, "verified_on", "2026-01-01"), "posts[0].verified_on field.unknown"},
        {without("document"), "document field.required"},
        {of("document", " "), "document field.required"},
        {without("version"), "version field.required"},
        {without("keywords"), "keywords amendment.member_missing"},
        {without("interests"), "interests amendment.member_missing"},
        {without("birth_day"), "birth_day amendment.member_missing"},
        {of("name", ""), "name field.required"},
        {of("name", std::string(101, 'a')), "name field.too_long"},
        {of("sex", "7"), "sex catalog.unknown"},
        {of("sex", "1"), "sex expert.sex_differs"},
        {of("birth_day", "1970-01-01"), "birth_day expert.birth_differs"},
        {of("birth_day", "1870-02-30"), "birth_day field.day"},
        {of("ethnic", "99"), "ethnic catalog.unknown"},
        {of("title", "教授"), "title catalog.near"},
        {of("degree", "x"), "degree catalog.unknown"},
        {of("region", "150199"), "region catalog.near"},
        {of("phone", "12345"), "phone phone.form"},
        {of("email", "甲@例"), "email email.form"},
        {of("bank_account", "6222020000000000"), "bank_account bank_card.check"},
        {of("citizen_id", ""), "citizen_id amendment.number_needed"},
        {of("citizen_id", "150102187005020022"), "citizen_id citizen_id.check"},
        {of("citizen_id", citizen(2)), "birth_day expert.birth_differs; citizen_id amendment.number_taken"},
        {of("categories", json::Array{}), "categories field.required"},
        {of("categories", json::Array{category, category}), "categories[1].category expert.listed_twice"},
        {with(good, "categories", 0, "category", "none"), "categories[0].category catalog.unknown"},
        {with(good, "categories", 0, "verify", true), "categories[0].verify amendment.verify_needs"},
        {of("disciplines", json::Array{"23020", "99999", "23020"}), "disciplines[1] catalog.unknown; disciplines[2] expert.listed_twice"},
        {of("disciplines", json::Array{""}), "disciplines[0] catalog.unknown"},
        {of("industries", "0111"), "industries field.type"},
        {with(good, "posts", 0, "unit_id", "nowhere"), "posts[0].unit_id amendment.unit_unknown"},
        {with(good, "posts", 0, "unit_id", ""), "posts[0].unit_id field.required"},
        {with(good, "posts", 1, "kind", "boss"), "posts[1].kind catalog.unknown"},
        {with(good, "posts", 0, "to", "2019-02-28"), "posts[0].to expert.day_order"},
        {with(good, "posts", 0, "from", "2019-2-8"), "posts[0].from field.day"},
        {with(good, "posts", 0, "row", foreign), "posts[0].row amendment.row_unknown"},
        {of("posts", json::Array{post, post}), "posts[1].row amendment.row_unknown"},
        {with(good, "posts", 0, "verify", true), "posts[0].verify amendment.verify_needs"},
        {with(good, "relations", 0, "kind", "friend"), "relations[0].kind catalog.unknown"},
        {with(good, "relations", 0, "other_name", ""), "relations[0].other_name field.required"},
        {with(good, "relations", 0, "other_citizen_id", "1"), "relations[0].other_citizen_id citizen_id.length"},
        {with(good, "relations", 0, "other_citizen_id", citizen(1)), "relations[0].other_citizen_id expert.own_relation"},
        {of("citizen_id", citizen(901)), "birth_day expert.birth_differs; relations[0].other_citizen_id expert.own_relation"},
        {with(good, "relations", 0, "row", 1), "relations[0].row amendment.row_unknown"},
        {with(good, "interests", 0, "share", 10'001), "interests[0].share field.range"},
        {with(good, "interests", 0, "kind", "love"), "interests[0].kind catalog.unknown"},
        {with(good, "interests", 0, "to", "2019-12-31"), "interests[0].to expert.day_order"},
        {with(good, "interests", 0, "unit_id", "nowhere"), "interests[0].unit_id amendment.unit_unknown"},
        {of("passport", "E123"), "passport passport.form"},
        {of("passport", "护照12345"), "passport passport.form"},
        {without("resume"), "resume amendment.member_missing"},
        {of("resume", std::string(5001, 'a')), "resume field.too_long"},
        {of("willingness", json::Array{"dance"}), "willingness[0] catalog.unknown"},
        {with(good, "achievements", 0, "kind", "prize"), "achievements[0].kind catalog.unknown"},
        {with(good, "achievements", 0, "name", ""), "achievements[0].name field.required"},
        {with(good, "achievements", 0, "to", "2022-04-30"), "achievements[0].to expert.day_order"},
        {without("languages"), "languages amendment.member_missing"},
        {of("languages", json::Array{"zh", "xx", "zh"}), "languages[1] catalog.unknown; languages[2] expert.listed_twice"},
        {without("absences"), "absences amendment.member_missing"},
        {with(good, "absences", 0, "from", ""), "absences[0].from field.required"},
        {with(good, "absences", 0, "from", "2026-13-01"), "absences[0].from field.day"},
        {with(good, "absences", 0, "to", "2031-11-30"), "absences[0].to expert.day_order"},
        {with(good, "absences", 0, "row", 1), "absences[0].row amendment.row_unknown"},
        {of("verified_on", "2026-11-01"), "verified_by amendment.verified_both"},
        {of("verified_by", "韩雪梅"), "verified_on amendment.verified_both"},
        {verified(good).set("verified_on", "2026-12-01"), "verified_on amendment.verified_to_come"},
        {json::Object(good).set("sex", "7").set("title", "x").set("posts", json::Array{json::Object{{"unit_id", "u"}, {"kind", "k"}}}),
         "sex catalog.unknown; title catalog.unknown; posts[0].unit_id amendment.unit_unknown; posts[0].kind catalog.unknown"},
        // Faults between fields are told beside those of single ones, unless they rest on one that has a fault itself.
        {with(of("phone", "12345"), "posts", 0, "to", "2019-02-28"), "phone phone.form; posts[0].to expert.day_order"},
        {of("document", "").set("sex", "1"), "document field.required; sex expert.sex_differs"},
        {without("keywords").set("birth_day", "1970-01-01"), "keywords amendment.member_missing; birth_day expert.birth_differs"},
        {of("citizen_id", "150102187005020022").set("sex", "1"), "citizen_id citizen_id.check"},
        {with(of("citizen_id", "1"), "relations", 0, "other_citizen_id", citizen(1)), "citizen_id citizen_id.length"},
        {with(with(good, "posts", 0, "from", "2019-2-8"), "posts", 0, "to", "2010-01-01"), "posts[0].from field.day"},
        {with(of("verified_on", "x"), "posts", 0, "verify", true), "verified_on field.day"},
    };
    std::string before = counts();
    for (const auto& c : cases) {
        auto response = put(han, id, c.body);
        EXPECT_EQ(faults(response), c.faults) << response.body;
        EXPECT_EQ(faults(put(han, id, c.body, true)), c.faults);
        for (const auto& secret : {citizen(1), citizen(2), citizen(901), std::string("13800000001")})
            EXPECT_EQ(response.body.find(secret), std::string::npos) << c.faults;
    }
    auto taken = put(han, id, of("citizen_id", citizen(2)));
    EXPECT_NE(taken.body.find("库中 E2026-00002 已登记这个身份证号"), std::string::npos) << taken.body;
    EXPECT_EQ(faults(han.put("/api/v1/experts/" + id + "?dry_run=perhaps", good)), "dry_run amendment.dry_run");
    EXPECT_EQ(han.send(http::Method::put, "/api/v1/experts/" + id, "[]").status, 422);
    EXPECT_EQ(han.send(http::Method::put, "/api/v1/experts/" + id, "{").status, 422);
    EXPECT_EQ(counts(), before);
}

TEST_P(RecordChange, APassportStandsInPlaceOfACitizensNumber)
{
    std::string foreign = add_expert(2, [](expert::NewExpert& e) {
        e.citizen_id.reset();
        e.passport = crypto::Secret("E12345678");
    });
    EXPECT_EQ(form(foreign).at("passport_masked").text(), "E****78");
    EXPECT_EQ(faults(put(han, foreign, body(foreign).set("passport", ""))), "passport amendment.number_needed");
    EXPECT_EQ(faults(put(han, id, body(id).set("passport", "e12345678"))), "passport amendment.passport_taken");
    EXPECT_EQ(faults(put(han, foreign, body(foreign).set("citizen_id", citizen(1)))),
              "birth_day expert.birth_differs; citizen_id amendment.number_taken");
    // Nobody is barred for having one of both; who has neither is.
    std::string told = changed(change(foreign, body(foreign).set("citizen_id", citizen(2)).set("passport", "")));
    EXPECT_EQ(told, "身份证号： → 150****" + citizen(2).substr(16) + "\n护照等证件号：E****78 → \n");
    EXPECT_EQ(faults(put(han, foreign, body(foreign).set("citizen_id", ""))), "citizen_id amendment.number_needed");
}

TEST_P(RecordChange, LeavesWhatStandsUnjudged)
{
    // As an earlier edition, or the demonstration, may have left it.
    std::string old = add_expert(3, [&](expert::NewExpert& e) {
        e.birth_day = Day::of(1970, 5, 4);
        e.title = "Z99";
        e.disciplines = {"99999"};
        e.posts = {{office.college, "gone", "", Day::of(2020, 1, 1), Day::of(2019, 1, 1), std::nullopt, ""}};
        e.relations = {{"gone", "本人", crypto::Secret(citizen(3)), ""}};
    });
    EXPECT_EQ(changed(change(old, body(old).set("keywords", "水稻"))), "关键词：育种 → 水稻\n");
    EXPECT_EQ(faults(put(han, old, body(old).set("title", "Z98"))), "title catalog.unknown");
    EXPECT_EQ(faults(put(han, old, with(body(old), "posts", 0, "duty", "所长"))), "posts[0].to expert.day_order");
}

TEST_P(RecordChange, OfAnOldVersionIsToldWhoChangedWhat)
{
    json::Object hers = body(id), his = body(id);
    auto minute = [&] { return to_local_text(library.clock().now()).substr(5, 11); };
    std::string first = minute();
    change(id, hers.set("phone", "13800000002").set("title", "012"));
    library.clock().advance(600'000);
    std::string second = minute();
    EXPECT_EQ(put(mei, id, body(id).set("keywords", "水稻")).status, 200);
    std::string before = counts();
    auto refused = put(han, id, his.set("sex", "1"));
    EXPECT_EQ(refused.status, 409) << "told before its faults";
    EXPECT_EQ(code_of(refused), "amendment.changed_meanwhile");
    std::string message = body_of(refused).object().at("error").object().at("message").text();
    EXPECT_EQ(message, "打开之后这条记录已有变更：han " + first + " 改了手机、职称；mei " + second +
                           " 改了关键词。请核对后再提交；已填写的内容会保留。");
    EXPECT_EQ(first.substr(0, 6), "11-18 ");
    EXPECT_EQ(put(han, id, his, true).status, 409) << "a preview too";
    EXPECT_EQ(put(han, id, body(id).set("version", 9)).status, 409);
    EXPECT_EQ(counts(), before);
    EXPECT_EQ(form(id).at("version").integer(), 3);
}

TEST_P(RecordChange, OfTwoAtOnceOneHappensAndTheOtherIsTold)
{
    for (int round = 1; round <= 5; ++round) {
        json::Object hers = body(id).set("keywords", "水稻" + std::to_string(round)),
                     his = body(id).set("phone", "1380000100" + std::to_string(round));
        std::string told[2];
        std::thread other([&] {
            auto response = put(mei, id, his);
            told[1] = std::to_string(response.status) + code_of(response);
        });
        auto response = put(han, id, hers);
        told[0] = std::to_string(response.status) + code_of(response);
        other.join();
        std::sort(std::begin(told), std::end(told));
        EXPECT_EQ(told[0] + " " + told[1], "200 409amendment.changed_meanwhile");
        EXPECT_EQ(form(id).at("version").integer(), round + 1);
    }
    EXPECT_EQ(number("SELECT count(*) FROM expert_version"), 5);
}

TEST_P(RecordChange, RepeatedByItsKeyHappensOnce)
{
    std::string sent = json::canonical(body(id).set("keywords", "水稻")), one = "/api/v1/experts/" + id;
    auto first = han.send(http::Method::put, one, sent, "same-key");
    auto again = han.send(http::Method::put, one, sent, "same-key");
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(form(id).at("version").integer(), 2);
    EXPECT_EQ(number("SELECT count(*) FROM ledger_entry WHERE type = 'expert.changed/1'"), 1);
}

TEST_P(RecordChange, ShownBeforehandWritesNothingAndTellsTheSame)
{
    std::string before = counts(), detail = han.get("/api/v1/experts/" + id).body;
    json::Object wanted = with(body(id).set("phone", "13800000002").set("disciplines", json::Array{"520"}), "posts", 0, "duty", "院长");
    auto preview = put(han, id, wanted, true);
    ASSERT_EQ(preview.status, 200) << preview.body;
    EXPECT_EQ(counts(), before);
    EXPECT_EQ(han.get("/api/v1/experts/" + id).body, detail);
    auto told = body_of(preview).object();
    EXPECT_EQ(told.at("version").integer(), 1);
    auto done = change(id, wanted);
    EXPECT_EQ(json::canonical(told.at("changed")), json::canonical(done.at("changed")));
    EXPECT_EQ(json::canonical(told.at("consequences")), json::canonical(done.at("consequences")));
    EXPECT_NE(counts(), before);
}

TEST_P(RecordChange, LeavesNoPersonalDataInTheLedger)
{
    json::Object wanted = with(body(id).set("phone", "13800000002").set("email", "new@example.cn").set("bank_account", "6222020000001112"),
                               "relations", 0, "other_citizen_id", citizen(950));
    change(id, wanted);
    auto snapshot = library.platform().database.read();
    std::string entry = *snapshot->connection().one("SELECT body FROM ledger_entry WHERE type = 'expert.changed/1'", {},
                                                    [](const db::Row& row) { return row.text(0); });
    auto document = *json::read(entry);
    EXPECT_EQ(json::canonical(document.object().at("data")),
              R"({"document":"来函〔2026〕1 号","fields":["phone","email","bank_account","relations"],"version":2})");
    std::string stored;
    snapshot->connection().each("SELECT state FROM expert_version", {}, [&](const db::Row& row) { stored += text_of(row.bytes(0)); });
    snapshot->connection().each("SELECT COALESCE(answer, '') FROM idempotency", {}, [&](const db::Row& row) { stored += row.text(0); });
    ASSERT_GT(stored.size(), 500u);
    for (const std::string& secret : {std::string("13800000001"), std::string("13800000002"), std::string("new@example.cn"),
                                      std::string("6222020000000007"), citizen(1), citizen(950)}) {
        EXPECT_EQ(entry.find(secret), std::string::npos);
        EXPECT_EQ(stored.find(secret), std::string::npos);
    }
}

INSTANTIATE_TEST_SUITE_P(Engines, RecordChange, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
