#include "ruling/order.h"

#include "crypto/random.h"
#include "rulebook/rulebook.h"
#include "ruling/catalogue.h"
#include "ruling/messages.h"

namespace ruling {

namespace {

constexpr std::string_view columns =
    "SELECT o.id, o.version, o.public_id, o.code, o.value, o.words, o.from_day, o.document, o.state, o.proposed_by, p.display_name, "
    "o.proposed_at, d.display_name, o.decided_at, o.reason FROM rule_order o JOIN account p ON p.id = o.proposed_by LEFT JOIN account d ON "
    "d.id = o.decided_by";

Order order_of(const db::Row& row)
{
    auto decided_at = row.maybe_text(13);
    return {row.integer(0),     row.integer(1),
            row.text(2),        row.text(3),
            row.integer(4),     row.text(5),
            row.text(6),        row.text(7),
            row.text(8),        row.integer(9),
            row.text(10),       *parse_instant(row.text(11)),
            row.maybe_text(12), decided_at ? parse_instant(*decided_at) : std::nullopt,
            row.maybe_text(14)};
}

std::string allowed(const DatedRule& rule)
{
    if (rule.choices[0].words.empty())
        return "请填 " + std::to_string(rule.range.least) + " 至 " + std::to_string(rule.range.most) + " 的整数";
    std::string text = "请从列出的几种中选择：";
    for (const auto& choice : rule.choices)
        if (!choice.words.empty()) text += std::string(text.ends_with("：") ? "" : "、") + std::to_string(choice.value);
    return text;
}

} // namespace

Matter Order::matter() const
{
    return {rulebook::rule_order_table,
            id,
            state,
            from,
            proposed_by_id,
            "rules",
            "rule",
            code,
            {{"value", value}, {"words", words}, {"from", from}, {"document", document}}};
}

std::vector<Order> orders(db::Connection& connection)
{
    return connection.all(std::string(columns) + " ORDER BY o.id DESC", {}, order_of);
}

std::optional<Order> find_order(db::Connection& connection, const std::string& public_id)
{
    return connection.one(std::string(columns) + " WHERE o.public_id = $1", {public_id}, order_of);
}

Result<std::string> judge(const RuleBook& book, const Proposal& proposal, Day today)
{
    const auto& rules = part_of(proposal.code)->rules;
    auto before = book.on(rules, proposal.code, proposal.from);
    std::string words = words_of(before, proposal.value);
    if (words.empty())
        return refuse_field("value", messages::value_unfit, {std::to_string(proposal.value), allowed(before), std::string(before.others)});
    if (proposal.from <= today) return refuse_field("from", messages::from_past, {to_text(today)});
    if (before.value == proposal.value)
        return refuse_field("value", messages::value_same, {to_text(proposal.from), std::string(before.words)});
    return words;
}

Result<std::string> propose(ledger::Act& act, const Proposal& proposal, std::int64_t account_id, Day today)
{
    auto words = judge(rulebook::load(act.connection()), proposal, today);
    if (!words) return words.error();
    bool waiting =
        act.connection()
            .one("SELECT 1 FROM rule_order WHERE state = 'proposed' AND code = $1", {proposal.code}, [](const db::Row&) { return true; })
            .has_value();
    if (waiting) return refuse(ErrorKind::conflict, messages::already_proposed);
    std::string public_id = crypto::random_id();
    act.insert(rulebook::rule_order_table, {{"public_id", db::Value(public_id)},
                                            {"code", db::Value(proposal.code)},
                                            {"value", proposal.value},
                                            {"words", db::Value(*words)},
                                            {"from_day", db::Value(to_text(proposal.from))},
                                            {"document", db::Value(proposal.document)},
                                            {"state", db::Value("proposed")},
                                            {"proposed_by", account_id},
                                            {"proposed_at", db::Value(to_text(act.now()))},
                                            {"decided_by", db::Value(nullptr)},
                                            {"decided_at", db::Value(nullptr)},
                                            {"reason", db::Value(nullptr)}});
    act.append({"rules.proposed/1",
                "rule",
                proposal.code,
                {{"value", proposal.value}, {"words", *words}, {"from", to_text(proposal.from)}, {"document", proposal.document}}});
    return public_id;
}

} // namespace ruling
