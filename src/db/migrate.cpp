#include "base/embedded.h"
#include "db/db.h"

#include <algorithm>
#include <set>

namespace db {

namespace {

constexpr std::string_view folder = "migrations/";

struct Migration {
    std::string name; // "0001_ledger"
    std::string_view sql;
};

std::vector<Migration> embedded_migrations()
{
    std::vector<Migration> list;
    for (const auto& file : embedded_files())
        if (file.path.starts_with(folder)) {
            auto name = file.path.substr(folder.size());
            list.push_back({std::string(name.substr(0, name.rfind('.'))), file.content});
        }
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return list;
}

std::string in_dialect(std::string_view sql, Engine engine)
{
    struct Word {
        std::string_view word, sqlite, postgres;
    };
    constexpr Word words[] = {
        {"{int}", "INTEGER", "BIGINT"}, {"{text}", "TEXT", "TEXT COLLATE \"C\""}, {"{bytes}", "BLOB", "BYTEA"}, {"{strict}", "STRICT", ""}};
    std::string text(sql);
    for (const auto& w : words)
        for (std::size_t at = 0; (at = text.find(w.word, at)) != std::string::npos;) {
            auto replacement = engine == Engine::sqlite ? w.sqlite : w.postgres;
            text.replace(at, w.word.size(), replacement);
            at += replacement.size();
        }
    return text;
}

// Statements end with a semicolon outside quotes and comments.
std::vector<std::string> statements_of(const std::string& sql)
{
    std::vector<std::string> statements;
    std::string current;
    bool quoted = false, comment = false;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        char c = sql[i];
        if (!quoted && c == '-' && i + 1 < sql.size() && sql[i + 1] == '-') comment = true;
        if (comment) {
            comment = c != '\n';
            continue;
        }
        if (c == '\'') quoted = !quoted;
        if (c == ';' && !quoted) {
            statements.push_back(current);
            current.clear();
        } else {
            current += c;
        }
    }
    std::erase_if(statements, [](const std::string& s) { return s.find_first_not_of(" \n\r\t") == std::string::npos; });
    return statements;
}

std::set<std::string> applied(Connection& connection)
{
    std::set<std::string> names;
    connection.each("SELECT name FROM schema_version", {}, [&](const Row& row) { names.insert(row.text(0)); });
    return names;
}

bool has_versions(Connection& connection)
{
    const char* sql =
        connection.engine() == Engine::sqlite
            ? "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'"
            : "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_version'";
    return *connection.one(sql, {}, [](const Row& row) { return row.integer(0); }) > 0;
}

void refuse_newer(const std::set<std::string>& names, const std::vector<Migration>& known)
{
    for (const auto& name : names)
        if (std::none_of(known.begin(), known.end(), [&](const Migration& m) { return m.name == name; }))
            throw std::runtime_error("数据库由更新的版本建立（" + name + "），请使用不低于该版本的程序。");
}

} // namespace

std::vector<std::string> migrate(Database& database)
{
    auto known = embedded_migrations();
    {
        auto transaction = database.write();
        auto& connection = transaction->connection();
        if (!has_versions(connection))
            connection.run(in_dialect("CREATE TABLE schema_version (name {text} PRIMARY KEY) {strict}", database.engine()));
        auto names = applied(connection);
        refuse_newer(names, known);
        std::erase_if(known, [&](const Migration& m) { return names.contains(m.name); });
        transaction->commit();
    }
    std::vector<std::string> done;
    for (const auto& migration : known) {
        auto transaction = database.write();
        auto& connection = transaction->connection();
        if (database.engine() == Engine::postgres) connection.run("LOCK TABLE schema_version IN EXCLUSIVE MODE");
        if (applied(connection).contains(migration.name)) continue;
        for (const auto& statement : statements_of(in_dialect(migration.sql, database.engine()))) connection.run(statement);
        connection.run("INSERT INTO schema_version (name) VALUES ($1)", {migration.name});
        transaction->commit();
        done.push_back(migration.name);
    }
    return done;
}

bool is_current(Database& database)
{
    auto snapshot = database.read();
    if (!has_versions(snapshot->connection())) return false;
    auto names = applied(snapshot->connection());
    auto known = embedded_migrations();
    refuse_newer(names, known);
    return std::all_of(known.begin(), known.end(), [&](const Migration& m) { return names.contains(m.name); });
}

} // namespace db
