#include "app/demo/accounts.h"

#include "account/account.h"
#include "auth/account.h"
#include "auth/second_factor.h"
#include "auth/undertaking.h"
#include "crypto/random.h"
#include "crypto/totp.h"
#include "delegation/delegation.h"
#include "rulebook/rulebook.h"
#include "units/units.h"

#include <algorithm>
#include <fstream>

namespace app {

namespace {

struct DemoPerson {
    std::string_view role, login, name, department; // department: an index into the units below
    std::string_view phone = {};
    bool is_new = false; // has not signed the confidentiality undertaking yet
};

// One per role; all invented.
constexpr DemoPerson people[] = {
    {"library_administrator", "hanxuemei", "韩雪梅", "资源配置处"},
    {"operator", "chenlixin", "陈立新", "评审一处"},
    {"approver", "zhouweimin", "周维民", "综合处"},
    {"supervisor", "sarina", "萨仁娜", "机关纪委监督室"},
    {"inspector", "wangjianping", "王建平", "机关纪委监督室"},
    {"science_department", "liguodong", "李国栋", "资源配置处"},
    {"agency", "zhaoxiuying", "赵秀英", "评审一处"},
    {"unit_reviewer", "naren", "娜仁", "草原大学", "13800000886"},
    {"department_reviewer", "sunzhiqiang", "孙志强", "教育科技处", "13800000887"},
    {"system_administrator", "xitong", "何建国", "信息中心"},
    {"security_administrator", "anquan", "吕志远", "信息中心"},
    {"audit_administrator", "shenji", "马秀兰", "审计处"},
    {"expert", "zhuanjia", "乌云其木格", "草原大学", "13800000888"},
    {"unit_reviewer", "qiqige", "其其格", "草原大学", "", true},
};

// Deterministic bytes for a demonstration: nothing of it guards real data.
Bytes demo_bytes(std::uint64_t seed, std::string_view what, std::size_t size)
{
    auto hash = crypto::sha256("bole-demo/" + std::to_string(seed) + "/" + std::string(what));
    return Bytes(hash.begin(), hash.begin() + static_cast<std::ptrdiff_t>(size));
}

std::map<std::string, std::int64_t, std::less<>> add_office_units(ledger::Act& act)
{
    std::map<std::string, std::int64_t, std::less<>> ids;
    auto add = [&](std::string name, std::string_view kind, const std::string& above) {
        units::NewUnit unit;
        unit.name = name;
        if (!kind.empty()) unit.kind = std::string(kind);
        if (!above.empty()) unit.parent_id = ids.at(above);
        unit.region = "150100";
        unit.source = "演示数据";
        ids[name] = units::add_unit(act, unit);
    };
    add("北疆科学技术厅", "government", "");
    add("资源配置处", "", "北疆科学技术厅");
    add("机关纪委监督室", "", "北疆科学技术厅");
    add("信息中心", "", "北疆科学技术厅");
    add("审计处", "", "北疆科学技术厅");
    add("北疆科技项目评估中心", "institute", "");
    add("评审一处", "", "北疆科技项目评估中心");
    add("综合处", "", "北疆科技项目评估中心");
    add("北疆教育厅", "government", "");
    add("教育科技处", "", "北疆教育厅");
    add("草原大学", "university", "");
    return ids;
}

DemoSignIn sign_in_of(std::uint64_t seed, const DemoPerson& person)
{
    std::string login(person.login);
    return {login, "Demo-" + to_base32(demo_bytes(seed, login, 8)), to_hex(demo_bytes(seed, login + "/totp", crypto::totp_secret_size))};
}

// By a rule in force: who holds the role may give a code by short message as the second factor (X6).
void order_sms(ledger::Act& act, const std::string& role, std::int64_t proposer, std::int64_t approver)
{
    const std::string code = "12.second_factor." + role, document = "北科发〔2026〕5号 关于单位和归口部门审核员登录方式的通知（演示）";
    const auto value = static_cast<std::int64_t>(auth::SecondFactor::sms);
    const Day day = day_of(act.now());
    const std::string words = words_of(RuleBook{}.on(auth::second_factor_rules(), code, day), value);
    const db::Value now(to_text(act.now()));
    act.insert(rulebook::rule_order_table, {{"public_id", db::Value(crypto::random_id())},
                                            {"code", db::Value(code)},
                                            {"value", value},
                                            {"words", db::Value(words)},
                                            {"from_day", db::Value(to_text(day))},
                                            {"document", db::Value(document)},
                                            {"state", db::Value("approved")},
                                            {"proposed_by", proposer},
                                            {"proposed_at", now},
                                            {"decided_by", approver},
                                            {"decided_at", now}});
    act.append({"rules.approved/1", "rule", code,
                json::Object{{"value", value}, {"words", words}, {"from", to_text(day)}, {"document", document}}});
}

} // namespace

DemoSignIn demo_sign_in(std::uint64_t seed, std::string_view role)
{
    auto person = std::find_if(std::begin(people), std::end(people), [&](const DemoPerson& p) { return p.role == role; });
    return sign_in_of(seed, *person);
}

void make_demo_accounts(Library& library, const DemoOptions& options)
{
    const Platform& platform = *library.platform;
    ledger::Act act(platform.database, platform.keys, {"console", "demo", std::nullopt, std::nullopt}, platform.clock.now());
    auto units = add_office_units(act);
    act.append({"units.imported/1", "", "", json::Object{{"units", units.size()}, {"document", "演示数据"}}});

    json::Array sign_ins;
    std::int64_t lender = 0, proposer = 0;
    std::vector<std::pair<std::int64_t, std::string>> signers;
    for (const auto& person : people) {
        const auth::Role& role = *auth::find_role(person.role);
        DemoSignIn own = sign_in_of(options.seed, person);
        auth::NewAccount account;
        account.login = person.login;
        account.display_name = person.name;
        account.unit_id = units.find(person.department)->second;
        account.password = crypto::Secret(own.password);
        account.roles = {std::string(person.role)};
        account.from = day_of(platform.clock.now());
        account.document = "演示数据";
        json::Object sign_in{{"role", role.code},
                             {"role_name", role.name},
                             {"name", person.login},
                             {"display_name", person.name},
                             {"password", own.password}};
        if (role.second_factor) {
            account.totp_secret = crypto::Secret(own.totp_secret);
            sign_in.set("totp_secret", crypto::totp_text(from_hex(own.totp_secret).value()));
        }
        if (person.is_new) sign_in.set("note", "首次登录，须先签署保密承诺书");
        auto id = auth::add_account(act, platform.keys, account).id;
        if (std::string phone(person.phone); !phone.empty()) {
            (void)*account::bind_phone(act, platform.keys, id, phone);
            sign_in.set("phone", phone);
        }
        if (person.role == "science_department") lender = id;
        if (person.role == "library_administrator") proposer = id;
        if (role.code != "expert" && !person.is_new) signers.emplace_back(id, person.name);
        sign_ins.push_back(std::move(sign_in));
    }
    act.append({"accounts.created/1", "", "", json::Object{{"accounts", sign_ins.size()}, {"document", "演示数据"}}});
    delegation::delegate(act, {units.at("北疆科技项目评估中心"),
                               units.at("北疆科学技术厅"),
                               day_of(act.now()),
                               add_years(day_of(act.now()), 1),
                               "北科发〔2026〕3号 关于委托专家库日常管理的通知（演示）",
                               false,
                               {"import", "record"},
                               lender});
    // Outside the office a telephone is at hand sooner than an authenticator.
    for (const char* role : {"unit_reviewer", "department_reviewer"}) order_sms(act, role, proposer, lender);
    for (const auto& [signer, name] : signers) auth::sign_undertaking(act, platform.keys, signer, name);
    act.commit();
    if (!options.accounts_file.empty()) std::ofstream(options.accounts_file) << json::canonical(sign_ins) << "\n";
}

} // namespace app
