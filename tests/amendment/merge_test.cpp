#include "amendment/amendment.h"
#include "amendment/record_desk.h"
#include "auth/account.h"
#include "recusal/recusal.h"

using namespace support;

namespace {

// Two records of one person, brought together.
class RecordMerge : public RecordDesk {
protected:
    std::string other;

    void SetUp() override
    {
        RecordDesk::SetUp();
        other = add_expert(2, [&](expert::NewExpert& e) {
            e.name = "乌云奇木格";
            e.title = "012";
            e.phone = crypto::Secret("13800000002");
            e.status = "frozen";
            e.entered_on = Day::of(2025, 3, 1);
            e.disciplines = {"23020", "520"};
            e.posts.push_back({office.neighbour, "adviser", "", Day::of(2024, 1, 1), std::nullopt, std::nullopt, ""});
            e.relations = {{"spouse", "王秀英", crypto::Secret(citizen(901)), "河套研究院"}, {"teacher", "苏和", std::nullopt, ""}};
            e.sanctions = {{"admonition", Day::of(2026, 1, 1), std::nullopt, "某文〔2026〕1 号"}};
        });
    }

    json::Object form(const std::string& absorbed, json::Array taken = {})
    {
        return {{"version", 1},
                {"other", absorbed},
                {"other_version", 1},
                {"document", "公安机关证明〔2026〕7 号"},
                {"reason", "两次入库时身份证号写错一位"},
                {"taken", std::move(taken)}};
    }
    http::Response post(Browser& browser, const std::string& survivor, const json::Object& body, bool dry_run = false)
    {
        return browser.post("/api/v1/experts/" + survivor + "/merge" + (dry_run ? "?dry_run=true" : ""), body);
    }
    json::Object merge(const std::string& survivor, const json::Object& body)
    {
        auto response = post(han, survivor, body);
        EXPECT_EQ(response.status, 200) << response.body;
        return body_of(response).object();
    }
    std::int64_t row_of(const std::string& expert) { return number("SELECT id FROM expert WHERE public_id = '" + expert + "'"); }
    std::string all_counts()
    {
        return counts() + std::to_string(number("SELECT count(*) FROM sanction")) + " " +
               std::to_string(number("SELECT count(*) FROM expert_merge"));
    }
    std::string masked(int k) { return "150****" + citizen(k).substr(16); }
    std::int64_t listed(const std::string& query) { return body_of(han.get("/api/v1/experts?" + query)).object().at("total").integer(); }
};

TEST_P(RecordMerge, IsForLibraryAdministratorsAlone)
{
    std::string one = "/api/v1/experts/" + id;
    Browser stranger(library);
    auto closed = [&](Browser& browser, int status, const std::string& who) {
        EXPECT_EQ(browser.get(one + "/namesakes").status, status) << who;
        EXPECT_EQ(browser.get(one + "/merge?other=" + other).status, status) << who;
        EXPECT_EQ(post(browser, id, form(other)).status, status) << who;
        EXPECT_EQ(post(browser, id, form(other), true).status, status) << who;
    };
    closed(stranger, 401, "stranger");
    for (const char* role : {"expert", "science_department", "agency", "inspector", "audit_administrator"}) {
        library.add_account(role, role);
        Browser browser(library);
        browser.sign_in(role);
        closed(browser, 403, role);
    }
    EXPECT_EQ(number("SELECT count(*) FROM expert_merge"), 0);
}

TEST_P(RecordMerge, ShowsBothSideBySideWithNumbersMasked)
{
    auto view = get(id + "/merge?other=" + other);
    EXPECT_EQ(view.at("one").object().at("number").text(), "E2026-00001");
    EXPECT_EQ(view.at("other").object().at("status").text(), "frozen");
    EXPECT_FALSE(view.at("other_is_older").boolean());
    EXPECT_TRUE(view.at("numbers_differ").boolean());
    EXPECT_EQ(view.at("refusals").array().size(), 0u);
    std::string choose;
    for (const auto& one : view.at("fields").array()) {
        const auto& f = one.object();
        if (f.at("choose").boolean()) choose += f.at("field").text() + " ";
        if (f.at("field").text() == "citizen_id") {
            EXPECT_EQ(f.at("other").text(), masked(2));
        }
        if (f.at("field").text() == "sanctions") {
            EXPECT_EQ(f.at("other").text(), "诫勉谈话，某文〔2026〕1 号，2026-01-01 起");
        }
    }
    EXPECT_EQ(choose, "name birth_day citizen_id phone title ");
    EXPECT_EQ(view.at("disciplines").array().size(), 3u);
    std::string body = han.get("/api/v1/experts/" + id + "/merge?other=" + other).body;
    for (const std::string& secret : {citizen(1), citizen(2), std::string("13800000002")}) EXPECT_EQ(body.find(secret), std::string::npos);
    auto turned = get(other + "/merge?other=" + id);
    EXPECT_TRUE(turned.at("other_is_older").boolean());
}

TEST_P(RecordMerge, UnitesFactsAndKeepsBothHistories)
{
    change(other, body(other).set("keywords", "小麦"));
    auto wanted = form(other, json::Array{"title", "keywords"}).set("other_version", 2);
    std::string before = all_counts();
    auto preview = post(han, id, wanted, true);
    ASSERT_EQ(preview.status, 200) << preview.body;
    EXPECT_EQ(all_counts(), before) << "looking at it writes nothing";
    auto answer = merge(id, wanted);
    EXPECT_EQ(answer.at("version").integer(), 2);
    EXPECT_EQ(json::canonical(answer.at("changed")), json::canonical(body_of(preview).object().at("changed")));
    EXPECT_EQ(json::canonical(answer.at("consequences")), json::canonical(body_of(preview).object().at("consequences")));
    std::string told = changed(answer);
    for (const char* part : {"职称：教授 → 副教授\n", "关键词：育种 → 小麦\n", "处理记录： → 诫勉谈话，某文〔2026〕1 号，2026-01-01 起\n",
                             "状态：在库 → 冻结\n", "邻盟评估中心，顾问，2024-01-01 起，未核验", "520"})
        EXPECT_NE(told.find(part), std::string::npos) << part << told;
    told = consequences(answer);
    EXPECT_TRUE(told.starts_with("两个身份证号不同：保留 " + masked(1) + "（E2026-00001 的）；" + masked(2) + " 以后仍认作此人")) << told;
    for (const char* part : {"状态按两条中较严的记为“冻结”。\n", "E2026-00002 的 1 条处理记录一并归入。\n", "E2026-00002 记为“已并入”",
                             "新增的任职“邻盟评估中心，顾问，2024-01-01 起”没有核验。\n", "抽取时按“处于失信惩戒期”不予抽取。\n"})
        EXPECT_NE(told.find(part), std::string::npos) << part << told;

    // The one that goes on.
    auto now = get(id);
    EXPECT_EQ(now.at("status").text(), "frozen");
    EXPECT_EQ(now.at("sanctions").array().size(), 1u);
    EXPECT_EQ(now.at("posts").array().size(), 3u);
    EXPECT_EQ(now.at("relations").array().size(), 2u) << "the spouse is known to both";
    EXPECT_EQ(now.at("interests").array().size(), 1u);
    EXPECT_EQ(now.at("absorbed").array().at(0).object().at("number").text(), "E2026-00002");
    EXPECT_EQ(now.at("merged_into").array().size(), 0u);
    for (const auto& one : now.at("provenance").array()) {
        const auto& p = one.object();
        bool came = p.at("field").text() == "title" || p.at("field").text() == "posts";
        if (came) {
            EXPECT_EQ(p.at("source").text() + p.at("other_number").text() + p.at("document").text(),
                      "mergeE2026-00002公安机关证明〔2026〕7 号");
        }
        if (p.at("field").text() == "phone") {
            EXPECT_EQ(p.at("source").text() + p.at("other_number").text(), "import");
        }
    }
    auto version = get(id + "/versions").at("items").array().at(0).object();
    EXPECT_EQ(version.at("source").text() + version.at("other_id").text(), "merge" + other);
    EXPECT_NE(json::canonical(get(id + "/versions/compare?old=1&new=2")).find("小麦"), std::string::npos);

    // The one that went into it, as it was.
    auto gone = get(other);
    EXPECT_EQ(gone.at("status").text(), "merged");
    EXPECT_EQ(gone.at("merged_into").array().at(0).object().at("id").text(), id);
    EXPECT_EQ(gone.at("citizen_id_masked").text(), masked(2));
    EXPECT_EQ(gone.at("posts").array().size(), 3u);
    auto versions = get(other + "/versions").at("items").array();
    ASSERT_EQ(versions.size(), 3u);
    EXPECT_EQ(versions[0].object().at("source").text() + versions[0].object().at("other_number").text(), "mergedE2026-00001");
    EXPECT_EQ(versions[1].object().at("source").text(), "edit");
    for (const auto& [expert, entries] : {std::pair(id, 2u), std::pair(other, 3u)}) {
        auto timeline = body_of(han.get("/api/v1/timeline/expert/" + expert)).object().at("items").array();
        ASSERT_EQ(timeline.size(), entries);
        EXPECT_EQ(timeline.back().object().at("name").text(), "合并专家记录");
        EXPECT_EQ(timeline.back().object().at("reason").text(), "两次入库时身份证号写错一位");
    }

    json::Object upload{{"title", "证书"}, {"content", to_base64(bytes_of("%PDF-1.4\n"))}};
    EXPECT_EQ(code_of(han.post("/api/v1/experts/" + other + "/attachments", upload)), "attachment.merged");
    EXPECT_EQ(han.post("/api/v1/experts/" + id + "/attachments", upload).status, 200);

    // In no list and no count but when asked for.
    EXPECT_EQ(listed(""), 1);
    EXPECT_EQ(listed("name=wyqmg"), 1);
    EXPECT_EQ(listed("status=merged"), 1);
    EXPECT_EQ(body_of(han.get("/api/v1/experts/summary")).object().at("total").integer(), 1);
    EXPECT_EQ(number("SELECT count(*) FROM ledger_entry WHERE type = 'expert.merged/1'"), 1);
    auto facts = number("SELECT count(*) FROM expert_facet");
    {
        auto transaction = library.platform().database.write();
        expert::rebuild_facets(transaction->connection());
        transaction->commit();
    }
    EXPECT_EQ(number("SELECT count(*) FROM expert_facet"), facts);
}

TEST_P(RecordMerge, IsRefusedWithTheReason)
{
    EXPECT_EQ(faults(post(han, id, form(id))), "other amendment.merge_itself");
    EXPECT_EQ(code_of(post(han, id, form(std::string(26, 'a')))), "auth.not_found");
    EXPECT_EQ(code_of(post(han, std::string(26, 'a'), form(other))), "auth.not_found");
    for (const char* name : {"document", "reason", "other"})
        EXPECT_EQ(faults(post(han, id, form(other).set(name, " "))), std::string(name) + " field.required") << name;
    EXPECT_EQ(faults(post(han, id, form(other, json::Array{"posts"}))), "taken amendment.not_chosen");
    EXPECT_EQ(faults(post(han, id, form(other, json::Array{"citizen_id"}))), "birth_day expert.birth_differs");

    change(other, body(other).set("keywords", "小麦"));
    auto late = post(han, id, form(other));
    EXPECT_EQ(code_of(late), "amendment.changed_meanwhile");
    EXPECT_NE(late.body.find("打开之后 E2026-00002 的记录已有变更：han "), std::string::npos) << late.body;
    EXPECT_NE(late.body.find("改了关键词"), std::string::npos);
    change(id, body(id).set("keywords", "水稻"));
    EXPECT_EQ(code_of(post(mei, id, form(other).set("other_version", 2), true)), "amendment.changed_meanwhile");
    EXPECT_EQ(number("SELECT count(*) FROM expert_merge"), 0);

    merge(id, form(other).set("version", 2).set("other_version", 2));
    std::string third = add_expert(3);
    for (const auto& [survivor, absorbed] :
         {std::pair(id, other), std::pair(other, id), std::pair(other, third), std::pair(third, other)}) {
        auto again = post(han, survivor, form(absorbed).set("version", 3).set("other_version", 3));
        EXPECT_EQ(again.status, 409);
        EXPECT_EQ(code_of(again), "amendment.merged_already");
    }
    auto edit = put(han, other, body(other).set("keywords", "玉米"));
    EXPECT_EQ(code_of(edit), "amendment.merged_already");
    EXPECT_NE(edit.body.find("E2026-00002 已并入 E2026-00001"), std::string::npos) << edit.body;
    EXPECT_EQ(get(third + "/merge?other=" + other).at("refusals").array().size(), 1u);
}

TEST_P(RecordMerge, OfTwoAtOnceOneHappens)
{
    std::string told[2];
    std::thread another([&] { told[1] = std::to_string(post(mei, other, form(id)).status); });
    told[0] = std::to_string(post(han, id, form(other)).status);
    another.join();
    std::sort(std::begin(told), std::end(told));
    EXPECT_EQ(told[0] + " " + told[1], "200 409");
    EXPECT_EQ(number("SELECT count(*) FROM expert_merge"), 1);
}

TEST_P(RecordMerge, KnowsTheNumberThatGaveWay)
{
    {
        auto act = library.act();
        for (int k : {1, 2, 3})
            expert::add_research_project(act, library.platform().keys,
                                         {"KY" + std::to_string(k),
                                          "草业" + std::to_string(k),
                                          "",
                                          Day::of(2025, 1, 1),
                                          std::nullopt,
                                          std::nullopt,
                                          {{crypto::Secret(citizen(k)), "lead"}}});
        act.append({"test.research/1", "", "", {}});
        act.commit();
    }
    std::string third = add_expert(3), fourth = add_expert(4, [](auto&e) {
                                           e.relations = {{"coauthor", "乌云奇木格", crypto::Secret(citizen(2)), ""}};
                                       });
    // The other number is taken, and then the whole goes into a third record.
    merge(id, form(other, json::Array{"citizen_id", "birth_day"}));
    EXPECT_EQ(get(id).at("citizen_id_masked").text(), masked(2));
    EXPECT_EQ(get(id).at("research").array().size(), 2u);
    merge(third, form(id).set("other_version", 2));
    EXPECT_EQ(get(third).at("research").array().size(), 3u);
    auto hash = [&](int k) { return crypto::bytes_of(library.platform().keys.lookup_hash("citizen_id", crypto::Secret(citizen(k)))); };
    {
        auto snapshot = library.platform().database.read();
        std::string numbers;
        for (int k : {1, 2, 3, 4})
            for (const auto& [found, number] : expert::numbers_of(snapshot->connection(), {hash(k)})) numbers += number + " ";
        EXPECT_EQ(numbers, "E2026-00003 E2026-00003 E2026-00003 E2026-00004 ");

        recusal::Library facts(snapshot->connection());
        ASSERT_EQ(facts.ids().size(), 2u) << "two people";
        auto lasting = facts.person(0), friend_of = facts.person(1);
        EXPECT_EQ(lasting.research.size(), 3u);
        EXPECT_EQ(friend_of.relations[0].other, lasting.key) << "named by the number that gave way";
        EXPECT_TRUE(lasting.is_called("乌云奇木格")) << "an avoidance by the other name";
        recusal::ProjectFacts project;
        for (int k : {1, 2, 3}) {
            project.lead_hash = hash(k);
            EXPECT_EQ(facts.project(project).lead, lasting.key) << k;
        }
    }
    // Nobody else may be given it, the person may.
    auto wanted = body(fourth).set("citizen_id", citizen(2)).set("birth_day", to_text(birth(2)));
    EXPECT_EQ(faults(put(han, fourth, wanted)), "citizen_id amendment.number_taken; relations[0].other_citizen_id expert.own_relation");
    change(third, body(third).set("citizen_id", citizen(2)).set("birth_day", to_text(birth(2))));
}

TEST_P(RecordMerge, BindsTheAccountAnew)
{
    library.add_account("wuyun", "expert");
    {
        auto act = library.act();
        (void)act.update(auth::account_table, number("SELECT id FROM account WHERE login = 'wuyun'"), {{"expert_id", row_of(other)}});
        act.append({"test.account/1", "", "", {}});
        act.commit();
    }
    auto answer = merge(id, form(other));
    EXPECT_NE(consequences(answer).find("账号“wuyun”改为绑定 E2026-00001。\n"), std::string::npos);
    EXPECT_EQ(number("SELECT expert_id FROM account WHERE login = 'wuyun'"), row_of(id));
}

TEST_P(RecordMerge, IsOfferedForWhoMayBeTheSame)
{
    EXPECT_EQ(get(id + "/namesakes").at("items").array().size(), 0u) << "another name";
    std::string alike = add_expert(3, [&](auto& e) {
        e.posts = {{office.university, "main", "", std::nullopt, std::nullopt, std::nullopt, ""}};
    });
    auto items = get(id + "/namesakes").at("items").array();
    ASSERT_EQ(items.size(), 1u);
    const auto& one = items[0].object();
    EXPECT_EQ(one.at("id").text(), alike);
    EXPECT_TRUE(one.at("by_unit").boolean());
    EXPECT_FALSE(one.at("by_birth").boolean());
    EXPECT_EQ(one.at("decided").text(), "");
    EXPECT_EQ(one.at("card").object().at("citizen_id").text(), masked(3));
    merge(id, form(alike));
    EXPECT_EQ(get(id + "/namesakes").at("items").array().size(), 0u);
}

TEST_P(RecordMerge, KeepsDecisionsOnSuspicions)
{
    std::string activity = office.created();
    std::int64_t elsewhere = library.add_unit("敕勒川大学");
    auto outsider = [&](int k, bool former) {
        return add_expert(k, [&](expert::NewExpert& e) {
            e.posts = {{elsewhere, "main", "", Day::of(2019, 3, 1), std::nullopt, Day::of(2026, 1, 1), "某处"}};
            if (former) e.posts.push_back({office.university, "former", "", Day::of(2015, 1, 1), Day::of(2025, 6, 30), std::nullopt, ""});
            e.relations.clear();
            e.interests.clear();
        });
    };
    std::string plain = outsider(11, false), suspected = outsider(12, true);
    auto of = [&](const std::string& expert) {
        std::string text;
        auto list = body_of(han.get("/api/v1/suspicions"));
        for (const auto& found : list.object().at("activities").array().at(0).object().at("items").array()) {
            const auto& f = found.object();
            if (f.at("expert_id").text() != expert) continue;
            const auto* confirmed = f.find("confirmed");
            text += !confirmed ? "?" : confirmed->boolean() ? "+" : "-";
        }
        return text;
    };
    auto list = body_of(han.get("/api/v1/suspicions"));
    for (const auto& found : list.object().at("activities").array().at(0).object().at("items").array())
        if (found.object().at("expert_id").text() == suspected)
            ASSERT_EQ(han.post("/api/v1/activities/" + activity + "/suspicions/decide",
                               json::Object{{"facts", found.object().at("facts")}, {"confirmed", true}, {"reason", "仍有往来"}})
                          .status,
                      200);
    ASSERT_EQ(of(suspected), "++");
    auto answer = merge(plain, form(suspected));
    EXPECT_EQ(consequences(answer).find("须重新认定"), std::string::npos) << consequences(answer);
    EXPECT_EQ(of(plain), "++") << "confirmed of the other record, it bars this one";
    EXPECT_EQ(of(suspected), "");
    // It can be taken back.
    list = body_of(han.get("/api/v1/suspicions"));
    auto first = list.object().at("activities").array().at(0).object().at("items").array().at(0).object();
    ASSERT_EQ(han.post("/api/v1/activities/" + activity + "/suspicions/withdraw",
                       json::Object{{"facts", first.at("facts")}, {"reason", "认定有误"}})
                  .status,
              200);
    EXPECT_EQ(of(plain), "?+");
}

TEST_P(RecordMerge, IsFoundOutWhenTamperedWith)
{
    merge(id, form(other));
    ASSERT_EQ(library.check(), "");
    std::int64_t row = number("SELECT id FROM expert_merge");
    auto run = [&](const std::string& sql) {
        auto transaction = library.platform().database.write();
        transaction->connection().run(sql);
        transaction->commit();
    };
    run("UPDATE expert_merge SET reason = '另一个理由'");
    EXPECT_EQ(library.check(), "row_altered expert_merge " + std::to_string(row) + "\n");
    run("UPDATE expert_merge SET reason = '两次入库时身份证号写错一位'");
    // What must always hold is found without the ledger too.
    auto found = [&] {
        auto snapshot = library.platform().database.read();
        std::string lines;
        for (const auto& finding : amendment::check_merges(snapshot->connection())) lines += finding.code + " " + finding.place + "\n";
        return lines;
    };
    std::string lost = "expert " + std::to_string(row_of(other)) + "\n", stays = "expert " + std::to_string(row_of(id)) + "\n";
    EXPECT_EQ(found(), "");
    run("UPDATE expert SET status = 'active' WHERE public_id = '" + other + "'");
    EXPECT_EQ(found(), "merge_target " + lost);
    run("UPDATE expert SET status = 'merged'");
    EXPECT_EQ(found(), "merge_target " + stays);
    run("UPDATE expert SET status = 'frozen' WHERE public_id = '" + id + "'");
    run("UPDATE expert_merge SET survivor_id = absorbed_id");
    EXPECT_EQ(found(), "merge_circle " + lost);
    run("UPDATE expert_merge SET survivor_id = " + std::to_string(row_of(id)));
    EXPECT_EQ(found(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, RecordMerge, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
