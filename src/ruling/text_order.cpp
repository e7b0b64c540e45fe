#include "ruling/text_order.h"

#include "crypto/random.h"
#include "ruling/messages.h"

#include <algorithm>

namespace ruling {

namespace {

constexpr std::string_view columns =
    "SELECT o.id, o.version, o.public_id, o.code, o.edition, o.title, o.body, o.from_day, o.document, o.state, o.proposed_by, "
    "p.display_name, o.proposed_at, d.display_name, o.decided_at, o.reason FROM text_order o JOIN account p ON p.id = o.proposed_by LEFT "
    "JOIN account d ON d.id = o.decided_by";

TextOrder order_of(const db::Row& row)
{
    auto decided_at = row.maybe_text(14);
    return {row.integer(0),
            row.integer(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            row.text(6),
            row.text(7),
            row.text(8),
            row.text(9),
            row.integer(10),
            row.text(11),
            parse_instant(row.text(12)).value(),
            row.maybe_text(13),
            decided_at ? parse_instant(*decided_at) : std::nullopt,
            row.maybe_text(15)};
}

// 2027年第1版: no other edition of the text may bear the name that signatures will refer to.
std::string name_for(const std::vector<rulebook::Edition>& all, Day from)
{
    for (int number = 1;; ++number) {
        std::string name = to_text(from).substr(0, 4) + "年第" + std::to_string(number) + "版";
        if (std::none_of(all.begin(), all.end(), [&](const auto& edition) { return edition.name == name; })) return name;
    }
}

json::Object said(const std::string& edition, const std::string& from, const std::string& document)
{
    return {{"edition", edition}, {"from", from}, {"document", document}};
}

} // namespace

Matter TextOrder::matter() const
{
    return {rulebook::text_order_table, id, state, from, proposed_by_id, "texts", "text", code, said(edition, from, document)};
}

std::vector<TextOrder> text_orders(db::Connection& connection)
{
    return connection.all(std::string(columns) + " ORDER BY o.id DESC", {}, order_of);
}

std::optional<TextOrder> find_text_order(db::Connection& connection, const std::string& public_id)
{
    return connection.one(std::string(columns) + " WHERE o.public_id = $1", {public_id}, order_of);
}

Result<rulebook::Edition> judge(db::Connection& connection, const TextProposal& proposal, Day today)
{
    if (auto fit = judge_words(proposal.text, proposal.body); !fit) return fit.error();
    if (proposal.from <= today) return refuse_field("from", messages::from_past, {to_text(today)});
    const auto all = rulebook::editions(connection, proposal.text.code);
    const auto& before = rulebook::edition_on(all, proposal.from);
    rulebook::Edition edition{name_for(all, proposal.from), proposal.from, proposal.title, proposal.body, proposal.document};
    if (before.title == edition.title && before.text == edition.text)
        return refuse_field("body", messages::text_same, {to_text(proposal.from), before.name});
    return edition;
}

Result<std::string> propose(ledger::Act& act, const TextProposal& proposal, std::int64_t account_id, Day today)
{
    auto edition = judge(act.connection(), proposal, today);
    if (!edition) return edition.error();
    bool waiting = act.connection()
                       .one("SELECT 1 FROM text_order WHERE state = 'proposed' AND code = $1", {proposal.text.code},
                            [](const db::Row&) { return true; })
                       .has_value();
    if (waiting) return refuse(ErrorKind::conflict, messages::text_waiting);
    std::string public_id = crypto::random_id(), from = to_text(edition->from);
    act.insert(rulebook::text_order_table, {{"public_id", db::Value(public_id)},
                                            {"code", db::Value(proposal.text.code)},
                                            {"edition", db::Value(edition->name)},
                                            {"title", db::Value(edition->title)},
                                            {"body", db::Value(edition->text)},
                                            {"from_day", db::Value(from)},
                                            {"document", db::Value(edition->document)},
                                            {"state", db::Value("proposed")},
                                            {"proposed_by", account_id},
                                            {"proposed_at", db::Value(to_text(act.now()))},
                                            {"decided_by", db::Value(nullptr)},
                                            {"decided_at", db::Value(nullptr)},
                                            {"reason", db::Value(nullptr)}});
    act.append({"texts.proposed/1", "text", proposal.text.code, said(edition->name, from, edition->document)});
    return public_id;
}

} // namespace ruling
