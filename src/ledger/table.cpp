#include "ledger/table.h"

#include "base/json.h"

#include <algorithm>

namespace ledger {

namespace {

void append_hex(std::string& out, std::string_view name, const std::uint8_t* data, std::size_t size)
{
    out += "{\"";
    out += name;
    out += "\":\"" + to_hex(data, size) + "\"}";
}

void append_value(std::string& out, const db::Value& value)
{
    constexpr std::int64_t largest = (std::int64_t{1} << 53) - 1;
    if (auto number = std::get_if<std::int64_t>(&value)) {
        const bool quoted = *number < -largest || *number > largest;
        if (quoted) out += '"';
        out += std::to_string(*number);
        if (quoted) out += '"';
    } else if (auto text = std::get_if<std::string>(&value)) {
        json::append_string(out, *text);
    } else if (auto bytes = std::get_if<Bytes>(&value)) {
        append_hex(out, "hex", bytes->data(), bytes->size());
    } else {
        out += "null";
    }
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
    // JCS written at once, members by name: there is one for each row of the library, and some hold megabytes.
    std::map<std::string_view, const Column*> columns{{"id", nullptr}, {"version", nullptr}};
    for (const auto& column : table.columns) columns.emplace(column.name, &column);
    std::string text = "{\"key\":\"" + std::to_string(id) + "\",\"row\":{";
    bool first = true;
    auto begin = [&](std::string_view name) {
        text += first ? "\"" : ",\"";
        text += name;
        text += "\":";
        first = false;
    };
    for (const auto& [name, column] : columns) {
        if (!column) {
            begin(name);
            text += std::to_string(name == "id" ? id : version);
            continue;
        }
        auto mac = macs.find(name);
        auto value = plain.find(name);
        const bool has_mac = mac != macs.end() && mac->second;
        const bool missing = column->kind == ColumnKind::encrypted ? !has_mac : value == plain.end();
        if (missing && column->later) continue;
        begin(name);
        if (missing)
            text += "null";
        else if (column->kind == ColumnKind::encrypted)
            append_hex(text, "mac", mac->second->data(), mac->second->size());
        else
            append_value(text, value->second);
    }
    text += "},\"table\":\"";
    text += table.name;
    text += "\"}";
    return crypto::Hasher(suite).add("bole-row/1").add_byte(0).add(text).finish();
}

} // namespace ledger
