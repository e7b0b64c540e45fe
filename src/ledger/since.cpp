#include "ledger/since.h"

#include "ledger/act.h"

#include <algorithm>
#include <string>

namespace ledger {

namespace {

constexpr std::int64_t most_entries_to_read = 2000;

Bytes leaf_at(db::Connection& connection, std::int64_t size)
{
    auto leaf = connection.one("SELECT leaf FROM ledger_entry WHERE seq = $1", {size - 1}, [](const db::Row& row) { return row.bytes(0); });
    return leaf.value_or(Bytes{});
}

bool tells_of_change(const std::optional<std::string>& body, std::span<const std::string_view> tables)
{
    return !body || std::any_of(tables.begin(), tables.end(), [&](std::string_view table) {
        return body->find("\"table\":\"" + std::string(table) + "\"") != std::string::npos;
    });
}

} // namespace

Position position_of(db::Connection& connection)
{
    auto head = read_head(connection);
    if (!head) return {};
    return {head->size, leaf_at(connection, head->size)};
}

Since since(db::Connection& connection, const Position& then, const Position& now, std::span<const std::string_view> tables)
{
    if (then.size == 0) return Since::earlier;
    if (then.size == now.size) return then.leaf == now.leaf ? Since::nothing : Since::earlier;
    if (then.size > now.size || leaf_at(connection, then.size) != then.leaf) return Since::earlier;
    if (now.size - then.size > most_entries_to_read) return Since::change;
    bool changed = false;
    connection.each("SELECT body FROM ledger_entry WHERE seq >= $1", {then.size},
                    [&](const db::Row& row) { changed = changed || tells_of_change(row.maybe_text(0), tables); });
    return changed ? Since::change : Since::nothing;
}

} // namespace ledger
