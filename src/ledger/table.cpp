#include "ledger/table.h"

#include "base/json.h"

#include <algorithm>

namespace ledger {

namespace {

json::Value json_of(const db::Value& value)
{
    constexpr std::int64_t largest = (std::int64_t{1} << 53) - 1;
    if (auto number = std::get_if<std::int64_t>(&value)) {
        if (*number < -largest || *number > largest) return std::to_string(*number);
        return *number;
    }
    if (auto text = std::get_if<std::string>(&value)) return *text;
    if (auto bytes = std::get_if<Bytes>(&value)) return json::Object{{"hex", to_hex(*bytes)}};
    return nullptr;
}

} // namespace

bool Table::has(std::string_view column) const
{
    return std::any_of(columns.begin(), columns.end(), [&](const Column& c) { return c.name == column; });
}

crypto::Hash row_digest(crypto::Suite suite, const Table& table, std::int64_t id, std::int64_t version,
                        const std::map<std::string, db::Value, std::less<>>& plain,
                        const std::map<std::string, std::optional<crypto::Hash>, std::less<>>& macs)
{
    json::Object row{{"id", id}, {"version", version}};
    for (const auto& column : table.columns) {
        std::string name(column.name);
        if (column.kind == ColumnKind::encrypted) {
            auto mac = macs.find(column.name);
            if (mac != macs.end() && mac->second)
                row.set(name, json::Object{{"mac", crypto::to_hex(*mac->second)}});
            else if (!column.later)
                row.set(name, nullptr);
        } else {
            auto value = plain.find(column.name);
            if (value == plain.end() && column.later) continue;
            row.set(name, value == plain.end() ? json::Value(nullptr) : json_of(value->second));
        }
    }
    std::string text = json::canonical(json::Object{{"key", std::to_string(id)}, {"row", std::move(row)}, {"table", table.name}});
    return crypto::Hasher(suite).add("bole-row/1").add_byte(0).add(text).finish();
}

} // namespace ledger
