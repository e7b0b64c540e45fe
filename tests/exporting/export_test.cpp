#include "amendment/record_desk.h"
#include "auth/account.h"
#include "exporting/exporting.h"
#include "files/workbook.h"
#include "support/pdf.h"

#include <fstream>

using namespace support;

namespace {

constexpr int people = 60, day_ms = 24 * 3'600'000;

class Exports : public RecordDesk {
protected:
    Browser li{library};

    void SetUp() override
    {
        RecordDesk::SetUp();
        for (int k = 2; k <= people; ++k) add_expert(k, [](expert::NewExpert& e) { e.relations.clear(); });
        library.add_account("li", "science_department");
        li.sign_in("li");
        li.step_up();
        han.step_up();
    }

    static json::Object form(const std::string& format = "xlsx",
                             std::initializer_list<const char*> columns = {"number", "name", "unit", "title", "phone"})
    {
        json::Array list;
        for (const char* column : columns) list.push_back(column);
        return {{"filter", json::Object{{"status", "active"}}}, {"columns", std::move(list)}, {"format", format}, {"purpose", "fee"}};
    }
    std::string asked(const json::Object& form)
    {
        auto response = han.post("/api/v1/exports", form);
        EXPECT_EQ(response.status, 200) << response.body;
        return body_of(response).object().at("id").text();
    }
    json::Object detail(Browser& browser, const std::string& id, const std::string& query = "")
    {
        return body_of(browser.get("/api/v1/exports/" + id + query)).object();
    }
    static std::string hash_of(const json::Object& detail) { return detail.at("content_hash").text(); }
    http::Response step(Browser& browser, const std::string& id, const std::string& act, const json::Value& body = json::Object{})
    {
        return browser.post("/api/v1/exports/" + id + "/" + act, body);
    }
    http::Response grant(Browser& browser, const std::string& id)
    {
        return step(browser, id, "grant", json::Object{{"content_hash", hash_of(detail(li, id))}});
    }
    std::string granted(const json::Object& form)
    {
        std::string id = asked(form);
        EXPECT_EQ(grant(li, id).status, 204);
        return id;
    }
    std::string made(const json::Object& form)
    {
        auto response = step(han, granted(form), "file");
        EXPECT_EQ(response.status, 200) << response.body;
        return response.body;
    }
    std::string traced(const std::string& bytes, const std::string& name)
    {
        auto file = library.folder().path() / name;
        std::ofstream(file, std::ios::binary) << bytes;
        auto snapshot = library.platform().database.read();
        std::string text;
        for (const auto& line : exporting::trace(snapshot->connection(), library.platform().keys, file)) text += line + "\n";
        return text;
    }
    std::string state(const std::string& id) { return detail(li, id).at("item").object().at("state").text(); }
    std::int64_t acts(const std::string& type) { return number("SELECT count(*) FROM ledger_entry WHERE type = 'exports." + type + "/1'"); }
    // An act of its own, over when it returns.
    void write(const std::function<void(ledger::Act&)>& work)
    {
        auto act = library.act();
        work(act);
        act.append({"test.written/1"});
        act.commit();
    }
    void end_role_of(const std::string& login, const db::Value& day)
    {
        std::int64_t row = number("SELECT r.id FROM account_role r JOIN account a ON a.id = r.account_id WHERE a.login = '" + login + "'");
        write([&](ledger::Act& act) { (void)*act.update(auth::account_role_table, row, {{"to_day", day}}); });
    }
    static files::Sheet sheet_of(const std::string& bytes, const std::string& name = "x.xlsx")
    {
        auto book = files::read_workbook(bytes, name);
        EXPECT_TRUE(book);
        return (*book).sheets.at(0);
    }
    // What a person reads of a text.
    static std::string seen(std::string text)
    {
        for (std::string_view sign : {"\u200B", "\u200C", "\u200D", "\u2060"})
            for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign, at)) text.erase(at, sign.size());
        return text;
    }
    // The sheet saved again with these rows and columns of it alone.
    static std::string saved(const files::Sheet& sheet, std::size_t from, std::size_t rows, std::optional<std::size_t> column,
                             bool csv = false)
    {
        files::Table table{"Sheet1", {{"a"}}, {}};
        for (std::size_t i = from; i < from + rows; ++i) {
            std::vector<std::string> cells;
            for (std::size_t k = 0; k < sheet.rows[i].cells.size(); ++k)
                if (!column || k == *column) cells.push_back(sheet.rows[i].cells[k].text);
            table.rows.push_back(std::move(cells));
        }
        for (std::size_t k = 1; k < table.rows.front().size(); ++k) table.columns.push_back({"b"});
        return csv ? files::write_csv(table) : files::write_workbook({table});
    }
};

TEST_P(Exports, LeaveOnlyWhenSomebodyElseGrantsThem)
{
    std::string id = asked(form());
    EXPECT_EQ(code_of(step(han, id, "file")), "exporting.not_granted");
    EXPECT_EQ(grant(han, id).status, 403);
    auto shown = detail(li, id);
    EXPECT_EQ(shown.at("item").object().at("rows").integer(), people);
    EXPECT_EQ(shown.at("item").object().at("sensitive_count").integer(), 1);
    EXPECT_EQ(shown.at("item").object().at("filter").array()[0].object().at("value").text(), "在库");
    EXPECT_EQ(mei.get("/api/v1/exports/" + id).status, 404) << "a colleague's is not the own";
    EXPECT_EQ(code_of(step(li, id, "grant", json::Object{{"content_hash", std::string(64, '0')}})), "exporting.moved");

    // Whoever holds both rights still needs another.
    std::int64_t both = library.add_account("both", "science_department");
    write([&](ledger::Act& act) {
        act.insert(auth::account_role_table,
                   {{"account_id", both}, {"role", db::Value("library_administrator")}, {"from_day", db::Value("2026-01-01")}});
    });
    Browser two(library);
    two.sign_in("both");
    two.step_up();
    auto mine = body_of(two.post("/api/v1/exports", form())).object().at("id").text();
    EXPECT_EQ(code_of(grant(two, mine)), "exporting.own_request");
    EXPECT_EQ(code_of(step(two, mine, "refuse", json::Object{{"reason", "不用了"}})), "exporting.own_request");

    li.step_up();
    han.step_up();
    EXPECT_EQ(grant(li, id).status, 204);
    EXPECT_EQ(code_of(step(li, id, "refuse", json::Object{{"reason", "晚了"}})), "exporting.decided");
    EXPECT_EQ(step(mei, id, "file").status, 428);
    mei.step_up();
    EXPECT_EQ(step(mei, id, "file").status, 404) << "only who asked makes it";
    auto file = step(han, id, "file");
    ASSERT_EQ(file.status, 200) << file.body;
    auto sheet = sheet_of(file.body);
    EXPECT_EQ(sheet.rows.size(), static_cast<std::size_t>(people) + 2);
    std::string banner = sheet.rows[0].cells[0].text;
    for (const char* part : {"han", "DC-2026-0001", "劳务费发放", "li"}) EXPECT_NE(banner.find(part), std::string::npos) << banner;
    EXPECT_EQ(sheet.rows[2].cells[1].text, "乌云其木格") << "nobody's name is touched";
    EXPECT_EQ(code_of(step(han, id, "file")), "exporting.made") << "once";
    EXPECT_EQ(number("SELECT count(*) FROM export_row r JOIN export_request x ON x.id = r.export_id WHERE x.number = 'DC-2026-0001'"),
              people);
    EXPECT_EQ(number("SELECT count(*) FROM idempotency WHERE answer IS NOT NULL AND length(answer) > 2000"), 0) << "no copy stays";
    EXPECT_EQ(acts("asked") + acts("granted") + acts("made"), 4);

    auto snapshot = library.platform().database.read();
    auto entry = *snapshot->connection().one("SELECT body FROM ledger_entry WHERE type = 'exports.made/1'", {},
                                             [](const db::Row& row) { return row.text(0); });
    int told = 0;
    snapshot->connection().each("SELECT public_id FROM expert", {},
                                [&](const db::Row& row) { told += entry.find('"' + row.text(0) + '"') != std::string::npos; });
    EXPECT_EQ(told, people) << "the ledger names each by its id";
}

TEST_P(Exports, ARequestSentTwiceGivesTheFileOnce)
{
    std::string id = granted(form()), path = "/api/v1/exports/" + id + "/file";
    auto first = han.send(http::Method::post, path, "{}", "one-key"), second = han.send(http::Method::post, path, "{}", "one-key");
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(second.status, 409) << second.body;
    EXPECT_LT(second.body.size(), 500u);
    EXPECT_EQ(acts("made"), 1);
}

// A5: nothing leaves but what somebody saw, cell by cell; of sensitive ones they saw as much as a list shows.
TEST_P(Exports, WhatWasSeenIsWhatLeaves)
{
    constexpr std::size_t phone = 4, columns = 5;
    for (const char* format : {"xlsx", "csv"}) {
        std::string id = asked(form(format));
        std::vector<std::vector<std::string>> granted;
        for (int page = 1; page <= 3; ++page) {
            auto shown = detail(li, id, "?size=20&page=" + std::to_string(page));
            for (const auto& row : shown.at("rows").array()) {
                granted.emplace_back();
                for (const auto& cell : row.object().at("cells").array()) granted.back().push_back(cell.text());
            }
        }
        ASSERT_EQ(granted.size(), static_cast<std::size_t>(people));
        li.step_up();
        ASSERT_EQ(grant(li, id).status, 204);
        auto sheet = sheet_of(step(han, id, "file").body, std::string("x.") + format);
        ASSERT_EQ(sheet.rows.size(), granted.size() + 2) << "banner, titles, people";
        for (std::size_t i = 0; i < granted.size(); ++i) {
            const auto& cells = sheet.rows[i + 2].cells;
            ASSERT_EQ(cells.size(), columns + 1) << "and the row's code";
            for (std::size_t k = 0; k < columns; ++k) {
                std::string text = seen(cells[k].text);
                EXPECT_EQ(k == phone ? expert::mask_phone(text) : text, granted[i][k]) << format << " " << i << " " << k;
            }
            EXPECT_EQ(cells[phone].text, "13800000001") << "whole in the file alone";
        }
    }
}

TEST_P(Exports, WhatChangedSinceItWasSeenDoesNotLeave)
{
    std::string id = granted(form("csv"));
    change(this->id, verified(body(this->id)).set("email", "other@example.cn"));
    EXPECT_EQ(detail(han, id).find("obstacle"), nullptr) << "no column of the export";
    change(this->id, verified(body(this->id)).set("phone", "13800000077"));
    EXPECT_EQ(code_of(step(han, id, "file")), "exporting.changed");
    EXPECT_EQ(state(id), "granted");
    EXPECT_EQ(acts("made"), 0);

    auto stale = hash_of(detail(li, asked(form("csv"))));
    EXPECT_NE(detail(han, id).at("obstacle").text().find("有变动"), std::string::npos);
    EXPECT_TRUE(detail(han, id).at("item").object().at("may_renew").boolean());
    EXPECT_EQ(step(mei, id, "renew").status, 404);
    EXPECT_EQ(step(han, id, "renew").status, 204);
    EXPECT_EQ(state(id), "asked");
    EXPECT_EQ(code_of(step(li, id, "grant", json::Object{{"content_hash", stale}})), "exporting.moved") << "of another export";
    EXPECT_EQ(grant(li, id).status, 204);
    auto file = step(han, id, "file");
    EXPECT_EQ(file.status, 200);
    EXPECT_NE(file.body.find("13800000077"), std::string::npos);
}

TEST_P(Exports, AreRefusedAndExpire)
{
    std::string refused = asked(form());
    EXPECT_EQ(faults(step(li, refused, "refuse", json::Object{{"reason", " "}})), "reason field.required");
    EXPECT_EQ(step(li, refused, "refuse", json::Object{{"reason", "手机不必要"}}).status, 204);
    EXPECT_EQ(state(refused), "refused");
    EXPECT_EQ(detail(li, refused).find("content_hash"), nullptr) << "nothing is shown of what does not leave";
    EXPECT_EQ(code_of(step(han, refused, "file")), "exporting.not_granted");

    std::string in_time = granted(form("csv")), late = granted(form());
    library.clock().advance(std::int64_t{3} * day_ms - 300'000);
    han.sign_in("han");
    han.step_up();
    EXPECT_EQ(step(han, in_time, "file").status, 200);
    library.clock().advance(300'000);
    han.step_up();
    EXPECT_EQ(code_of(step(han, late, "file")), "exporting.expired");
    EXPECT_EQ(step(han, late, "renew").status, 204);
    EXPECT_EQ(detail(han, late).at("item").object().at("state").text(), "asked");
}

// A7: at once, and nothing half done.
TEST_P(Exports, ARightWithdrawnOnTheWayStopsThem)
{
    std::string waiting = asked(form()), ready = granted(form("csv"));
    end_role_of("han", "2026-11-17");
    EXPECT_EQ(step(han, ready, "file").status, 403);
    EXPECT_EQ(code_of(grant(li, waiting)), "exporting.right_gone") << "asked for by somebody who may no longer";
    EXPECT_EQ(state(ready), "granted");
    EXPECT_EQ(state(waiting), "asked");
    end_role_of("han", nullptr);

    end_role_of("li", "2026-11-17");
    EXPECT_EQ(code_of(step(han, ready, "file")), "exporting.granter_gone");
    EXPECT_EQ(acts("made"), 0);
    library.add_account("bai", "science_department");
    Browser bai(library);
    bai.sign_in("bai");
    bai.step_up();
    EXPECT_EQ(step(han, ready, "renew").status, 204);
    EXPECT_EQ(step(bai, ready, "grant", json::Object{{"content_hash", hash_of(detail(bai, ready))}}).status, 204);
    han.step_up();
    EXPECT_EQ(step(han, ready, "file").status, 200);
    end_role_of("li", nullptr);
}

// Art. 2: an agency asks by a power that was lent, in the lender's name, and no longer than it is lent.
TEST_P(Exports, ALentPowerAsksUntilItIsTakenBack)
{
    auto entity = library.add_unit("北疆科技项目评估中心");
    library.add_account("zhao", "agency", library.add_unit("评审一处", entity));
    library.add_account("lin", "science_department", library.add_unit("北疆科学技术厅"));
    Browser zhao(library), lin(library);
    zhao.sign_in("zhao");
    lin.sign_in("lin");
    EXPECT_EQ(zhao.post("/api/v1/exports", form()).status, 403);
    auto day = [&](int days) { return to_text(day_of(library.clock().now()) + days); };
    auto lent = body_of(lin.post("/api/v1/delegations", json::Object{{"unit", office.public_id("unit", "id", entity)},
                                                                     {"from", day(0)},
                                                                     {"to", day(30)},
                                                                     {"document", "内科发〔2026〕8号"},
                                                                     {"names_reserved", false},
                                                                     {"powers", json::Array{"export"}}}))
                    .object();
    auto ask = [&] { return body_of(zhao.post("/api/v1/exports", form("csv"))).object().at("id").text(); };
    std::string waiting = ask(), ready = ask(), done = ask();
    li.step_up();
    EXPECT_EQ(grant(li, ready).status, 204);
    EXPECT_EQ(grant(li, done).status, 204);
    zhao.step_up();
    EXPECT_EQ(step(zhao, done, "file").status, 200);
    EXPECT_EQ(number("SELECT count(*) FROM export_request WHERE role = 'agency'"), 3);
    EXPECT_EQ(number("SELECT count(*) FROM ledger_entry WHERE type LIKE 'exports.%' AND body LIKE '%\"on_behalf_of\":%'"), 4);

    EXPECT_EQ(lin.post("/api/v1/delegations/" + lent.at("id").text() + "/end", json::Object{{"version", 1}, {"reason", "机构改制"}}).status,
              200);
    EXPECT_EQ(code_of(grant(li, waiting)), "exporting.right_gone");
    EXPECT_EQ(step(zhao, ready, "file").status, 403);
    EXPECT_EQ(state(ready), "granted");
    EXPECT_EQ(acts("made"), 1);
}

TEST_P(Exports, SayWhatIsWrongWithTheAsking)
{
    auto put = [&](json::Object body) { return faults(han.post("/api/v1/exports", body)); };
    EXPECT_EQ(put(form().set("purpose", "fun")), "purpose exporting.unknown_purpose");
    EXPECT_EQ(put(form().set("purpose", "other").set("words", "看看")), "words exporting.words_needed");
    EXPECT_EQ(put(form("xlsx", {"name", "name"})), "columns exporting.column_twice");
    EXPECT_EQ(put(form("xlsx", {"draw_key"})), "columns exporting.unknown_column");
    EXPECT_EQ(put(form("pdf", {"number", "name", "sex", "unit", "sub_unit", "title", "region", "status", "phone"})),
              "columns exporting.pdf_columns");
    EXPECT_EQ(put(form().set("filter", json::Object{{"name", "没有这个人"}})), "filter exporting.nobody");
    EXPECT_EQ(put(form().set("filter", json::Object{{"region", "999999"}})), "region expert.unknown_code");
    EXPECT_EQ(number("SELECT count(*) FROM export_request"), 0);
}

// A5: recovered from what is left of the file.
TEST_P(Exports, TheWatermarkSurvivesWhatPeopleDoToFiles)
{
    std::string xlsx = made(form("xlsx")), csv = made(form("csv"));
    auto sheet = sheet_of(xlsx), from_csv = sheet_of(csv, "x.csv");
    const std::size_t first = 2, code = 5, unit = 2, title = 3;
    for (bool as_csv : {false, true}) {
        std::string name = as_csv ? "b.csv" : "b.xlsx";
        for (std::size_t rows : {std::size_t{1}, std::size_t{20}, std::size_t{people}}) {
            EXPECT_NE(traced(saved(sheet, first, rows, std::nullopt, as_csv), name).find("DC-2026-0001：han"), std::string::npos) << rows;
            for (std::size_t column : {code, unit, title})
                EXPECT_NE(traced(saved(sheet, first, rows, column, as_csv), name).find("来自原文件的 " + std::to_string(rows) + " 行"),
                          std::string::npos)
                    << column << " " << rows;
        }
        EXPECT_NE(traced(saved(from_csv, first, 20, std::nullopt, as_csv), name).find("DC-2026-0002：han"), std::string::npos);
    }
    EXPECT_EQ(traced(saved(sheet, first, 20, 1), "b.xlsx"), "") << "a column of names alone has no mark";
    EXPECT_NE(traced("聊天里的一行 " + sheet.rows[7].cells[code].text, "a.txt").find("DC-2026-0001"), std::string::npos);
}

// T13: in every format, so that one made of another has none either.
TEST_P(Exports, NoCellBecomesAFormula)
{
    int k = 500;
    for (const char* start : {"=", "+", "-", "@", "\t", "\r", "＝"})
        add_expert(k++, [&](expert::NewExpert& e) {
            e.name = std::string(start) + "HYPERLINK(1)";
            e.relations.clear();
        });
    for (const char* format : {"csv", "xlsx"}) {
        auto sheet = sheet_of(made(form(format)), std::string("x.") + format);
        int defused = 0;
        for (const auto& row : sheet.rows)
            for (const auto& cell : row.cells) {
                EXPECT_EQ(cell.kind, files::CellKind::text) << cell.text;
                EXPECT_EQ(files::defused(cell.text), cell.text) << format;
                defused += cell.text.starts_with("'");
            }
        EXPECT_EQ(defused, 7) << format;
    }
    auto paper = support::solid(support::told_by("pdftotext", "-raw", made(form("pdf")), library.folder().path()));
    EXPECT_NE(paper.find("'=HYPERLINK(1)"), std::string::npos);
}

// Cut to one page or one row, its column of codes painted over: each cell has the code behind its text.
TEST_P(Exports, APaperIsToldToo)
{
    std::string pdf = made(form("pdf"));
    EXPECT_NE(traced(pdf, "a.pdf").find("DC-2026-0001：han"), std::string::npos);
    EXPECT_NE(traced(pdf, "a.pdf").find("来自原文件的 60 行"), std::string::npos) << traced(pdf, "a.pdf");
    std::string text = support::told_by("pdftotext", "", pdf, library.folder().path());
    EXPECT_NE(text.find("DC-2026-0001"), std::string::npos) << "and to the eye";
    // A strip of the first column alone.
    std::string strip = support::told_by("pdftotext", "-x 40 -y 0 -W 80 -H 842", pdf, library.folder().path());
    EXPECT_NE(traced(strip, "strip.txt").find("DC-2026-0001"), std::string::npos) << strip.substr(0, 500);
}

// Personal Information Protection Law 23: who never answered has not consented.
TEST_P(Exports, ForAnotherBodyHoldsWhoConsentsToSharing)
{
    auto form = this->form("csv");
    form.set("purpose", "superior");
    std::string request = asked(form);
    EXPECT_EQ(detail(li, request).at("withheld").integer(), people);
    EXPECT_EQ(code_of(grant(li, request)), "exporting.nobody_left");

    std::int64_t account = library.add_account("wuyun", "expert"), row = number("SELECT id FROM expert WHERE public_id = '" + id + "'");
    write([&](ledger::Act& act) { (void)*act.update(auth::account_table, account, {{"expert_id", row}}); });
    Browser wuyun(library);
    wuyun.sign_in("wuyun");
    auto answer = [&](bool given) {
        return wuyun.post("/api/v1/account/consents", json::Object{{"kind", "sharing"}, {"edition", "2026年第1版"}, {"given", given}})
            .status;
    };
    ASSERT_EQ(answer(true), 204);
    auto seen = detail(li, request);
    EXPECT_EQ(seen.at("withheld").integer(), people - 1);
    EXPECT_EQ(seen.at("total").integer(), 1);
    EXPECT_EQ(grant(li, request).status, 204);
    ASSERT_EQ(answer(false), 204);
    EXPECT_EQ(code_of(step(han, request, "file")), "exporting.changed") << "withdrawn before it left";
}

INSTANTIATE_TEST_SUITE_P(Engines, Exports, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
