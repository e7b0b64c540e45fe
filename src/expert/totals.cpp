#include "expert/totals.h"

#include "ledger/since.h"

#include <map>
#include <mutex>

namespace expert {

namespace {

constexpr std::string_view list_tables[] = {"expert", "expert_category", "expert_discipline", "expert_industry", "post", "unit"};
constexpr std::size_t most_remembered = 2000;

struct Remembered {
    std::mutex mutex;
    ledger::Position position;
    std::map<std::string, std::int64_t> totals;
};

Remembered& remembered()
{
    static Remembered one;
    return one;
}

// Forgets what no longer stands; false where this connection sees less than others have remembered from.
bool bring_to(db::Connection& connection, Remembered& r, const ledger::Position& now)
{
    auto since = ledger::since(connection, r.position, now, list_tables);
    if (since == ledger::Since::earlier && r.position.size > now.size) return false;
    if (since != ledger::Since::nothing || r.totals.size() >= most_remembered) r.totals.clear();
    r.position = now;
    return true;
}

std::string key_of(const std::string& sql, const db::Values& values)
{
    std::string key = sql;
    for (const auto& value : values) {
        key += '\0';
        if (const auto* text = std::get_if<std::string>(&value)) key += *text;
        if (const auto* number = std::get_if<std::int64_t>(&value)) key += std::to_string(*number);
    }
    return key;
}

} // namespace

std::int64_t total_of(db::Connection& connection, const std::string& sql, const db::Values& values)
{
    auto ask = [&] { return *connection.one(sql, values, [](const db::Row& row) { return row.integer(0); }); };
    const auto now = ledger::position_of(connection);
    const std::string key = key_of(sql, values);
    Remembered& r = remembered();
    {
        std::lock_guard lock(r.mutex);
        if (!bring_to(connection, r, now)) return ask();
        if (auto found = r.totals.find(key); found != r.totals.end()) return found->second;
    }
    const std::int64_t total = ask();
    std::lock_guard lock(r.mutex);
    if (r.position.size == now.size && r.position.leaf == now.leaf) r.totals.emplace(key, total);
    return total;
}

} // namespace expert
