#include "db/engines.h"

#include <sqlite3.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>

namespace db {

namespace {

using SteadyClock = std::chrono::steady_clock;

Failure failure_of(sqlite3* handle, const std::string& doing)
{
    int code = sqlite3_extended_errcode(handle);
    Fault fault = Fault::other;
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
        fault = Fault::unique;
        break;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        fault = Fault::foreign_key;
        break;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL:
        fault = Fault::check;
        break;
    default:
        switch (code & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_INTERRUPT:
        case SQLITE_CANTOPEN:
            fault = Fault::unavailable;
        }
    }
    return Failure(fault, doing + ": " + sqlite3_errmsg(handle));
}

class StatementRow : public Row {
public:
    explicit StatementRow(sqlite3_stmt* statement) : statement_(statement) {}
    int columns() const override { return sqlite3_column_count(statement_); }
    bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    ValueType type(int column) const override
    {
        switch (sqlite3_column_type(statement_, column)) {
        case SQLITE_INTEGER:
            return ValueType::integer;
        case SQLITE_BLOB:
            return ValueType::bytes;
        default:
            return ValueType::text;
        }
    }
    std::int64_t integer(int column) const override
    {
        refuse_null(column);
        return sqlite3_column_int64(statement_, column);
    }
    std::string text(int column) const override
    {
        refuse_null(column);
        auto data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
    }
    Bytes bytes(int column) const override
    {
        refuse_null(column);
        auto data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
        return Bytes(data, data + sqlite3_column_bytes(statement_, column));
    }

private:
    sqlite3_stmt* statement_;

    void refuse_null(int column) const
    {
        if (is_null(column)) throw Failure(Fault::other, "column " + std::to_string(column) + " is NULL");
    }
};

// One sqlite3 handle with its prepared statements.
class Handle : public Connection {
public:
    Handle(const std::string& path, bool writer)
    {
        int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (writer ? SQLITE_OPEN_CREATE : 0);
        if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
            Failure failure = failure_of(handle_, "open " + path);
            sqlite3_close(handle_);
            throw failure;
        }
        sqlite3_extended_result_codes(handle_, 1);
        sqlite3_busy_timeout(handle_, 5000);
        for (const char* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON",
                                   "PRAGMA secure_delete=ON", "PRAGMA trusted_schema=OFF", "PRAGMA cache_size=-32000"})
            execute(pragma);
    }
    ~Handle() override
    {
        for (auto& [sql, prepared] : statements_) sqlite3_finalize(prepared.statement);
        sqlite3_close(handle_);
    }
    Handle(const Handle&) = delete;

    Engine engine() const override { return Engine::sqlite; }

    void each(std::string_view sql, const Values& values, const std::function<void(const Row&)>& visit) override
    {
        const Prepared& prepared = this->prepared(sql);
        Running running(*this, prepared.statement);
        bind(prepared, values);
        StatementRow row(running.statement);
        int code;
        while ((code = sqlite3_step(running.statement)) == SQLITE_ROW) visit(row);
        if (code != SQLITE_DONE) throw failure_of(handle_, std::string(sql));
    }

    std::int64_t run(std::string_view sql, const Values& values) override
    {
        each(sql, values, [](const Row&) {});
        return sqlite3_changes64(handle_);
    }

    void insert(std::string_view table, const std::vector<std::string>& columns, const std::vector<Values>& rows) override
    {
        constexpr std::size_t most_variables = 32'000;
        std::size_t chunk = std::min<std::size_t>(std::max<std::size_t>(most_variables / columns.size(), 1), 500);
        for (std::size_t at = 0; at < rows.size();) {
            // Short remainders go one by one, so that few different statements are kept.
            std::size_t count = rows.size() - at >= chunk ? chunk : 1;
            Values values;
            values.reserve(count * columns.size());
            for (std::size_t i = 0; i < count; ++i) values.insert(values.end(), rows[at + i].begin(), rows[at + i].end());
            run(unnumbered(insert_statement(table, columns, count)), values);
            at += count;
        }
    }

    void execute(const char* sql)
    {
        if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw failure_of(handle_, sql);
    }

    // Ends a transaction that may already be undone by the engine (full disk).
    void undo() noexcept
    {
        if (!sqlite3_get_autocommit(handle_)) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
    }

    void limit(std::int64_t ms)
    {
        limit_ms_ = ms;
        sqlite3_progress_handler(handle_, ms ? 10'000 : 0, ms ? &Handle::over_time : nullptr, this);
    }

private:
    // SQLite numbers $-parameters in order of appearance, PostgreSQL by their number; asking for one by its name is a search.
    struct Prepared {
        sqlite3_stmt* statement;
        std::vector<int> places; // of $1, $2 …
    };

    sqlite3* handle_ = nullptr;
    std::map<std::string, Prepared, std::less<>> statements_;
    std::int64_t limit_ms_ = 0;
    SteadyClock::time_point statement_began_{};

    // A statement between its binding and its reset; nested use of the same text gets one of its own.
    struct Running {
        sqlite3_stmt* statement;
        Running(Handle& handle, sqlite3_stmt* s) : statement(s) { handle.statement_began_ = SteadyClock::now(); }
        ~Running()
        {
            sqlite3_reset(statement);
            sqlite3_clear_bindings(statement);
        }
    };

    // SQLite looks named places up in a list, for each of them: with thousands in a statement that takes most of the time.
    static std::string unnumbered(const std::string& sql)
    {
        std::string plain;
        bool number = false;
        for (char c : sql) {
            number = c == '$' || (number && c >= '0' && c <= '9');
            if (c == '$')
                plain += '?';
            else if (!number)
                plain += c;
        }
        return plain;
    }

    static int over_time(void* self)
    {
        auto& handle = *static_cast<Handle*>(self);
        auto spent = SteadyClock::now() - handle.statement_began_;
        return spent > std::chrono::milliseconds(handle.limit_ms_);
    }

    const Prepared& prepared(std::string_view sql)
    {
        auto found = statements_.find(sql);
        if (found != statements_.end()) {
            if (sqlite3_stmt_busy(found->second.statement))
                throw Failure(Fault::other, "statement used within itself: " + std::string(sql));
            return found->second;
        }
        if (statements_.size() >= most_statements) forget_statements();
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
            SQLITE_OK)
            throw failure_of(handle_, std::string(sql));
        return statements_.emplace(sql, Prepared{statement, places_in(statement)}).first->second;
    }

    static std::vector<int> places_in(sqlite3_stmt* statement)
    {
        std::vector<int> places;
        const int count = sqlite3_bind_parameter_count(statement);
        for (int i = 1; i <= count; ++i) {
            int place =
                sqlite3_bind_parameter_name(statement, 1) ? sqlite3_bind_parameter_index(statement, ("$" + std::to_string(i)).c_str()) : i;
            places.push_back(place);
        }
        return places;
    }

    void forget_statements()
    {
        std::erase_if(statements_, [](const auto& entry) {
            bool idle = !sqlite3_stmt_busy(entry.second.statement);
            if (idle) sqlite3_finalize(entry.second.statement);
            return idle;
        });
    }

    void bind(const Prepared& prepared, const Values& values)
    {
        sqlite3_stmt* statement = prepared.statement;
        if (prepared.places.size() != values.size())
            throw Failure(Fault::other, std::string("number of values: ") + sqlite3_sql(statement));
        for (std::size_t i = 0; i < values.size(); ++i) {
            int code = std::visit([&](const auto& value) { return bind_one(statement, prepared.places[i], value); }, values[i]);
            if (code != SQLITE_OK) throw failure_of(handle_, sqlite3_sql(statement));
        }
    }
    static int bind_one(sqlite3_stmt* s, int place, Null) { return sqlite3_bind_null(s, place); }
    static int bind_one(sqlite3_stmt* s, int place, std::int64_t v) { return sqlite3_bind_int64(s, place, v); }
    static int bind_one(sqlite3_stmt* s, int place, const std::string& v)
    {
        if (v.find('\0') != std::string::npos) throw Failure(Fault::check, "text with U+0000");
        return sqlite3_bind_text64(s, place, v.data(), v.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    static int bind_one(sqlite3_stmt* s, int place, const Bytes& v)
    {
        if (v.empty()) return sqlite3_bind_zeroblob(s, place, 0);
        return sqlite3_bind_blob64(s, place, v.data(), v.size(), SQLITE_STATIC);
    }
};

// Lets writers in one at a time, in the order they came.
class Turnstile {
public:
    explicit Turnstile(std::int64_t wait_ms) : wait_(wait_ms) {}
    void enter()
    {
        std::unique_lock lock(mutex_);
        auto ticket = next_ticket_++;
        waiting_.insert({ticket, true});
        bool mine = changed_.wait_for(lock, wait_, [&] { return !inside_ && waiting_.begin()->first == ticket; });
        waiting_.erase(ticket);
        if (!mine) {
            changed_.notify_all();
            throw Failure(Fault::unavailable, "no turn to write within the limit");
        }
        inside_ = true;
    }
    void leave()
    {
        std::lock_guard lock(mutex_);
        inside_ = false;
        changed_.notify_all();
    }

private:
    std::chrono::milliseconds wait_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::uint64_t, bool> waiting_;
    std::uint64_t next_ticket_ = 0;
    bool inside_ = false;
};

class SqliteDatabase : public Database {
public:
    SqliteDatabase(std::string path, const Options& options)
        : path_(std::move(path)), options_(options), turnstile_(options.wait_ms), writer_(path_, true)
    {
    }

    Engine engine() const override { return Engine::sqlite; }

    std::unique_ptr<Transaction> write() override
    {
        turnstile_.enter();
        try {
            return std::make_unique<Writing>(*this);
        } catch (...) {
            turnstile_.leave();
            throw;
        }
    }

    std::unique_ptr<Snapshot> read() override { return std::make_unique<Reading>(*this); }

private:
    std::string path_;
    Options options_;
    Turnstile turnstile_;
    Handle writer_;
    std::mutex readers_mutex_;
    std::vector<std::unique_ptr<Handle>> idle_readers_;

    class Writing : public Transaction {
    public:
        explicit Writing(SqliteDatabase& database) : database_(database) { database_.writer_.execute("BEGIN IMMEDIATE"); }
        ~Writing() override
        {
            if (!done_) database_.writer_.undo();
            database_.turnstile_.leave();
        }
        Connection& connection() override { return database_.writer_; }
        void commit() override
        {
            database_.writer_.execute("COMMIT");
            done_ = true;
        }

    private:
        SqliteDatabase& database_;
        bool done_ = false;
    };

    // Readers beyond the idle ones are opened as needed and kept up to Options::readers.
    class Reading : public Snapshot {
    public:
        explicit Reading(SqliteDatabase& database) : database_(database), handle_(database.take_reader())
        {
            handle_->execute("BEGIN");
            handle_->limit(database_.options_.statement_ms);
        }
        ~Reading() override
        {
            handle_->limit(0);
            handle_->undo();
            database_.give_back(std::move(handle_));
        }
        Connection& connection() override { return *handle_; }

    private:
        SqliteDatabase& database_;
        std::unique_ptr<Handle> handle_;
    };

    std::unique_ptr<Handle> take_reader()
    {
        {
            std::lock_guard lock(readers_mutex_);
            if (!idle_readers_.empty()) {
                auto handle = std::move(idle_readers_.back());
                idle_readers_.pop_back();
                return handle;
            }
        }
        return std::make_unique<Handle>(path_, false);
    }

    void give_back(std::unique_ptr<Handle> handle)
    {
        std::lock_guard lock(readers_mutex_);
        if (idle_readers_.size() < static_cast<std::size_t>(options_.readers)) idle_readers_.push_back(std::move(handle));
    }
};

} // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, const Options& options)
{
    return std::make_unique<SqliteDatabase>(path, options);
}

} // namespace db
