#pragma once

#include "base/identity.h"
#include "catalog/catalog.h"
#include "crypto/secret.h"
#include "units/units.h"

#include <functional>

// Readers of cells: text as people type it into a spreadsheet → value, or an Error that says what to change.
namespace intake {

template <class T>
using Reader = std::function<Result<T>(const std::string& text, const std::string& title)>;

// A reader of codes, which says of which table.
template <class T>
struct Coded {
    Reader<T> read;
    const catalog::Table& (*table)();
    Result<T> operator()(const std::string& text, const std::string& title) const { return read(text, title); }
};

// At most `most` characters on one line, blanks at the ends gone.
Reader<std::string> text(std::int64_t most);
// The same over several lines.
Reader<std::string> long_text(std::int64_t most);
// The code of an entry given by code, name, "code name" or path of names.
Coded<std::string> code_of(const catalog::Table& (*table)());
// The values in a cell, separated by ；;| or line ends; by 、，,/ or blanks where that makes them known: names hold such signs themselves
// ("园区、平台和基地").
std::vector<std::string> pieces_of(const catalog::Table& table, const std::string& typed);
// Several codes in one cell, none twice.
Coded<std::vector<std::string>> codes_of(const catalog::Table& (*table)());
// Texts separated by ；; or line ends, none twice.
Reader<std::vector<std::string>> texts(std::int64_t most);
// 2026-03-10, 2026/3/10, 2026.3.10, 2026年3月10日, 20260310, 二〇二六年三月十日, 46091 (a spreadsheet's own count), digits of any width.
Reader<std::optional<Day>> day();
Reader<Day> needed_day();
// One of these words, as the value beside it; `fault` is told with the word.
Reader<std::string> one_of(std::vector<std::pair<std::string_view, std::string_view>> words, const Message& fault);
// "12.5" or "12.5%" → 1250.
Reader<std::optional<std::int64_t>> share();
// "高新技术企业（2021-01-01至2024-12-31）；上市公司".
Reader<std::vector<units::Attribute>> attributes();

// The numbers of base/identity.h in the form that is stored.
// A citizen's number, or of a passport where the cell cannot be meant for one: 5 to 15 signs that begin with a letter, 8 or 9 digits.
Reader<crypto::Secret> identity_number();
Reader<std::optional<crypto::Secret>> maybe_citizen_id();
Reader<std::optional<crypto::Secret>> phone();
Reader<std::optional<crypto::Secret>> email();
Reader<std::optional<crypto::Secret>> bank_card();
Reader<std::optional<std::string>> credit_code();
template <class T>
Reader<std::optional<T>> maybe(Reader<T> reader)
{
    return [reader = std::move(reader)](const std::string& text, const std::string& title) -> Result<std::optional<T>> {
        auto value = reader(text, title);
        if (!value) return value.error();
        return std::optional<T>(*value);
    };
}

template <class T>
Coded<std::optional<T>> maybe(Coded<T> coded)
{
    return {maybe(std::move(coded.read)), coded.table};
}

} // namespace intake
