#include "db/engines.h"

#include <libpq-fe.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>

namespace db {

namespace {

// Between two statements of an act; then its process counts as frozen, and others may go on.
constexpr std::int64_t longest_pause_ms = 60'000;

constexpr Oid oid_bytea = 17, oid_int8 = 20, oid_text = 25;

Fault fault_of(std::string_view state)
{
    if (state == "23505") return Fault::unique;
    if (state == "23503") return Fault::foreign_key;
    if (state == "23514" || state == "23502") return Fault::check;
    // Connection lost, shut down, out of resources, cancelled by a time limit, lock not had, deadlock.
    if (state.empty() || state == "25P03" || state.starts_with("08") || state.starts_with("53") || state.starts_with("57") ||
        state == "55P03" || state == "40P01" || state == "58030")
        return Fault::unavailable;
    return Fault::other;
}

struct FreeResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPointer = std::unique_ptr<PGresult, FreeResult>;

class ResultRow : public Row {
public:
    ResultRow(PGresult* result, int row) : result_(result), row_(row) {}
    int columns() const override { return PQnfields(result_); }
    bool is_null(int column) const override { return PQgetisnull(result_, row_, column); }
    ValueType type(int column) const override
    {
        switch (PQftype(result_, column)) {
        case oid_int8:
            return ValueType::integer;
        case oid_bytea:
            return ValueType::bytes;
        default:
            return ValueType::text;
        }
    }
    std::int64_t integer(int column) const override { return std::strtoll(value(column), nullptr, 10); }
    std::string text(int column) const override
    {
        const char* data = value(column);
        return std::string(data, static_cast<std::size_t>(PQgetlength(result_, row_, column)));
    }
    Bytes bytes(int column) const override
    {
        std::string hex = text(column); // \x….
        return from_hex(std::string_view(hex).substr(2)).value();
    }

private:
    PGresult* result_;
    int row_;

    const char* value(int column) const
    {
        if (is_null(column)) throw Failure(Fault::other, "column " + std::to_string(column) + " is NULL");
        return PQgetvalue(result_, row_, column);
    }
};

// One connection to the server with its prepared statements.
class Link : public Connection {
public:
    explicit Link(const std::string& url) : connection_(PQconnectdb(url.c_str()))
    {
        PQsetNoticeProcessor(
            connection_, [](void*, const char*) {}, nullptr);
        PQsetErrorVerbosity(connection_, PQERRORS_TERSE); // details quote values
        if (PQstatus(connection_) != CONNECTION_OK) {
            Failure failure(Fault::unavailable, std::string("connect: ") + PQerrorMessage(connection_));
            PQfinish(connection_);
            throw failure;
        }
        execute("SET client_encoding = 'UTF8'; SET bytea_output = 'hex'; SET standard_conforming_strings = on; "
                // A node that vanished without a word (power, cable) must not keep the ledger's head for hours.
                "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3");
    }
    ~Link() override { PQfinish(connection_); }
    Link(const Link&) = delete;

    bool alive() const { return !broken_ && PQstatus(connection_) == CONNECTION_OK; }
    bool in_transaction() const { return PQtransactionStatus(connection_) != PQTRANS_IDLE; }

    Engine engine() const override { return Engine::postgres; }

    void each(std::string_view sql, const Values& values, const std::function<void(const Row&)>& visit) override
    {
        ResultPointer result = send(sql, values);
        int rows = PQntuples(result.get());
        for (int i = 0; i < rows; ++i) visit(ResultRow(result.get(), i));
    }

    std::int64_t run(std::string_view sql, const Values& values) override
    {
        ResultPointer result = send(sql, values);
        return std::strtoll(PQcmdTuples(result.get()), nullptr, 10);
    }

    void insert(std::string_view table, const std::vector<std::string>& columns, const std::vector<Values>& rows) override
    {
        if (rows.size() < 5) {
            for (const auto& row : rows) run(insert_statement(table, columns, 1), row);
            return;
        }
        std::string copy = "COPY " + std::string(table) + " (";
        for (std::size_t i = 0; i < columns.size(); ++i) copy += (i ? ", " : "") + columns[i];
        check(ResultPointer(PQexec(connection_, (copy + ") FROM STDIN").c_str())), copy, PGRES_COPY_IN);
        std::string lines;
        for (const auto& row : rows) {
            append_copy_line(lines, row);
            if (lines.size() > 1 << 16) put(lines, copy);
        }
        put(lines, copy);
        if (PQputCopyEnd(connection_, nullptr) != 1) fail_connection(copy);
        ResultPointer end(PQgetResult(connection_));
        while (ResultPointer rest{PQgetResult(connection_)}) {}
        check(std::move(end), copy, PGRES_COMMAND_OK);
    }

    void execute(const char* sql)
    {
        ResultPointer result(PQexec(connection_, sql));
        auto status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(result.get(), sql);
    }

private:
    PGconn* connection_;
    bool broken_ = false;
    std::map<std::string, std::string, std::less<>> statements_; // types and text -> name

    [[noreturn]] void fail(PGresult* result, std::string_view sql)
    {
        const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
        // Without a state the failure is not the server's word: the connection itself has gone.
        if (!state || PQstatus(connection_) != CONNECTION_OK) broken_ = true;
        throw Failure(fault_of(state ? state : ""), std::string(sql) + ": " + PQerrorMessage(connection_));
    }
    [[noreturn]] void fail_connection(const std::string& doing)
    {
        broken_ = true;
        throw Failure(Fault::unavailable, doing + ": " + PQerrorMessage(connection_));
    }
    ResultPointer check(ResultPointer result, const std::string& sql, ExecStatusType wanted)
    {
        if (PQresultStatus(result.get()) != wanted) fail(result.get(), sql);
        return result;
    }

    // Every value is sent with its own type, so that no placeholder's type depends on where it stands; NULL has none.
    static Oid type_of(const Value& value)
    {
        constexpr Oid types[] = {0, oid_int8, oid_text, oid_bytea};
        return types[value.index()];
    }

    ResultPointer send(std::string_view sql, const Values& values)
    {
        std::vector<std::string> numbers(values.size());
        std::vector<Oid> types;
        std::vector<const char*> data;
        std::vector<int> lengths, formats;
        std::string signature;
        for (std::size_t i = 0; i < values.size(); ++i) {
            types.push_back(type_of(values[i]));
            signature += static_cast<char>('0' + values[i].index());
            const char* at = nullptr;
            int length = 0, format = 0;
            if (auto number = std::get_if<std::int64_t>(&values[i])) {
                numbers[i] = std::to_string(*number);
                at = numbers[i].c_str();
            } else if (auto text = std::get_if<std::string>(&values[i])) {
                if (text->find('\0') != std::string::npos) throw Failure(Fault::check, "text with U+0000");
                at = text->c_str();
            } else if (auto bytes = std::get_if<Bytes>(&values[i])) {
                at = bytes->empty() ? "" : reinterpret_cast<const char*>(bytes->data());
                length = static_cast<int>(bytes->size());
                format = 1;
            }
            data.push_back(at);
            lengths.push_back(length);
            formats.push_back(format);
        }
        std::string key = signature + ' ' + std::string(sql);
        auto found = statements_.find(key);
        if (found == statements_.end()) {
            if (statements_.size() >= most_statements) {
                execute("DEALLOCATE ALL");
                statements_.clear();
            }
            std::string name = "s" + std::to_string(statements_.size());
            ResultPointer prepared(
                PQprepare(connection_, name.c_str(), std::string(sql).c_str(), static_cast<int>(types.size()), types.data()));
            check(std::move(prepared), std::string(sql), PGRES_COMMAND_OK);
            found = statements_.emplace(key, name).first;
        }
        ResultPointer result(PQexecPrepared(connection_, found->second.c_str(), static_cast<int>(values.size()), data.data(),
                                            lengths.data(), formats.data(), 0));
        auto status = PQresultStatus(result.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail(result.get(), sql);
        return result;
    }

    static void append_copy_line(std::string& out, const Values& row)
    {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i) out += '\t';
            if (std::holds_alternative<Null>(row[i]))
                out += "\\N";
            else if (auto number = std::get_if<std::int64_t>(&row[i]))
                out += std::to_string(*number);
            else if (auto bytes = std::get_if<Bytes>(&row[i]))
                out += "\\\\x" + to_hex(*bytes);
            else
                append_copy_text(out, std::get<std::string>(row[i]));
        }
        out += '\n';
    }
    static void append_copy_text(std::string& out, const std::string& text)
    {
        for (char c : text) switch (c) {
            case '\0':
                throw Failure(Fault::check, "text with U+0000");
            case '\\':
                out += "\\\\";
                break;
            case '\t':
                out += "\\t";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            default:
                out += c;
            }
    }
    void put(std::string& lines, const std::string& doing)
    {
        if (PQputCopyData(connection_, lines.data(), static_cast<int>(lines.size())) != 1) fail_connection(doing);
        lines.clear();
    }
};

class PostgresDatabase : public Database {
public:
    PostgresDatabase(std::string url, const Options& options) : url_(std::move(url)), options_(options) {}

    Engine engine() const override { return Engine::postgres; }
    std::unique_ptr<Transaction> write() override { return std::make_unique<Writing>(*this); }
    std::unique_ptr<Snapshot> read() override { return std::make_unique<Reading>(*this); }

private:
    std::string url_;
    Options options_;
    std::mutex mutex_;
    std::condition_variable given_back_;
    std::vector<std::unique_ptr<Link>> idle_;
    int out_ = 0;

    // A connection in use; given back when it is sound and idle, closed otherwise.
    class Lease {
    public:
        explicit Lease(PostgresDatabase& database) : database_(database), link_(database.take()) {}
        ~Lease() { database_.give_back(std::move(link_)); }
        Link& operator*() { return *link_; }
        Link* operator->() { return link_.get(); }

        // Begins; a connection that cannot died while idle: it is replaced once, and the others that lay idle with it are closed.
        void begin(const char* sql)
        {
            try {
                link_->execute(sql);
            } catch (const Failure& failure) {
                if (failure.fault != Fault::unavailable) throw;
                database_.close_idle();
                link_ = std::make_unique<Link>(database_.url_);
                link_->execute(sql);
            }
        }

    private:
        PostgresDatabase& database_;
        std::unique_ptr<Link> link_;
    };

    std::unique_ptr<Link> take()
    {
        {
            std::unique_lock lock(mutex_);
            bool free =
                given_back_.wait_for(lock, std::chrono::milliseconds(options_.wait_ms), [&] { return out_ < options_.readers + 4; });
            if (!free) throw Failure(Fault::unavailable, "no connection within the limit");
            ++out_;
            if (!idle_.empty()) {
                auto link = std::move(idle_.back());
                idle_.pop_back();
                return link;
            }
        }
        try {
            return std::make_unique<Link>(url_);
        } catch (...) {
            give_back(nullptr);
            throw;
        }
    }

    void close_idle()
    {
        std::lock_guard lock(mutex_);
        idle_.clear();
    }

    void give_back(std::unique_ptr<Link> link)
    {
        std::lock_guard lock(mutex_);
        --out_;
        if (link && link->alive() && !link->in_transaction()) idle_.push_back(std::move(link));
        given_back_.notify_one();
    }

    class Writing : public Transaction {
    public:
        explicit Writing(PostgresDatabase& database) : link_(database)
        {
            link_.begin("BEGIN ISOLATION LEVEL READ COMMITTED");
            link_->execute(("SET LOCAL lock_timeout = " + std::to_string(database.options_.wait_ms) +
                            "; SET LOCAL idle_in_transaction_session_timeout = " + std::to_string(longest_pause_ms))
                               .c_str());
        }
        ~Writing() override
        {
            if (done_ || !link_->alive()) return;
            try {
                link_->execute("ROLLBACK");
            } catch (const Failure&) {
            }
        }
        Connection& connection() override { return *link_; }
        void commit() override
        {
            link_->execute("COMMIT");
            done_ = true;
        }

    private:
        Lease link_;
        bool done_ = false;
    };

    class Reading : public Snapshot {
    public:
        explicit Reading(PostgresDatabase& database) : link_(database)
        {
            link_.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            link_->execute(("SET LOCAL statement_timeout = " + std::to_string(database.options_.statement_ms)).c_str());
        }
        ~Reading() override
        {
            if (!link_->alive()) return;
            try {
                link_->execute("ROLLBACK");
            } catch (const Failure&) {
            }
        }
        Connection& connection() override { return *link_; }

    private:
        Lease link_;
    };
};

} // namespace

std::unique_ptr<Database> open_postgres(const std::string& url, const Options& options)
{
    return std::make_unique<PostgresDatabase>(url, options);
}

} // namespace db
