#pragma once

#include "crypto/hash.h"
#include "db/db.h"
#include "ledger/table.h"

#include <initializer_list>
#include <span>
#include <utility>
#include <vector>

// Texts that people read, sign or receive, as dated data (A10): the editions that the program brings (data/) and those that were ordered
// since. Proposing and approving them: ruling/.
namespace rulebook {

extern const ledger::Table text_order_table;

// What stands in braces in a text, each at least once.
struct Placeholder {
    std::string_view name, means, sample; // "code", "验证码", "385126"
};

struct Edition {
    std::string name; // "2026年第1版"
    Day from;
    std::string title, text, document;
};
// Those of the program, below data/ where the text's code says, by their first day.
const std::vector<Edition>& brought_editions(std::string_view code);
// Those and the approved ones. Of two from the same day the later approved holds.
std::vector<Edition> editions(db::Connection& connection, std::string_view code);
// The same without titles and texts, for what is asked with every request.
std::vector<Edition> edition_days(db::Connection& connection, std::string_view code);
// The one that holds on `day`; the first one on days before it.
const Edition& edition_on(std::span<const Edition> all, Day day);
Edition edition_on(db::Connection& connection, std::string_view code, Day day);

Bytes hash_of(const Edition& edition, crypto::Suite suite);

using Values = std::vector<std::pair<std::string_view, std::string>>;
// The text with its placeholders filled in; what has no value stays.
std::string filled(std::string_view text, const Values& values);

} // namespace rulebook
