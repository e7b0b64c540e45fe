#include "backup/stream.h"

#include <stdexcept>

namespace backup {

namespace {

enum Mark : std::uint8_t { table_begins = 1, row_follows = 2, table_ends = 3, dump_ends = 4 };
enum Cell : std::uint8_t { null = 0, integer = 1, text_cell = 2, bytes_cell = 3 };

constexpr std::size_t buffered = 256 << 10;

[[noreturn]] void unreadable()
{
    throw std::runtime_error("备份的内容不成形，没有恢复任何内容。");
}

} // namespace

void RowWriter::number(std::uint64_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; --i) buffer_ += static_cast<char>(value >> (8 * i));
}

void RowWriter::text(std::string_view value)
{
    number(value.size(), 4);
    buffer_ += value;
}

void RowWriter::flush(std::size_t from)
{
    if (buffer_.size() < from) return;
    file_.write(buffer_);
    buffer_.clear();
}

void RowWriter::begin(const DumpTable& table)
{
    number(table_begins, 1);
    text(table.name);
    number(table.columns.size(), 2);
    for (const auto& column : table.columns) text(column);
    rows_ = 0;
    ++tables_;
}

void RowWriter::row(const db::Row& row)
{
    number(row_follows, 1);
    for (int i = 0; i < row.columns(); ++i) {
        if (row.is_null(i))
            number(null, 1);
        else if (row.type(i) == db::ValueType::integer) {
            number(integer, 1);
            number(static_cast<std::uint64_t>(row.integer(i)), 8);
        } else if (row.type(i) == db::ValueType::text) {
            number(text_cell, 1);
            text(row.text(i));
        } else {
            number(bytes_cell, 1);
            text(text_of(row.bytes(i)));
        }
    }
    ++rows_;
    flush(buffered);
}

void RowWriter::end()
{
    number(table_ends, 1);
    number(static_cast<std::uint64_t>(rows_), 8);
}

void RowWriter::finish()
{
    number(dump_ends, 1);
    number(static_cast<std::uint64_t>(tables_), 8);
    flush(0);
}

std::uint64_t RowReader::number(int bytes)
{
    std::uint64_t value = 0;
    for (char c : file_.read(static_cast<std::size_t>(bytes))) value = value << 8 | static_cast<std::uint8_t>(c);
    return value;
}

std::string RowReader::text()
{
    return file_.read(number(4));
}

db::Value RowReader::value()
{
    switch (number(1)) {
    case null:
        return nullptr;
    case integer:
        return static_cast<std::int64_t>(number(8));
    case text_cell:
        return text();
    case bytes_cell:
        return bytes_of(text());
    default:
        unreadable();
    }
}

std::optional<DumpTable> RowReader::begin()
{
    auto mark = number(1);
    if (mark == dump_ends) {
        if (number(8) != static_cast<std::uint64_t>(tables_)) unreadable();
        file_.expect_end();
        return std::nullopt;
    }
    if (mark != table_begins) unreadable();
    DumpTable table{text(), {}};
    columns_ = number(2);
    for (std::size_t i = 0; i < columns_; ++i) table.columns.push_back(text());
    rows_ = 0;
    ++tables_;
    return table;
}

std::optional<db::Values> RowReader::row()
{
    auto mark = number(1);
    if (mark == table_ends) {
        if (number(8) != static_cast<std::uint64_t>(rows_)) unreadable();
        return std::nullopt;
    }
    if (mark != row_follows) unreadable();
    db::Values values;
    for (std::size_t i = 0; i < columns_; ++i) values.push_back(value());
    ++rows_;
    return values;
}

} // namespace backup
