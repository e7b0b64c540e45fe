#include "app/key_rotation.h"

#include "app/tables.h"
#include "ledger/note.h"
#include "ledger/signing.h"

#include <chrono>
#include <thread>

namespace app {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::string_view job_kind = "reencrypt";
constexpr int rows_at_once = 200;
constexpr std::chrono::seconds longest_run{4};            // well below a job's lease
constexpr std::chrono::milliseconds between_rows{20};     // for others to write
constexpr std::chrono::milliseconds until_all_know{2500}; // processes look for keys every second

// A column that holds encrypted values, and the one that names its row.
struct Place {
    std::string table, column, key;
};

std::vector<Place> places()
{
    std::vector<Place> list{{"sign_in_state", "totp_candidate", "account_id"},
                            {"import_upload", "content", "id"},
                            {"sms_outbox", "phone", "id"},
                            {"sms_outbox", "value", "id"}};
    for (const ledger::Table* table : covered_tables())
        for (const auto& column : table->columns)
            if (column.kind == ledger::ColumnKind::encrypted) list.push_back({std::string(table->name), std::string(column.name), "id"});
    return list;
}

Bytes prefix_of(std::uint32_t id)
{
    return {static_cast<std::uint8_t>(id >> 24), static_cast<std::uint8_t>(id >> 16), static_cast<std::uint8_t>(id >> 8),
            static_cast<std::uint8_t>(id)};
}

struct Value {
    std::int64_t row;
    Bytes stored;
};

std::vector<Value> older_values(const Platform& platform, const Place& place, std::int64_t after)
{
    auto snapshot = platform.database.read();
    return snapshot->connection().all("SELECT " + place.key + ", " + place.column + " FROM " + place.table + " WHERE " + place.key +
                                          " > $1 AND " + place.column + " IS NOT NULL AND substr(" + place.column +
                                          ", 1, 4) <> $2 ORDER BY " + place.key + " LIMIT " + std::to_string(rows_at_once),
                                      {after, prefix_of(platform.keys.newest_field_key())}, [](const db::Row& row) {
                                          return Value{row.integer(0), row.bytes(1)};
                                      });
}

// A value that an act has changed meanwhile is left to what the act wrote. Digests are of the plain text: the ledger stays.
void write_anew(const Platform& platform, const Place& place, const std::vector<Value>& values)
{
    std::vector<Bytes> anew;
    for (const auto& value : values) {
        std::string row = std::to_string(value.row);
        anew.push_back(
            platform.keys.encrypt(place.table, place.column, row, platform.keys.decrypt(place.table, place.column, row, value.stored)));
    }
    auto transaction = platform.database.write();
    for (std::size_t i = 0; i < values.size(); ++i)
        transaction->connection().run("UPDATE " + place.table + " SET " + place.column + " = $2 WHERE " + place.key + " = $1 AND " +
                                          place.column + " = $3",
                                      {values[i].row, anew[i], values[i].stored});
    transaction->commit();
}

// Goes through all places, for some seconds at most; false when nothing was under an older key.
bool encrypt_anew(const Platform& platform)
{
    const auto end = Steady::now() + longest_run;
    bool found = false;
    for (const auto& place : places()) {
        std::int64_t after = -1;
        for (;;) {
            auto values = older_values(platform, place, after);
            if (values.empty()) break;
            found = true;
            write_anew(platform, place, values);
            after = values.back().row;
            if (Steady::now() > end) return true;
            std::this_thread::sleep_for(between_rows);
        }
    }
    return found;
}

void run_reencryption(const Platform& platform, const std::string& object_id)
{
    platform.keys.refresh();
    // Nothing is left when nothing was found twice: between, every process has come to know the key.
    bool left = encrypt_anew(platform);
    if (!left) {
        std::this_thread::sleep_for(until_all_know);
        left = encrypt_anew(platform);
    }
    if (left) {
        auto transaction = platform.database.write();
        jobs::again(transaction->connection(), job_kind, object_id);
        transaction->commit();
        return;
    }
    ledger::Act act(platform.database, platform.keys, {"system", "keys"}, platform.clock.now());
    jobs::finish(act.connection(), job_kind, object_id);
    act.append({"keys.reencrypted/1", "", "", json::Object{{"key", object_id}}});
    act.commit();
}

void give_up_reencryption(const Platform& platform, const std::string& object_id)
{
    ledger::Act act(platform.database, platform.keys, {"system", "keys"}, platform.clock.now());
    jobs::finish(act.connection(), job_kind, object_id);
    act.append({"keys.reencryption_failed/1", "", "", json::Object{{"key", object_id}}});
    act.commit();
}

} // namespace

std::map<std::uint32_t, std::int64_t> values_by_key(db::Connection& connection)
{
    std::map<std::uint32_t, std::int64_t> counts;
    for (const auto& place : places())
        connection.each("SELECT substr(" + place.column + ", 1, 4), count(*) FROM " + place.table + " WHERE " + place.column +
                            " IS NOT NULL GROUP BY 1",
                        {}, [&](const db::Row& row) { counts[crypto::Keyring::field_key_id(row.bytes(0))] += row.integer(1); });
    return counts;
}

std::uint32_t rotate_field_key(const Config& config, Library& library)
{
    const Platform& platform = *library.platform;
    std::uint32_t id = crypto::Keyring::add_field_key(config.keys_directory());
    platform.keys.refresh();
    ledger::Act act(platform.database, platform.keys, console_author(), platform.clock.now());
    jobs::enqueue(act, job_kind, "field-" + std::to_string(id));
    act.append({"keys.field_key_added/1", "", "", json::Object{{"key", "field-" + std::to_string(id)}}});
    act.commit();
    return id;
}

std::string rotate_signing_key(const Config& config, Library& library)
{
    const Platform& platform = *library.platform;
    crypto::Keyring::add_signing_key(config.keys_directory());
    platform.keys.refresh();
    auto next = platform.keys.signing_keys().back();
    ledger::Act act(platform.database, platform.keys, console_author(), platform.clock.now());
    act.change_signing_key(next);
    act.commit();
    return ledger::verifier_key(platform.keys.suite(), platform.origin, next->public_key());
}

jobs::Kind reencryption()
{
    return {job_kind, run_reencryption, give_up_reencryption};
}

} // namespace app
