#include "own_record/request.h"

#include "own_record/messages.h"

namespace own_record {

using enum ledger::ColumnKind;

const ledger::Table personal_request_table{"personal_request",
                                           {{"public_id"},
                                            {"expert_id"},
                                            {"account_id"},
                                            {"kind"},
                                            {"field"},
                                            {"words", encrypted},
                                            {"state"},
                                            {"asked_at"},
                                            {"decided_at"},
                                            {"decided_by"},
                                            {"answer", encrypted}}};

namespace {

constexpr std::string_view select =
    "SELECT r.id, r.version, r.expert_id, r.public_id, r.kind, r.field, r.words, r.state, r.answer, r.asked_at, r.decided_at, e.public_id, "
    "e.number, e.name FROM personal_request r JOIN expert e ON e.id = r.expert_id ";

auto reader(const crypto::Keyring& keys)
{
    return [&keys](const db::Row& row) {
        Request r;
        r.row = row.integer(0);
        auto secret = [&](int column, std::string_view name) {
            auto stored = row.maybe_bytes(column);
            return stored ? keys.decrypt("personal_request", name, std::to_string(r.row), *stored).reveal() : std::string();
        };
        r.version = row.integer(1);
        r.expert_id = row.integer(2);
        r.id = row.text(3);
        r.kind = row.text(4);
        r.field = row.maybe_text(5).value_or("");
        r.words = secret(6, "words");
        r.state = row.text(7);
        r.answer = secret(8, "answer");
        r.asked_at = parse_instant(row.text(9)).value();
        if (auto at = row.maybe_text(10)) r.decided_at = parse_instant(*at).value();
        r.expert = row.text(11);
        r.number = row.text(12);
        r.name = row.text(13);
        return r;
    };
}

} // namespace

std::vector<Request> requests_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t expert_id)
{
    return connection.all(std::string(select) + "WHERE r.expert_id = $1 ORDER BY r.id DESC", {expert_id}, reader(keys));
}

Requests find_requests(db::Connection& connection, const crypto::Keyring& keys, std::string_view kind, const auth::Page& page)
{
    std::string of(kind);
    return {connection.all(std::string(select) +
                               "WHERE r.kind = $1 ORDER BY CASE r.state WHEN 'asked' THEN 0 ELSE 1 END, CASE r.state WHEN 'asked' THEN "
                               "r.id ELSE -r.id END LIMIT $2 OFFSET $3",
                           {of, page.size, page.offset()}, reader(keys)),
            connection.one("SELECT count(*) FROM personal_request WHERE kind = $1", {of}, [](const db::Row& row) { return row.integer(0); })
                .value()};
}

std::optional<Request> load_request(db::Connection& connection, const crypto::Keyring& keys, std::string_view kind,
                                    const std::string& public_id)
{
    return connection.one(std::string(select) + "WHERE r.kind = $1 AND r.public_id = $2", {std::string(kind), public_id}, reader(keys));
}

Result<Done> end_request(ledger::Act& act, const Request& request, std::string_view state, const std::string& answer,
                         std::int64_t account_id)
{
    if (request.state != "asked") return refuse(ErrorKind::conflict, messages::decided);
    return act.update(personal_request_table, request.row,
                      {{"state", db::Value(std::string(state))},
                       {"decided_at", db::Value(to_text(act.now()))},
                       {"decided_by", account_id},
                       {"answer", answer.empty() ? ledger::Cell(db::Value(nullptr)) : ledger::Cell(crypto::Secret(answer))}},
                      request.version);
}

} // namespace own_record
