#include "ruling/text_order.h"

#include "crypto/random.h"
#include "ruling/messages.h"

#include <algorithm>

namespace ruling {

namespace {

const std::string select = select_orders("text_order", "o.code, o.edition, o.title, o.body");

TextOrder order_of(const db::Row& row)
{
    return {course_of(row), row.text(own_column), row.text(own_column + 1), row.text(own_column + 2), row.text(own_column + 3)};
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
    return {rulebook::text_order_table, "texts", "text", code, said(edition, from, document)};
}

std::vector<TextOrder> text_orders(db::Connection& connection)
{
    return connection.all(select + " ORDER BY o.id DESC", {}, order_of);
}

std::optional<TextOrder> find_text_order(db::Connection& connection, const std::string& public_id)
{
    return connection.one(select + " WHERE o.public_id = $1", {public_id}, order_of);
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
    std::string public_id = crypto::random_id();
    auto row = proposed(act, public_id, edition->from, edition->document, account_id);
    row["code"] = db::Value(proposal.text.code);
    row["edition"] = db::Value(edition->name);
    row["title"] = db::Value(edition->title);
    row["body"] = db::Value(edition->text);
    act.insert(rulebook::text_order_table, row);
    act.append({"texts.proposed/1", "text", proposal.text.code, said(edition->name, to_text(edition->from), edition->document)});
    return public_id;
}

} // namespace ruling
