#include "oversight/checking.h"

#include "account/account.h"
#include "alert/alert.h"
#include "amendment/amendment.h"
#include "base/json.h"
#include "jobs/jobs.h"
#include "ledger/act.h"
#include "ledger/check.h"
#include "oversight/oversight.h"

namespace oversight {

namespace {

struct TableName {
    std::string_view table, name;
    std::string_view label; // gives the label of the row $1; empty: none
};

constexpr std::string_view by_expert = "SELECT '专家 ' || e.number FROM {table} t JOIN expert e ON e.id = t.expert_id WHERE t.id = $1";
constexpr std::string_view by_activity =
    "SELECT '活动 ' || a.number FROM {table} t JOIN activity a ON a.id = t.activity_id WHERE t.id = $1";

constexpr TableName names[] = {
    {"unit", "单位", "SELECT name FROM unit WHERE id = $1"},
    {"unit_alias", "单位别名", "SELECT u.name FROM unit_alias t JOIN unit u ON u.id = t.unit_id WHERE t.id = $1"},
    {"unit_attribute", "单位属性", "SELECT u.name FROM unit_attribute t JOIN unit u ON u.id = t.unit_id WHERE t.id = $1"},
    {"delegation", "委托", "SELECT u.name FROM delegation t JOIN unit u ON u.id = t.unit_id WHERE t.id = $1"},
    {"delegation_power", "委托的权力", "SELECT power FROM delegation_power WHERE id = $1"},
    {"library_use", "使用专家库的申请", "SELECT u.name FROM library_use t JOIN unit u ON u.id = t.unit_id WHERE t.id = $1"},
    {"rule_order", "改定的口径", "SELECT code FROM rule_order WHERE id = $1"},
    {"code_edition", "代码表的新版", "SELECT table_id || ' ' || name FROM code_edition WHERE id = $1"},
    {"text_order", "文本的新版", "SELECT code || ' ' || edition FROM text_order WHERE id = $1"},
    {"unit_ask", "单位登记申请", "SELECT number FROM unit_ask WHERE id = $1"},
    {"import_batch", "导入批次", "SELECT document FROM import_batch WHERE id = $1"},
    {"import_undo", "撤销的导入", "SELECT b.document FROM import_undo t JOIN import_batch b ON b.id = t.batch_id WHERE t.id = $1"},
    {"same_person_decision", "是不是同一人的决定", ""},
    {"expert", "专家", "SELECT '专家 ' || number FROM expert WHERE id = $1"},
    {"expert_category", "专家类别", by_expert},
    {"expert_discipline", "专家学科", by_expert},
    {"expert_industry", "专家行业", by_expert},
    {"expert_language", "专家语种", by_expert},
    {"expert_willingness", "专家参加意愿", by_expert},
    {"achievement", "专家成果、荣誉与兼职", by_expert},
    {"expert_absence", "专家不便参加的日期", by_expert},
    {"personal_request", "更正和删除的要求", by_expert},
    {"expert_consent", "专家对个人信息的答复", by_expert},
    {"attachment", "专家附件", by_expert},
    {"expert_version", "专家信息的旧版本", by_expert},
    {"expert_merge", "合并的专家记录",
     "SELECT '专家 ' || e.number FROM expert_merge t JOIN expert e ON e.id = t.absorbed_id WHERE t.id = $1"},
    {"expert_merge_number", "合并前的身份证号或证件号",
     "SELECT '专家 ' || e.number FROM expert_merge_number t JOIN expert_merge m ON m.id = t.merge_id JOIN expert e ON e.id = m.survivor_id "
     "WHERE t.id = $1"},
    {"post", "任职", by_expert},
    {"relation", "亲属师生", by_expert},
    {"interest", "利益关系", by_expert},
    {"sanction", "处理记录", by_expert},
    {"research_project", "科研项目", "SELECT code FROM research_project WHERE id = $1"},
    {"research_participant", "科研项目人员",
     "SELECT p.code FROM research_participant t JOIN research_project p ON p.id = t.project_id WHERE t.id = $1"},
    {"account", "账号", "SELECT login FROM account WHERE id = $1"},
    {"sso_identity", "绑定的统一身份", "SELECT a.login FROM sso_identity t JOIN account a ON a.id = t.account_id WHERE t.id = $1"},
    {"account_role", "账号角色", "SELECT a.login FROM account_role t JOIN account a ON a.id = t.account_id WHERE t.id = $1"},
    {"alert", "安全告警", "SELECT a.login FROM alert t JOIN account a ON a.id = t.account_id WHERE t.id = $1"},
    {"export_request", "导出申请", "SELECT number FROM export_request WHERE id = $1"},
    {"export_row", "导出的行", "SELECT x.number FROM export_row t JOIN export_request x ON x.id = t.export_id WHERE t.id = $1"},
    {"reveal", "查看完整信息", by_expert},
    {"reveal_allowance", "放宽的查看次数", "SELECT a.login FROM reveal_allowance t JOIN account a ON a.id = t.account_id WHERE t.id = $1"},
    {"role_grant", "角色的申请", "SELECT a.login FROM role_grant t JOIN account a ON a.id = t.account_id WHERE t.id = $1"},
    {"account_invitation", "开通账号的代码",
     "SELECT a.login FROM account_invitation t JOIN account a ON a.id = t.account_id WHERE t.id = $1"},
    {"old_password", "以前的密码", "SELECT a.login FROM old_password t JOIN account a ON a.id = t.account_id WHERE t.id = $1"},
    {"recovery_code", "恢复码", "SELECT a.login FROM recovery_code t JOIN account a ON a.id = t.account_id WHERE t.id = $1"},
    {"staff_undertaking", "保密承诺书", "SELECT a.login FROM staff_undertaking t JOIN account a ON a.id = t.account_id WHERE t.id = $1"},
    {"activity", "活动", "SELECT number FROM activity WHERE id = $1"},
    {"activity_project", "活动的项目", by_activity},
    {"activity_partner", "项目合作单位", ""},
    {"activity_member", "项目成员", ""},
    {"activity_avoidance", "申请回避", ""},
    {"draw_plan", "抽取方案", by_activity},
    {"draw_round", "抽取轮次", by_activity},
    {"draw_clearing", "资料清除回执", by_activity},
    {"draw_leaves", "抽取的名单", ""},
    {"draw_proposal", "再抽的理由", by_activity},
};

std::string filled(std::string_view query, std::string_view table)
{
    std::string text(query);
    constexpr std::string_view word = "{table}";
    if (auto at = text.find(word); at != std::string::npos) text.replace(at, word.size(), table);
    return text;
}

constexpr std::string_view columns =
    "SELECT c.public_id, c.at, c.state, COALESCE(a.display_name, ''), c.finished_at, c.entries, c.rows, c.root, c.findings, c.told FROM "
    "ledger_check c LEFT JOIN account a ON a.public_id = c.author";

Check check_of(const db::Row& row)
{
    Check check{row.text(0),
                row.text(1),
                row.text(2),
                row.text(3),
                row.maybe_text(4),
                row.maybe_text(7),
                row.maybe_integer(5),
                row.maybe_integer(6),
                row.maybe_integer(8),
                {},
                {},
                {}};
    if (auto progress = jobs::progress_of(check.id); progress && check.state == "waiting") {
        check.done = progress->done;
        check.of = progress->of;
    }
    return check;
}

void add_told(Check& check, const std::string& text)
{
    auto list = json::read(text);
    for (const auto& item : list->array()) {
        const auto& o = item.object();
        check.told.push_back({o.at("code").text(), o.at("place").text(), o.at("text").text()});
    }
}

ledger::Act job_act(const Platform& platform)
{
    return ledger::Act(platform.database, platform.keys, {"system", std::string(check_job), std::nullopt, std::nullopt},
                       platform.clock.now());
}

} // namespace

std::vector<Check> checks(db::Connection& connection, std::int64_t most)
{
    return connection.all(std::string(columns) + " ORDER BY c.id DESC LIMIT $1", {most}, check_of);
}

std::optional<Check> load_check(db::Connection& connection, const std::string& id)
{
    return connection.one(std::string(columns) + " WHERE c.public_id = $1", {id}, [](const db::Row& row) {
        Check check = check_of(row);
        if (auto told = row.maybe_text(9)) add_told(check, *told);
        return check;
    });
}

std::string place_in_words(db::Connection& connection, const std::string& place)
{
    auto blank = place.rfind(' ');
    for (const auto& [table, name, label] : names) {
        if (blank == std::string::npos || place.substr(0, blank) != table) continue;
        std::string id = place.substr(blank + 1), words = std::string(name) + " " + id;
        if (label.empty() || id.empty() || id.size() > 18 || id.find_first_not_of("0123456789") != std::string::npos) return words;
        auto text = connection.one(filled(label, table), {std::stoll(id)}, [](const db::Row& row) { return row.maybe_text(0); });
        return text && *text ? words + "（" + **text + "）" : words;
    }
    return place;
}

void run_check(const Platform& platform, const std::vector<const ledger::Table*>& tables, const std::string& id)
{
    ledger::CheckReport report;
    json::Array told;
    {
        auto snapshot = platform.database.read();
        auto& connection = snapshot->connection();
        report = ledger::check(connection, platform.keys, tables, [&](std::int64_t done, std::int64_t of) {
            jobs::report(id, {done, of});
        });
        for (auto& finding : amendment::check_merges(connection)) report.findings.push_back(std::move(finding));
        for (auto& finding : account::check_accounts(connection, day_of(platform.clock.now())))
            report.findings.push_back(std::move(finding));
        for (const auto& finding : report.findings)
            told.push_back(
                json::Object{{"code", finding.code}, {"place", place_in_words(connection, finding.place)}, {"text", finding.text}});
    }
    auto count = static_cast<std::int64_t>(report.findings.size());
    ledger::Act act = job_act(platform);
    // A second process whose lease came later finds it done.
    auto mine =
        act.connection().run("UPDATE ledger_check SET state = 'done', finished_at = $2, entries = $3, rows = $4, root = $5, findings = $6, "
                             "told = $7 WHERE public_id = $1 AND state = 'waiting'",
                             {id, to_text(act.now()), report.entries, report.rows, report.root, count, json::canonical(told)});
    jobs::finish(act.connection(), check_job, id);
    if (mine == 0) return;
    act.append({"ledger.checked/1", "", "",
                json::Object{{"entries", report.entries}, {"findings", count}, {"root", report.root}, {"rows", report.rows}}});
    if (count > 0) alert::raise(act, {"ledger_break", 0, "", "检查账本和数据，发现 " + std::to_string(count) + " 个问题，见“账本”页。"});
    act.commit();
}

void give_up_check(const Platform& platform, const std::string& id)
{
    ledger::Act act = job_act(platform);
    act.connection().run("UPDATE ledger_check SET state = 'failed', finished_at = $2 WHERE public_id = $1", {id, to_text(act.now())});
    jobs::finish(act.connection(), check_job, id);
    act.append({"ledger.check_failed/1", "", "", {}});
    act.commit();
}

} // namespace oversight
