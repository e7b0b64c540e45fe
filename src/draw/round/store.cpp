#include "draw/round/store.h"

#include "catalog/catalog.h"
#include "db/groups.h"
#include "expert/expert.h"
#include "ledger/rows.h"
#include "units/units.h"

#include <map>

namespace draw::round {

namespace {

// Reads the columns of a stored row by name.
class Cells {
public:
    explicit Cells(const ledger::Record& record) : record_(record) {}

    std::optional<std::string> maybe_text(std::string_view name) const { return get<std::string>(name); }
    std::optional<std::int64_t> maybe_integer(std::string_view name) const { return get<std::int64_t>(name); }
    std::optional<Bytes> maybe_bytes(std::string_view name) const { return get<Bytes>(name); }
    std::optional<Instant> maybe_instant(std::string_view name) const
    {
        auto text = maybe_text(name);
        return text ? parse_instant(*text) : std::nullopt;
    }
    std::string text(std::string_view name) const { return maybe_text(name).value(); }
    std::int64_t integer(std::string_view name) const { return maybe_integer(name).value(); }
    Instant instant(std::string_view name) const { return maybe_instant(name).value(); }
    Bytes secret(std::string_view name) const { return ::bytes_of(std::get<crypto::Secret>(record_.find(name)->second).reveal()); }

private:
    const ledger::Record& record_;

    template <class T>
    std::optional<T> get(std::string_view name) const
    {
        auto cell = record_.find(name);
        if (cell == record_.end()) return std::nullopt;
        const auto* value = std::get_if<T>(&std::get<db::Value>(cell->second));
        return value ? std::optional(*value) : std::nullopt;
    }
};

Round round_of(std::int64_t id, std::int64_t version, const ledger::Record& record)
{
    Cells cells(record);
    Round round;
    round.id = id;
    round.version = version;
    round.public_id = cells.text("public_id");
    round.number = cells.integer("number");
    round.activity_id = cells.integer("activity_id");
    round.round = cells.integer("round");
    round.status = status_of(cells.text("status")).value();
    round.plan = cells.text("plan");
    round.seal = cells.text("seal");
    round.seal_hash = cells.maybe_bytes("seal_hash").value();
    round.pool_size = cells.integer("pool_size");
    round.draw_key = cells.secret("draw_key");
    round.server_secret = cells.secret("server_secret");
    round.sealed_at = cells.instant("sealed_at");
    round.deadline = cells.maybe_instant("deadline");
    for (Part part : {Part::by_operator, Part::by_supervisor}) {
        std::string prefix(code_of(part));
        auto& person = round.people[index_of(part)];
        person.account_id = cells.integer(prefix + "_id");
        person.commitment = cells.maybe_bytes(prefix + "_commitment");
        person.committed_at = cells.maybe_instant(prefix + "_committed_at");
        person.value = cells.maybe_bytes(prefix + "_value");
        person.revealed_at = cells.maybe_instant(prefix + "_revealed_at");
        person.confirmed_at = cells.maybe_instant(prefix + "_confirmed_at");
    }
    round.seed = cells.maybe_bytes("seed");
    round.result = cells.maybe_text("result");
    round.result_hash = cells.maybe_bytes("result_hash");
    round.signature = cells.maybe_bytes("signature");
    round.drawn_at = cells.maybe_instant("drawn_at");
    if (round.drawn_at) round.drawn = unpack_ids(text_of(cells.secret("drawn_experts")));
    if (auto cause = cells.maybe_text("void_cause"))
        round.ending = Ending{*cause, cells.text("void_role"), cells.text("void_text"), cells.instant("voided_at")};
    return round;
}

// Rounds are reached through their activity: the same cut as activity::load makes.
std::string within(const auth::Filter& filter, db::Values& values)
{
    switch (filter.scope) {
    case auth::Scope::all:
        return "1 = 1";
    case auth::Scope::own_entity:
        if (!filter.entity_id) return "1 = 0";
        values.push_back(*filter.entity_id);
        return "EXISTS (SELECT 1 FROM unit_closure c WHERE c.unit_id = a.using_unit_id AND c.above_id = $" + std::to_string(values.size()) +
               ")";
    case auth::Scope::assigned:
        values.push_back(filter.account_id);
        return "a.supervisor_id = $" + std::to_string(values.size());
    default:
        return "1 = 0";
    }
}

std::optional<std::int64_t> maybe_id(db::Connection& connection, std::string_view sql, const db::Values& values)
{
    return connection.one(sql, values, [](const db::Row& row) { return row.integer(0); });
}

} // namespace

std::optional<Round> load_round(db::Connection& connection, const crypto::Keyring& keys, std::int64_t id)
{
    std::int64_t version = 0;
    auto record = ledger::read_row(connection, keys, round_table, id, &version);
    if (!record) return std::nullopt;
    Round round = round_of(id, version, *record);
    connection.each("SELECT part, value, typed_at FROM draw_beacon WHERE round_id = $1", {id}, [&](const db::Row& row) {
        round.typed[index_of(*part_of(row.text(0)))] = Typed{row.text(1), *parse_instant(row.text(2))};
    });
    return round;
}

std::optional<Round> load_round(db::Connection& connection, const crypto::Keyring& keys, const auth::Filter& filter,
                                const std::string& public_id)
{
    db::Values values{public_id};
    std::string cut = within(filter, values);
    auto id = maybe_id(connection,
                       "SELECT r.id FROM draw_round r JOIN activity a ON a.id = r.activity_id WHERE r.public_id = $1 AND " + cut, values);
    return id ? load_round(connection, keys, *id) : std::nullopt;
}

std::optional<std::int64_t> find_round(db::Connection& connection, const std::string& public_id)
{
    return maybe_id(connection, "SELECT id FROM draw_round WHERE public_id = $1", {public_id});
}

std::optional<std::int64_t> find_round(db::Connection& connection, std::int64_t number)
{
    return maybe_id(connection, "SELECT id FROM draw_round WHERE number = $1", {number});
}

std::vector<Round> rounds_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t activity_id)
{
    auto ids = connection.all("SELECT id FROM draw_round WHERE activity_id = $1 ORDER BY round", {activity_id},
                              [](const db::Row& row) { return row.integer(0); });
    std::vector<Round> rounds;
    for (auto id : ids) rounds.push_back(load_round(connection, keys, id).value());
    return rounds;
}

std::vector<std::int64_t> due_rounds(db::Connection& connection, Instant now)
{
    return connection.all("SELECT id FROM draw_round WHERE status = 'revealed' OR (status IN ('committed', 'revealing', 'awaiting') AND "
                          "deadline < $1) ORDER BY id",
                          {to_text(now)}, [](const db::Row& row) { return row.integer(0); });
}

std::optional<std::int64_t> due_round(db::Connection& connection, std::int64_t activity_id, Instant now)
{
    return maybe_id(connection,
                    "SELECT id FROM draw_round WHERE activity_id = $1 AND "
                    "(status = 'revealed' OR (status IN ('committed', 'revealing', 'awaiting') AND deadline < $2))",
                    {activity_id, to_text(now)});
}

std::optional<std::int64_t> beacon_row(db::Connection& connection, std::int64_t round_id, Part part)
{
    return maybe_id(connection, "SELECT id FROM draw_beacon WHERE round_id = $1 AND part = $2", {round_id, std::string(code_of(part))});
}

std::int64_t last_number(db::Connection& connection)
{
    return connection.one("SELECT coalesce(max(number), 0) FROM draw_round", {}, [](const db::Row& row) { return row.integer(0); }).value();
}

StoredLeaves load_leaves(db::Connection& connection, const crypto::Keyring& keys, std::int64_t round_id, std::string_view side)
{
    auto found = connection.one("SELECT id, leaves, experts FROM draw_leaves WHERE round_id = $1 AND side = $2",
                                {round_id, std::string(side)}, [&](const db::Row& row) {
                                    auto experts = keys.decrypt("draw_leaves", "experts", std::to_string(row.integer(0)), row.bytes(2));
                                    StoredLeaves stored{row.bytes(1), unpack_ids(experts.reveal())};
                                    return stored;
                                });
    return std::move(found).value();
}

std::vector<Proposal> proposals_for(db::Connection& connection, std::int64_t activity_id, std::int64_t round)
{
    return connection.all(
        "SELECT id, version, kind, reason, proposed_at, agree, answer, answered_at FROM draw_proposal "
        "WHERE activity_id = $1 AND round = $2 ORDER BY id",
        {activity_id, round}, [&](const db::Row& row) {
            Proposal p{
                row.integer(0), row.integer(1), activity_id, round, row.text(2), row.text(3), *parse_instant(row.text(4)), {}, {}, {}};
            if (auto agree = row.maybe_integer(5)) p.agree = *agree != 0;
            p.answer = row.maybe_text(6);
            if (auto at = row.maybe_text(7)) p.answered_at = parse_instant(*at);
            return p;
        });
}

std::vector<Presence> presence_in(db::Connection& connection, std::int64_t activity_id)
{
    return connection.all(
        "SELECT part, account_id, joined_at, seen_at FROM draw_presence WHERE activity_id = $1 ORDER BY part", {activity_id},
        [](const db::Row& row) {
            return Presence{*part_of(row.text(0)), row.integer(1), *parse_instant(row.text(2)), *parse_instant(row.text(3))};
        });
}

void put_presence(const Platform& platform, std::int64_t activity_id, Part part, std::int64_t account_id, const std::string& session,
                  Instant now)
{
    auto transaction = platform.database.write();
    auto& connection = transaction->connection();
    connection.run("DELETE FROM draw_presence WHERE activity_id = $1 AND part = $2", {activity_id, std::string(code_of(part))});
    connection.run("INSERT INTO draw_presence (activity_id, part, account_id, session, joined_at, seen_at) VALUES ($1, $2, $3, $4, $5, $5)",
                   {activity_id, std::string(code_of(part)), account_id, session, to_text(now)});
    transaction->commit();
}

void touch_presence(const Platform& platform, std::int64_t activity_id, const std::string& session, Instant now)
try {
    auto transaction = platform.database.write();
    transaction->connection().run("UPDATE draw_presence SET seen_at = $3 WHERE activity_id = $1 AND session = $2 AND seen_at < $3",
                                  {activity_id, session, to_text(now)});
    transaction->commit();
} catch (const db::Failure& failure) {
    if (failure.fault != db::Fault::unavailable) throw;
}

RoomPulse room_pulse(db::Connection& connection, std::int64_t activity_id, Instant present_since)
{
    auto number = [&](const char* sql) {
        return connection.one(sql, {activity_id}, [](const db::Row& row) { return row.integer(0); }).value();
    };
    RoomPulse pulse;
    pulse.version = number("SELECT CAST(coalesce(sum(version), 0) AS BIGINT) FROM draw_round WHERE activity_id = $1") +
                    number("SELECT CAST(coalesce(sum(version), 0) AS BIGINT) FROM draw_proposal WHERE activity_id = $1") +
                    number("SELECT CAST(coalesce(sum(b.version), 0) AS BIGINT) FROM draw_beacon b JOIN draw_round r ON r.id = b.round_id "
                           "WHERE r.activity_id = $1") +
                    number("SELECT CAST(coalesce(sum(version), 0) AS BIGINT) FROM draw_plan WHERE activity_id = $1") +
                    number("SELECT version FROM activity WHERE id = $1");
    pulse.version *= 4;
    connection.each("SELECT part FROM draw_presence WHERE activity_id = $1 AND seen_at >= $2", {activity_id, to_text(present_since)},
                    [&](const db::Row& row) { pulse.version += 1 + static_cast<std::int64_t>(index_of(*part_of(row.text(0)))); });
    pulse.live = number("SELECT count(*) FROM draw_round WHERE activity_id = $1 AND status IN ('sealed', 'committed', 'revealing', "
                        "'awaiting', 'revealed')") > 0;
    return pulse;
}

std::vector<Use> uses_elsewhere(db::Connection& connection, const crypto::Keyring& keys, const activity::Activity& activity)
{
    std::vector<Use> uses;
    expert::Merges merges(connection);
    connection.each(
        "SELECT r.id, r.drawn_experts, r.drawn_at, a.to_day, a.from_day FROM draw_round r JOIN activity a ON a.id = r.activity_id "
        "WHERE r.drawn_experts IS NOT NULL AND a.id <> $1 "
        "AND NOT EXISTS (SELECT 1 FROM draw_round n WHERE n.activity_id = r.activity_id AND n.round > r.round AND n.drawn_at IS NOT NULL)",
        {activity.id}, [&](const db::Row& row) {
            auto stored = keys.decrypt("draw_round", "drawn_experts", std::to_string(row.integer(0)), row.bytes(1));
            Day drawn = day_of(*parse_instant(row.text(2))), last = *parse_day(row.text(3)), first = *parse_day(row.text(4));
            for (auto id : unpack_ids(stored.reveal())) uses.push_back({merges.lasting(id), drawn, first, last});
        });
    return uses;
}

ActivityFace activity_face(db::Connection& connection, std::int64_t activity_id)
{
    auto face =
        connection.one("SELECT a.number, a.name, u.name, a.place FROM activity a JOIN unit u ON u.id = a.using_unit_id WHERE a.id = $1",
                       {activity_id}, [](const db::Row& row) {
                           return ActivityFace{row.text(0), row.text(1), row.text(2), row.maybe_text(3).value_or("")};
                       });
    return std::move(face).value();
}

Signer signer_of(db::Connection& connection, std::int64_t account_id)
{
    auto found = connection.one("SELECT a.display_name, u.name FROM account a LEFT JOIN unit u ON u.id = a.unit_id WHERE a.id = $1",
                                {account_id}, [](const db::Row& row) {
                                    return Signer{row.text(0), row.maybe_text(1).value_or("")};
                                });
    return std::move(found).value();
}

std::string unit_name(db::Connection& connection, std::int64_t unit_id)
{
    return connection.one("SELECT name FROM unit WHERE id = $1", {unit_id}, [](const db::Row& row) { return row.text(0); }).value();
}

bool different_departments(db::Connection& connection, std::int64_t account_a, std::int64_t account_b)
{
    // A unit stands in the closure above itself, so equal units are found too; an account without a unit is in no department.
    auto related =
        connection.one("SELECT count(*) FROM account a JOIN account b ON b.id = $2 JOIN unit_closure c ON "
                       "(c.unit_id = a.unit_id AND c.above_id = b.unit_id) OR (c.unit_id = b.unit_id AND c.above_id = a.unit_id) "
                       "WHERE a.id = $1",
                       {account_a, account_b}, [](const db::Row& row) { return row.integer(0); });
    auto placed = connection.one("SELECT count(*) FROM account WHERE id IN ($1, $2) AND unit_id IS NOT NULL", {account_a, account_b},
                                 [](const db::Row& row) { return row.integer(0); });
    return account_a != account_b && *placed == 2 && *related == 0;
}

std::vector<DrawnPerson> people_of(db::Connection& connection, const std::vector<std::int64_t>& experts, Day today)
{
    std::map<std::int64_t, DrawnPerson> people;
    db::each_group(connection, "SELECT id, name, title FROM expert WHERE id", experts, [&](const db::Row& row) {
        const auto* title = row.is_null(2) ? nullptr : catalog::titles().find(row.text(2));
        people[row.integer(0)] = {row.text(1), "", title ? title->name : ""};
    });
    db::each_group(connection,
                   "SELECT p.expert_id, e.name FROM post p" + units::join_entity("p.unit_id", "e") +
                       " WHERE p.kind IN ('main', 'retired') AND (p.to_day IS NULL OR p.to_day >= $1) AND p.expert_id",
                   experts,
                   [&](const db::Row& row) {
                       auto& person = people[row.integer(0)];
                       if (person.unit.empty()) person.unit = row.text(1);
                   },
                   " ORDER BY p.id", {to_text(today)});
    std::vector<DrawnPerson> ordered;
    for (auto id : experts) ordered.push_back(people[id]);
    return ordered;
}

std::vector<LedgerEntry> entries_of(db::Connection& connection, std::string_view kind, const std::string& id)
{
    return connection.all("SELECT seq, type, body, salt FROM ledger_entry WHERE object_kind = $1 AND object_id = $2 AND type <> "
                          "'personal.read/1' ORDER BY seq", // who looked is not of the draw
                          {std::string(kind), id}, [](const db::Row& row) {
                              return LedgerEntry{row.integer(0), row.text(1), row.text(2), row.bytes(3)};
                          });
}

std::vector<Hash> ledger_leaves(db::Connection& connection, std::int64_t size)
{
    std::vector<Hash> leaves;
    leaves.reserve(static_cast<std::size_t>(size));
    connection.each("SELECT leaf FROM ledger_entry WHERE seq < $1 ORDER BY seq", {size}, [&](const db::Row& row) {
        Bytes bytes = row.bytes(0);
        std::copy_n(bytes.begin(), 32, leaves.emplace_back().begin());
    });
    return leaves;
}

} // namespace draw::round
