#include "crypto/random.h"
#include "matrix/objects.h"
#include "rulebook/rulebook.h"
#include "rulebook/texts.h"
#include "ruling/ruling.h"

// Orders of rules, texts and code tables that wait.
namespace matrix {

// Beside others of its thing that wait, as people cannot make them.
std::string Objects::add_order(const ledger::Table& table, const std::string& entry, const std::string& kind, const std::string& thing,
                               ledger::Record own)
{
    auto act = world_.library().act();
    auto proposer = act.connection().one("SELECT id FROM account WHERE login = 'library_administrator'", {},
                                         [](const db::Row& row) { return row.integer(0); });
    std::string id = crypto::random_id();
    own.merge(ledger::Record{{"public_id", db::Value(id)},
                             {"from_day", db::Value("2099-01-01")},
                             {"document", db::Value("试验文件")},
                             {"state", db::Value("proposed")},
                             {"proposed_by", *proposer},
                             {"proposed_at", db::Value(to_text(act.now()))}});
    act.insert(table, own);
    act.append({entry, kind, thing, {}});
    act.commit();
    return id;
}

std::string Objects::add_rule_order()
{
    return add_order(rulebook::rule_order_table, "rules.proposed/1", "rule", "5.age_max",
                     {{"code", db::Value("5.age_max")}, {"value", std::int64_t{60}}, {"words", db::Value("60 周岁（含）以下")}});
}

std::string Objects::add_text_order()
{
    return add_order(rulebook::text_order_table, "texts.proposed/1", "text", "sms.sign_in_code",
                     {{"code", db::Value("sms.sign_in_code")},
                      {"edition", db::Value("试验" + crypto::random_id())},
                      {"title", db::Value("登录验证码")},
                      {"body", db::Value("【试验】验证码 {code}，{minutes} 分钟内有效。")}});
}

std::string Objects::add_code_edition()
{
    return add_order(ruling::code_edition_table, "codes.proposed/1", "code_table", "language",
                     {{"table_id", db::Value("language")},
                      {"standard", db::Value("GB/T 4880.1")},
                      {"name", db::Value("试验" + crypto::random_id())},
                      {"changes", db::Value("")}});
}

} // namespace matrix
