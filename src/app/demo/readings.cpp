#include "app/demo/readings.h"

#include "app/demo/accounts.h"
#include "app/demo/visitor.h"
#include "auth/account.h"

namespace app {

namespace {

struct Person {
    std::int64_t id;
    std::string public_id, name;
};

// Somebody in the library who bears the account's name, else anybody; then the account takes the name.
Person link_expert(Library& library)
{
    const Platform& platform = *library.platform;
    ledger::Act act(platform.database, platform.keys, {"console", "demo", std::nullopt, std::nullopt}, platform.clock.now());
    auto account = act.connection()
                       .one("SELECT a.id, a.public_id, a.display_name FROM account a JOIN account_role r ON r.account_id = a.id WHERE "
                            "r.role = 'expert'",
                            {},
                            [](const db::Row& row) {
                                return Person{row.integer(0), row.text(1), row.text(2)};
                            })
                       .value();
    auto record =
        act.connection()
            .one("SELECT id, public_id, name FROM expert WHERE status = 'active' ORDER BY CASE name WHEN $1 THEN 0 ELSE 1 END, id "
                 "LIMIT 1",
                 {account.name},
                 [](const db::Row& row) {
                     return Person{row.integer(0), row.text(1), row.text(2)};
                 })
            .value();
    (void)*act.update(auth::account_table, account.id, {{"expert_id", record.id}, {"display_name", db::Value(record.name)}});
    act.append({"accounts.linked/1", "account", account.public_id, json::Object{{"expert", record.public_id}}});
    act.commit();
    return record;
}

json::Object export_form(json::Object filter, json::Array columns, std::string_view purpose, std::string_view words)
{
    return {{"filter", std::move(filter)}, {"columns", std::move(columns)}, {"format", "xlsx"}, {"purpose", purpose}, {"words", words}};
}

// One that was made, one that was granted, one that waits.
void make_exports(Visitor& administrator, Visitor& department, const Person& expert)
{
    auto ask = [&](const json::Object& form) {
        auto answer = administrator.post_unless("exporting.nobody", "/api/v1/exports", form);
        return answer ? "/api/v1/exports/" + answer->object().at("id").text() : std::string();
    };
    auto grant = [&](const std::string& path) {
        if (path.empty()) return;
        json::Value seen = department.get(path).object().at("content_hash");
        department.post(path + "/grant", json::Object{{"content_hash", std::move(seen)}});
    };
    json::Object active{{"status", "active"}};
    std::string fee = ask(export_form(json::Object(active).set("name", expert.name), {"number", "name", "unit", "phone"}, "fee", ""));
    grant(fee);
    administrator.step_up();
    administrator.post(fee + "/file", json::Object{});
    grant(ask(export_form(json::Object(active).set("category", "finance"), {"number", "name", "unit", "title", "region"}, "statistics",
                          "财务专家分布")));
    ask(export_form(json::Object(active).set("category", "strategy"), {"number", "name", "unit", "phone"}, "organise",
                    "邀请战略咨询专家座谈"));
}

} // namespace

void make_demo_readings(Library& library, const http::Router& router, DemoClock& clock, const DemoOptions& options)
{
    constexpr std::size_t limit = 20;
    Person expert = link_expert(library);
    clock.pass_to(1, 10, 0);
    auto own = demo_sign_in(options.seed, "library_administrator");
    auto arrive = [&] { return Visitor(router, *library.platform, clock, own.login, own.password, own.totp_secret); };
    auto see = [](Visitor& who, const std::string& id, std::string_view field, std::string_view reason, std::string_view words) {
        json::Object form{{"field", field}, {"reason", reason}, {"words", words}};
        who.post_unless("reading.own_limit", "/api/v1/experts/" + id + "/reveal", form);
    };
    Visitor administrator = arrive();
    administrator.step_up();
    see(administrator, expert.public_id, "citizen_id", "identity", "与寄来的证书核对");
    see(administrator, expert.public_id, "email", "other", "核对邮件退回的地址");
    see(administrator, expert.public_id, "phone", "telephone", "通知补交资格证书");
    clock.pass_to(1, 9, 30);
    Visitor next_day = arrive();
    auto list = next_day.get("/api/v1/experts");
    const auto& items = list.object().at("items").array();
    for (std::size_t i = 0; i <= limit; ++i)
        see(next_day, items[i % items.size()].object().at("id").text(), "phone", "confirmation", "年度确认将到期，逐个打电话");
    auto mine = demo_sign_in(options.seed, "expert");
    Visitor herself(router, *library.platform, clock, mine.login, mine.password, mine.totp_secret);
    herself.post("/api/v1/account/consents", json::Object{{"kind", "notice"}, {"edition", "2026年第1版"}, {"given", true}});
    herself.post("/api/v1/account/record/requests",
                 json::Object{{"kind", "correction"}, {"field", "degree"}, {"words", "2024 年已取得博士学位，学位证书可以寄来核对。"}});
    auto other = demo_sign_in(options.seed, "science_department");
    Visitor department(router, *library.platform, clock, other.login, other.password, other.totp_secret);
    department.step_up();
    make_exports(next_day, department, expert);
}

} // namespace app
