#include "db/groups.h"
#include "intake/intake.h"
#include "intake/namesakes.h"

namespace intake {

const ledger::Table same_person_table{"same_person_decision", {{"pair"}, {"same"}, {"decided_by"}, {"decided_at"}}};

namespace {

std::string text_of(const expert::Card& card)
{
    return json::canonical(fields::write(card));
}

expert::Card card_in(const std::string& text)
{
    return *fields::read<expert::Card>(*json::read(text));
}

const std::string undecided = " AND NOT EXISTS (SELECT 1 FROM same_person_decision d WHERE d.pair = p.pair)";

} // namespace

void replace_pairs(db::Connection& connection, std::int64_t upload_id, const std::vector<Pair>& pairs)
{
    connection.run("DELETE FROM import_pair WHERE upload_id = $1", {upload_id});
    std::vector<db::Values> rows;
    for (const auto& p : pairs)
        rows.push_back({upload_id, static_cast<std::int64_t>(rows.size()), p.pair, text_of(p.card), p.label,
                        p.expert ? db::Value(*p.expert) : db::Value(nullptr), p.expert ? db::Value(nullptr) : db::Value(text_of(p.other)),
                        p.other_label, std::int64_t{p.by_birth}, std::int64_t{p.by_unit}, std::int64_t{p.numbered}});
    connection.insert(
        "import_pair",
        {"upload_id", "place", "pair", "card", "line_label", "expert", "other_card", "other_label", "by_birth", "by_unit", "numbered"},
        rows);
}

std::int64_t undecided_of(db::Connection& connection, std::int64_t upload_id)
{
    return *connection.one("SELECT count(*) FROM import_pair p WHERE p.upload_id = $1" + undecided, {upload_id},
                           [](const db::Row& row) { return row.integer(0); });
}

FoundPairs pairs_of(db::Connection& connection, std::int64_t upload_id, bool undecided_only, const auth::Page& page)
{
    FoundPairs found;
    std::string where = " FROM import_pair p LEFT JOIN same_person_decision s ON s.pair = p.pair WHERE p.upload_id = $1" +
                        (undecided_only ? undecided : "");
    found.total = *connection.one("SELECT count(*)" + where, {upload_id}, [](const db::Row& row) { return row.integer(0); });
    found.undecided = undecided_of(connection, upload_id);
    found.items = connection.all(
        "SELECT p.pair, p.card, p.line_label, p.expert, p.other_card, p.other_label, p.by_birth, p.by_unit, p.numbered, s.same" + where +
            " ORDER BY p.place LIMIT $2 OFFSET $3",
        {upload_id, page.size, page.offset()}, [](const db::Row& row) {
            Pair pair;
            pair.pair = row.text(0);
            pair.card = card_in(row.text(1));
            pair.label = row.text(2);
            pair.expert = row.maybe_text(3);
            if (auto other = row.maybe_text(4)) pair.other = card_in(*other);
            pair.other_label = row.text(5);
            pair.by_birth = row.integer(6) == 1;
            pair.by_unit = row.integer(7) == 1;
            pair.numbered = row.integer(8) == 1;
            if (auto same = row.maybe_integer(9)) pair.same = *same == 1;
            return pair;
        });
    return found;
}

std::map<std::string, std::optional<bool>> known_pairs(db::Connection& connection, std::int64_t upload_id,
                                                       const std::vector<std::string>& pairs)
{
    std::map<std::string, std::optional<bool>> known;
    db::each_group(
        connection,
        "SELECT p.pair, s.same FROM import_pair p LEFT JOIN same_person_decision s ON s.pair = p.pair WHERE p.upload_id = $1 AND "
        "p.pair",
        pairs,
        [&](const db::Row& row) {
            auto same = row.maybe_integer(1);
            known.emplace(row.text(0), same ? std::optional(*same == 1) : std::nullopt);
        },
        "", {upload_id});
    return known;
}

std::map<std::string, bool> decisions_of(db::Connection& connection, const std::vector<std::string>& pairs)
{
    std::map<std::string, bool> decisions;
    auto take = [&](const db::Row& row) { decisions.emplace(row.text(0), row.integer(1) == 1); };
    const std::string all = "SELECT pair, same FROM same_person_decision";
    auto count = *connection.one("SELECT count(*) FROM same_person_decision", {}, [](const db::Row& row) { return row.integer(0); });
    if (count <= static_cast<std::int64_t>(pairs.size())) // fewer than are asked for: at once
        connection.each(all, {}, take);
    else
        db::each_group(connection, all + " WHERE pair", pairs, take);
    return decisions;
}

bool decide(ledger::Act& act, const std::string& pair, std::optional<bool> same, std::int64_t account_id)
{
    struct Before {
        std::int64_t id = 0;
        bool same = false;
    };
    auto before = act.connection().one("SELECT id, same FROM same_person_decision WHERE pair = $1", {pair}, [](const db::Row& row) {
        return Before{row.integer(0), row.integer(1) == 1};
    });
    if (before ? same == before->same : !same) return false;
    if (before) act.remove(same_person_table, before->id);
    if (same)
        act.insert(same_person_table, {{"pair", db::Value(pair)},
                                       {"same", std::int64_t{*same}},
                                       {"decided_by", account_id},
                                       {"decided_at", db::Value(to_text(act.now()))}});
    act.flush();
    return true;
}

} // namespace intake
