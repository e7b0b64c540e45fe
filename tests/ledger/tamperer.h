#pragma once

#include "ledger/filled.h"
#include "ledger/rows.h"

#include <set>

// Changes of protected rows behind the program.
namespace support {

class Tamperer {
protected:
    using Names = std::set<std::string>; // "row_altered expert 7": what the check must find

    const std::vector<SchemaTable> schema = protected_schema();

    db::Values stored(db::Connection& connection, const SchemaTable& table, std::int64_t id)
    {
        auto values = connection.one(ledger::select_stored(*table.table) + " WHERE id = $1", {id}, [](const db::Row& row) {
            db::Values read;
            for (int i = 0; i < row.columns(); ++i) {
                if (row.is_null(i))
                    read.push_back(nullptr);
                else if (row.type(i) == db::ValueType::integer)
                    read.push_back(row.integer(i));
                else if (row.type(i) == db::ValueType::text)
                    read.push_back(row.text(i));
                else
                    read.push_back(row.bytes(i));
            }
            return read;
        });
        return values.value();
    }

    static void set(db::Connection& connection, const SchemaTable& table, std::int64_t id, std::string_view column, const db::Value& value)
    {
        connection.run("UPDATE " + std::string(table.table->name) + " SET " + std::string(column) + " = $2 WHERE id = $1", {id, value});
    }

    static void set_all(db::Connection& connection, const SchemaTable& table, std::int64_t id, const db::Values& values)
    {
        std::string sql = "UPDATE " + std::string(table.table->name) + " SET version = $2";
        for (std::size_t i = 0; i < table.columns.size(); ++i) sql += ", " + table.columns[i].name + " = $" + std::to_string(i + 3);
        db::Values all = values;
        all[0] = id;
        connection.run(sql + " WHERE id = $1", all);
    }

    const SchemaTable& table_of(const std::string& name) const
    {
        for (const auto& table : schema)
            if (table.table->name == name) return table;
        throw std::logic_error(name);
    }

    // Removes the row after all that refer to it.
    void erase(db::Connection& connection, const std::string& name, std::int64_t id, Names& expected)
    {
        for (const auto& other : schema)
            for (const auto& column : other.columns) {
                if (column.refers_to != name) continue;
                std::string other_name(other.table->name);
                auto referring = connection.all("SELECT id FROM " + other_name + " WHERE " + column.name + " = $1", {id},
                                                [](const db::Row& row) { return row.integer(0); });
                for (std::int64_t child : referring) erase(connection, other_name, child, expected);
            }
        connection.run("DELETE FROM " + name + " WHERE id = $1", {id});
        expected.insert("row_deleted " + name + " " + std::to_string(id));
    }

    // Inserts a row like this one but for what must differ; gives its id.
    std::int64_t copy(db::Connection& connection, const std::string& name, std::int64_t id, Names& expected)
    {
        const auto& table = table_of(name);
        db::Values values = stored(connection, table, id);
        std::int64_t new_id = 900'000 + static_cast<std::int64_t>(expected.size());
        expected.insert("row_inserted " + name + " " + std::to_string(new_id));
        values[0] = new_id;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            auto& value = values[i + 2];
            const auto& column = table.columns[i];
            if (!column.unique || std::holds_alternative<db::Null>(value)) continue;
            value =
                column.refers_to ? db::Value(copy(connection, *column.refers_to, std::get<std::int64_t>(value), expected)) : altered(value);
        }
        connection.insert(table.table->name, ledger::stored_columns(*table.table), {values});
        return new_id;
    }

    // Exchanges what the two rows hold.
    void swap(db::Connection& connection, const SchemaTable& table, std::int64_t a, std::int64_t b)
    {
        std::string name(table.table->name);
        bool only_references = std::all_of(table.columns.begin(), table.columns.end(), [](const auto& column) { return column.refers_to; });
        if (only_references) { // nothing refers to such a table: its ids can be exchanged
            for (auto [from, to] : {std::pair{a, std::int64_t{900'000}}, {b, a}, {std::int64_t{900'000}, b}})
                connection.run("UPDATE " + name + " SET id = $2 WHERE id = $1", {from, to});
            return;
        }
        db::Values first = stored(connection, table, a), second = stored(connection, table, b), aside = first;
        // By way of a third, since values that must differ may not meet; references that must differ stay.
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (!table.columns[i].refers_to)
                aside[i + 2] = altered(altered(first[i + 2]));
            else if (table.columns[i].unique)
                std::swap(first[i + 2], second[i + 2]);
        }
        set_all(connection, table, a, aside);
        set_all(connection, table, b, first);
        set_all(connection, table, a, second);
    }
};

} // namespace support
