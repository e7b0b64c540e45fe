#include "matrix/objects.h"

#include "alert/alert.h"
#include "auth/permission.h"
#include "base/identity.h"
#include "crypto/random.h"
#include "crypto/totp.h"
#include "expert/expert.h"
#include "own_record/own_record.h"
#include "registry/registry.h"

namespace matrix {

void Objects::prepare()
{
    auto& library = world_.library();
    auto office = [&](const std::string& name) {
        Office made;
        made.entity = library.add_unit(name);
        made.review = library.add_unit("评审处", made.entity);
        made.general = library.add_unit("综合处", made.entity);
        return made;
    };
    own_ = office("北疆科技项目评估中心");
    other_ = office("邻盟评估中心");
    watch_ = library.add_unit("机关纪委监督室", library.add_unit("北疆科学技术厅"));
    university_ = library.add_unit("草原大学");
    college_ = library.add_unit("农牧学院", university_);
    std::int64_t elsewhere = library.add_unit("敕勒川大学");
    for (int i = 0; i < 6; ++i) add_expert(elsewhere); // who may be drawn
    for (const auto& role : auth::roles()) {
        std::int64_t unit = role.code == "operator" ? own_.review : role.code == "approver" ? own_.general : watch_;
        std::int64_t account = library.add_account(std::string(role.code), std::string(role.code), unit);
        if (role.code == "operator") library.allow_use(own_.entity, account);
    }
    library.allow_use(other_.entity, library.add_account("operator-other", "operator", other_.review));
    library.add_account("approver-other", "approver", other_.general);
    library.add_account("supervisor-other", "supervisor", watch_);
    library.add_account("department_reviewer-other", "department_reviewer", other_.entity);
}

std::string Objects::public_id(const std::string& table, const std::string& column, const db::Value& value)
{
    auto snapshot = world_.library().platform().database.read();
    return snapshot->connection()
        .one("SELECT public_id FROM " + table + " WHERE " + column + " = $1", {value}, [](const db::Row& row) { return row.text(0); })
        .value();
}

std::string Objects::add_request(const std::string& kind)
{
    std::string expert = add_expert(college_), id = crypto::random_id();
    auto act = world_.library().act();
    auto row = [&](const char* sql, const std::string& of) {
        return *act.connection().one(sql, {of}, [](const db::Row& r) { return r.integer(0); });
    };
    act.insert(own_record::personal_request_table, {{"public_id", db::Value(id)},
                                                    {"expert_id", row("SELECT id FROM expert WHERE public_id = $1", expert)},
                                                    {"account_id", row("SELECT id FROM account WHERE login = $1", "expert")},
                                                    {"kind", db::Value(kind)},
                                                    {"words", crypto::Secret("不再参加")},
                                                    {"state", db::Value("asked")},
                                                    {"asked_at", db::Value(to_text(act.now()))}});
    act.append({"expert." + kind + "_asked/1", "expert", expert, {}});
    act.commit();
    return id;
}

std::string Objects::add_unit()
{
    std::string id = public_id("unit", "id", world_.library().add_unit("试验单位" + std::to_string(++people_)));
    others_[id] = public_id("unit", "id", world_.library().add_unit("试验单位" + std::to_string(++people_)));
    return id;
}

// Asked of the department reviewer's bureau, or of the neighbours.
std::string Objects::add_unit_ask(Side side)
{
    int number = ++people_;
    auto act = world_.library().act();
    std::int64_t department = side == Side::own ? watch_ : other_.entity;
    std::string id = crypto::random_id(), name = std::to_string(number);
    crypto::Secret phone("138" + std::to_string(10'000'000 + number));
    act.insert(registry::unit_ask_table,
               {{"public_id", db::Value(id)},
                {"number", db::Value("DW-2026-" + name)},
                {"state", db::Value("asked")},
                {"name", db::Value("申请单位" + name)},
                {"code", db::Value(identity::invent_credit_code("91", "150000", static_cast<std::uint64_t>(1'000'000 + number)))},
                {"kind", db::Value("enterprise")},
                {"region", db::Value("150100")},
                {"department_id", db::Value(department)},
                {"licence", db::Value("营业执照")},
                {"contact_name", crypto::Secret("萨如拉")},
                {"phone", phone},
                {"phone_hash", db::Value(crypto::bytes_of(world_.library().platform().keys.lookup_hash("phone", phone)))},
                {"login", db::Value("wulan" + name)},
                {"peer_hash", db::Value(Bytes(32, 1))},
                {"asked_at", db::Value(to_text(act.now()))}});
    act.append({"units.asked/1", "unit_ask", id, {}});
    act.commit();
    return id;
}

std::string Objects::add_expert(std::int64_t unit, std::int64_t former)
{
    const auto& platform = world_.library().platform();
    auto act = world_.library().act();
    expert::Numbers numbers(act.connection(), 2026);
    expert::NewExpert record;
    record.name = "乌云其木格";
    record.sex = "2";
    record.title = "011";
    record.region = "150100";
    record.birth_day = parse_day("1970-05-01");
    record.citizen_id = crypto::Secret(identity::invent_citizen_id(static_cast<std::uint64_t>(++people_)));
    std::string number = std::to_string(10'000 + people_);
    record.phone = crypto::Secret("138000" + number);
    record.email = crypto::Secret("wyqmg" + number + "@example.invalid");
    record.passport = crypto::Secret("E" + number + std::to_string(100 + people_ % 900));
    record.bank_account = crypto::Secret("62220202001" + number);
    record.relations.push_back(
        {"kin", "其其格尔", crypto::Secret(identity::invent_citizen_id(static_cast<std::uint64_t>(++people_))), "草原大学"});
    record.entered_on = *parse_day("2020-03-01");
    record.categories = {{"research", "教授", parse_day("2020-02-01"), "演示"}};
    record.disciplines = {"4806040"};
    record.posts = {{unit, "main", "教授", parse_day("2010-09-01"), std::nullopt, parse_day("2020-02-01"), "演示"}};
    if (former) record.posts.push_back({former, "former", "", std::nullopt, std::nullopt, std::nullopt, ""});
    std::int64_t id = expert::add_expert(act, platform.keys, numbers, record);
    act.commit();
    return public_id("expert", "id", id);
}

json::Object Objects::record_form()
{
    json::Object post{
        {"unit_id", public_id("unit", "id", college_)}, {"kind", "main"}, {"duty", "教授"}, {"from", "2010-09-01"}, {"to", ""}};
    return {{"version", 1},
            {"document", "来函〔2026〕1 号"},
            {"name", "乌云其木格"},
            {"name_mongolian", ""},
            {"pinyin", ""},
            {"sex", "2"},
            {"ethnic", ""},
            {"birth_day", "1970-05-01"},
            {"phone", "13800000009"},
            {"title", "011"},
            {"degree", ""},
            {"region", "150100"},
            {"keywords", ""},
            {"categories", json::Array{json::Object{{"category", "research"}, {"qualification", "教授"}}}},
            {"disciplines", json::Array{"4806040"}},
            {"industries", json::Array{}},
            {"posts", json::Array{std::move(post)}},
            {"relations", json::Array{}},
            {"interests", json::Array{}},
            {"languages", json::Array{"zh"}},
            {"absences", json::Array{}},
            {"willingness", json::Array{"review"}},
            {"achievements", json::Array{}},
            {"resume", ""}};
}

json::Value Objects::call(const std::string& login, const std::string& method, const std::string& path, const json::Value& body)
{
    auto client = world_.as(login);
    auto reply = body.is_null() ? client.send(method, path)
                                : client.send(method, path, json::canonical(body), {{"Content-Type", "application/json"}});
    if (reply.status >= 300) throw std::runtime_error(method + " " + path + ": " + std::to_string(reply.status) + " " + reply.body);
    return reply.body.empty() ? json::Value() : reply.json();
}

std::string Objects::login_of_nobody()
{
    return "somebody" + std::to_string(++people_);
}

// As somebody opened it, with the role of an agency from today; or nobody has yet, without any.
std::string Objects::add_account(const std::string& state)
{
    std::string login = login_of_nobody();
    if (state.empty()) {
        json::Object form{{"login", login}, {"display_name", login}};
        return call("system_administrator", "POST", "/api/v1/accounts", form).object().at("id").text();
    }
    world_.library().add_account(login, "agency", watch_);
    std::string id = public_id("account", "login", login);
    if (state == "active") return id;
    call("system_administrator", "POST", "/api/v1/accounts/" + id + "/block", json::Object{{"reason", "调离"}});
    if (state == "blocked") return id;
    throw std::runtime_error("objects.cpp makes no account in state " + state);
}

std::string Objects::add_grant()
{
    std::string id = add_account("");
    json::Object form{{"role", "agency"}, {"from", value("today", id, Side::own)}, {"document", "12 号"}, {"title", "任职"}};
    call("security_administrator", "POST", "/api/v1/accounts/" + id + "/roles", form);
    auto snapshot = world_.library().platform().database.read();
    return snapshot->connection()
        .one("SELECT g.public_id FROM role_grant g JOIN account a ON a.id = g.account_id WHERE a.public_id = $1", {id},
             [](const db::Row& row) { return row.text(0); })
        .value();
}

std::string Objects::add_import(const std::string& state)
{
    std::string number = std::to_string(++people_);
    auto uploaded = [&](const std::string& name, const std::string& file) {
        auto reply = world_.as("library_administrator").upload("/api/v1/imports?name=" + name + ".csv", file);
        world_.library().run_jobs();
        return reply.json().object().at("item").object().at("id").text();
    };
    if (state == "pairs") { // two of one name and birth date
        std::string file = "姓名,身份证号,专家类别\n";
        for (int sequence : {1, 3})
            file += "人" + number + "," + identity::invent_citizen_id("150102", Day::of(1960, 1, 1) + people_, sequence) + ",其他\n";
        std::string id = uploaded(number, file);
        auto answer = call("library_administrator", "GET", "/api/v1/imports/" + id + "/pairs");
        pairs_[id] = answer.object().at("items").array().at(0).object().at("pair").text();
        return id;
    }
    std::string kind = state == "ready" || state == "applied" ? "企业" : "不存在的类型";
    std::string file = std::string(state == "mapping" ? "机构名称" : "单位名称") + ",统一社会信用代码,单位类型\n试验公司" + number + "," +
                       identity::invent_credit_code("91", "150000", static_cast<std::uint64_t>(people_)) + "," + kind + "\n";
    std::string id = uploaded(state == "mapping" ? "试验" : number, file);
    if (state == "applied") {
        call("library_administrator", "POST", "/api/v1/imports/" + id + "/apply", json::Object{{"document", "试验"}});
        world_.library().run_jobs();
    }
    return id;
}

std::string Objects::add_export(const std::string& state)
{
    json::Object form{{"filter", json::Object{{"status", "active"}}},
                      {"columns", json::Array{"number", "name", "phone"}},
                      {"format", "csv"},
                      {"purpose", "audit"}};
    std::string id = call("library_administrator", "POST", "/api/v1/exports", form).object().at("id").text();
    exports_.insert(id);
    if (state == "granted")
        call("science_department", "POST", "/api/v1/exports/" + id + "/grant", json::Object{{"content_hash", content_hash(id)}});
    return id;
}

// Asked for only when needed: a second look within a minute would leave no line of its own.
json::Value Objects::content_hash(const std::string& of_export)
{
    if (!exports_.contains(of_export)) return std::string(64, '0');
    return call("science_department", "GET", "/api/v1/exports/" + of_export).object().at("content_hash");
}

// KIND or KIND:STATE
//   import:ready, import:refused, import:mapping, import:pairs, import:applied
//   unit (there is another one to merge with it)
//   unit_ask
//   rule_order, text_order, code_edition, delegation; use, use:granted (of the library, by the using unit of that side)
//   expert, expert:twice (there is another record to merge with it), ledger_check
//   request:correction, request:erasure
//   alert (a kind of its own, so that none is counted with another)
//   account (nobody has opened it), account:active, account:blocked; grant (a role that waits for approval)
//   export:asked, export:granted
//   suspicion, suspicion:decided (an activity about which something is suspected)
//   activity:draft, activity:submitted, activity:approved
//   plan:draft, plan:submitted (named by the activity)
//   room:ready, room:joined, room:stopped, room:proposed   an activity that may be drawn for
//   round:sealed, round:committed, round:revealing, round:awaiting, round:drawn, round:void
std::string Objects::make(const std::string& object, Side side)
{
    std::string kind = object.substr(0, object.find(':'));
    std::string state = kind.size() < object.size() ? object.substr(kind.size() + 1) : "";
    if (kind == "import") return add_import(state);
    if (kind == "unit") return add_unit();
    if (kind == "unit_ask") return add_unit_ask(side);
    if (kind == "expert") {
        std::string id = add_expert(college_);
        if (state == "twice") others_[id] = add_expert(college_);
        return id;
    }
    if (kind == "attachment") {
        json::Value added = call("library_administrator", "POST", "/api/v1/experts/" + add_expert(college_) + "/attachments",
                                 json::Object{{"title", "职称证书"}, {"content", "JVBERi0xLjQK"}});
        return added.object().at("items").array()[0].object().at("id").text();
    }
    if (kind == "request") return add_request(state);
    if (kind == "alert") {
        auto act = world_.library().act();
        std::string details = "试验 " + std::to_string(++people_);
        alert::raise(act, {details, 0, "", details});
        act.commit();
        return public_id("alert", "details", details);
    }
    if (kind == "export") return add_export(state);
    if (kind == "ledger_check") return call("supervisor", "POST", "/api/v1/ledger/check").object().at("id").text();
    if (kind == "account") return add_account(state);
    if (kind == "grant") return add_grant();
    if (kind == "plan") return add_plan(state, side);
    if (kind == "room") return add_room(state, side);
    if (kind == "round") return add_round(state, side);
    if (kind == "activity") return add_activity(state, side);
    if (kind == "rule_order") return add_rule_order();
    if (kind == "text_order") return add_text_order();
    if (kind == "code_edition") return add_code_edition();
    if (kind == "use") return add_use(state, side);
    if (kind == "delegation")
        return call("science_department", "POST", "/api/v1/delegations",
                    json::Object{{"unit", public_id("unit", "id", university_)},
                                 {"from", "2026-11-01"},
                                 {"to", "2027-10-31"},
                                 {"document", "试验文件"},
                                 {"names_reserved", false},
                                 {"powers", json::Array{"import"}}})
            .object()
            .at("id")
            .text();
    if (kind == "suspicion") {
        add_expert(own_.entity, university_);
        std::string id = add_activity("submitted", side);
        auto answer = call("library_administrator", "GET", "/api/v1/suspicions");
        for (const auto& activity : answer.object().at("activities").array())
            if (activity.object().at("id").text() == id)
                suspicions_[id] = activity.object().at("items").array().at(0).object().at("facts").text();
        if (state == "decided")
            call("library_administrator", "POST", "/api/v1/activities/" + id + "/suspicions/decide",
                 json::Object{{"facts", suspicions_.at(id)}, {"confirmed", true}, {"reason", "仍有往来"}});
        return id;
    }
    throw std::runtime_error("objects.cpp makes no " + object);
}

// What a text "$NAME" stands for:
//   code              the account's present code of the second factor
//   today; login: a sign-in name that nobody has
//   version           of the activity `id`; 1 when there is none
//   plan, plan_version (of the activity's plan; 0 when there is none)
//   activity_form, changed_activity_form
//   record_form of an expert: made by add_expert, with another phone
//   login that nobody has; unit_form with a name of its own; other_unit to merge; university
//   unit_version of a unit or an ask that was just made
//   other_expert, merge_form of an expert:twice; any of the right form when there is none
//   pair of the import `id` that may be one person; any of the right form when there is none
//   suspicion of the activity `id`; any of the right form when there is none
//   reader: an account that may see sensitive fields
//   content_hash of the export `id`; any of the right form when there is none
//   seal_hash of the round `id`; commitment, value: any of the right form
json::Value Objects::value(const std::string& name, const std::string& id, Side side)
{
    if (name == "code") {
        world_.library().clock().advance(31'000); // the code before was used
        return crypto::totp_code(support::test_totp_secret(), crypto::totp_step(world_.library().clock().now()));
    }
    if (name == "today") return to_text(day_of(world_.library().clock().now()));
    if (name == "login") return login_of_nobody();
    if (name == "nobody") return crypto::random_id(); // tries at one name are counted
    if (name == "recovery_code") {
        if (recovery_code_.empty())
            recovery_code_ =
                call("library_administrator", "POST", "/api/v1/account/recovery-codes").object().at("codes").array().at(0).text();
        return recovery_code_;
    }
    if (name == "version") {
        auto snapshot = world_.library().platform().database.read();
        return snapshot->connection()
            .one("SELECT version FROM activity WHERE public_id = $1", {id}, [](const db::Row& row) { return row.integer(0); })
            .value_or(1);
    }
    if (name == "plan_version") {
        auto snapshot = world_.library().platform().database.read();
        return snapshot->connection()
            .one("SELECT p.version FROM draw_plan p JOIN activity a ON a.id = p.activity_id WHERE a.public_id = $1", {id},
                 [](const db::Row& row) { return row.integer(0); })
            .value_or(0);
    }
    if (name == "pair") return pairs_.contains(id) ? pairs_.at(id) : std::string(64, '0');
    if (name == "suspicion") return suspicions_.contains(id) ? suspicions_.at(id) : std::string(64, '0');
    if (name == "plan") return plan();
    if (name == "reader") return public_id("account", "login", std::string("library_administrator"));
    if (name == "content_hash") return content_hash(id);
    if (name == "seal_hash") return seal_hash(id);
    if (name == "commitment" || name == "value") return value_of_both;
    if (name == "activity_form") return activity_form(side);
    if (name == "changed_activity_form") return activity_form(side).set("version", value("version", id, side));
    if (name == "record_form") return record_form();
    if (name == "unit_form")
        return json::Object{{"name", "试验单位" + std::to_string(++people_)},
                            {"kind", "government"},
                            {"aliases", json::Array{"曾用名"}},
                            {"attributes", json::Array{json::Object{{"kind", "high_tech"}, {"from", "2024-01-01"}}}}};
    if (name == "login") return "wulan" + std::to_string(++people_);
    if (name == "unit_version") return 1;
    if (name == "university") return public_id("unit", "id", university_);
    if (name == "other_expert" || name == "other_unit") return others_.contains(id) ? others_.at(id) : id;
    if (name == "merge_form")
        return json::Object{{"version", 1},
                            {"other", value("other_expert", id, side)},
                            {"other_version", 1},
                            {"document", "证明"},
                            {"reason", "同一人两条记录"},
                            {"taken", json::Array{}}};
    throw std::runtime_error("objects.cpp knows no $" + name);
}

} // namespace matrix
