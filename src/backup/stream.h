#pragma once

#include "backup/sealed_file.h"
#include "db/db.h"

// Rows as bytes: tables one after another, each with its columns, its rows and their number.
namespace backup {

struct DumpTable {
    std::string name;
    std::vector<std::string> columns;
    bool operator==(const DumpTable&) const = default;
};

class RowWriter {
public:
    explicit RowWriter(SealedWriter& file) : file_(file) {}
    void begin(const DumpTable& table);
    void row(const db::Row& row);
    void end();
    void finish();

private:
    SealedWriter& file_;
    std::string buffer_;
    std::int64_t rows_ = 0, tables_ = 0;
    void number(std::uint64_t value, int bytes);
    void text(std::string_view value);
    void flush(std::size_t from);
};

class RowReader {
public:
    explicit RowReader(SealedReader& file) : file_(file) {}
    // The next table; nothing at the end of the dump, which is then known to be whole.
    std::optional<DumpTable> begin();
    // The next row of the table; nothing at its end.
    std::optional<db::Values> row();

private:
    SealedReader& file_;
    std::size_t columns_ = 0;
    std::int64_t rows_ = 0, tables_ = 0;
    std::uint64_t number(int bytes);
    std::string text();
    db::Value value();
};

} // namespace backup
