#include "exporting/store.h"

#include "base/json.h"
#include "catalog/catalog.h"

namespace exporting {

const ledger::Table export_request_table{
    "export_request", {{"public_id"},  {"number"},     {"mark"},         {"asked_by"}, {"role"},     {"unit_id"}, {"asked_at"},
                       {"purpose"},    {"words"},      {"filter"},       {"columns"},  {"format"},   {"rows"},    {"state"},
                       {"decided_by"}, {"decided_at"}, {"content_hash"}, {"decision"}, {"until_at"}, {"made_at"}, {"file_hash"}}};
const ledger::Table export_row_table{"export_row", {{"export_id"}, {"place"}, {"expert_id"}}};

namespace {

constexpr std::string_view select =
    "SELECT t.id, t.version, t.public_id, t.number, t.mark, t.asked_by, a.display_name, u.name, t.asked_at, t.purpose, t.words, t.filter, "
    "t.columns, t.format, t.rows, t.state, d.display_name, t.decision, t.decided_at, t.until_at, t.made_at, t.decided_by, t.content_hash";
constexpr std::string_view from = " FROM export_request t JOIN account a ON a.id = t.asked_by LEFT JOIN unit u ON u.id = t.unit_id LEFT "
                                  "JOIN account d ON d.id = t.decided_by";

std::optional<Instant> instant(const std::optional<std::string>& text)
{
    return text ? parse_instant(*text) : std::nullopt;
}

Export read_row(const db::Row& row)
{
    Export e;
    e.id = row.integer(0);
    e.version = row.integer(1);
    e.public_id = row.text(2);
    e.number = row.text(3);
    e.mark = static_cast<std::uint32_t>(row.integer(4));
    e.asked_by = row.integer(5);
    e.asked_name = row.text(6);
    e.asked_unit = row.maybe_text(7).value_or("");
    e.asked_at = *parse_instant(row.text(8));
    e.shared = row.text(9) == "superior";
    e.purpose = purpose_in_words(row.text(9), row.maybe_text(10).value_or(""));
    auto filter = json::read(row.text(11));
    for (const auto& [name, value] : (*filter).object()) e.filter.emplace_back(name, value.text());
    auto columns = json::read(row.text(12));
    for (const auto& code : (*columns).array())
        if (const auto* column = find_column(code.text())) e.columns.push_back(column);
    e.format = row.text(13);
    e.rows = row.integer(14);
    e.state = row.text(15);
    e.decided_name = row.maybe_text(16).value_or("");
    e.decision = row.maybe_text(17).value_or("");
    e.decided_at = instant(row.maybe_text(18));
    e.until = instant(row.maybe_text(19));
    e.made_at = instant(row.maybe_text(20));
    e.decided_by = row.maybe_integer(21).value_or(0);
    e.content_hash = row.maybe_text(22).value_or("");
    return e;
}

// What the filter reaches, as a condition on $1.
std::pair<std::string, db::Value> reached(const auth::Filter& filter)
{
    if (filter.scope == auth::Scope::all) return {"$1 = 0", std::int64_t{0}};
    return {"t.asked_by = $1", filter.scope == auth::Scope::self ? filter.account_id : 0};
}

} // namespace

std::optional<Export> find(db::Connection& connection, const auth::Filter& filter, const std::string& public_id)
{
    auto [condition, value] = reached(filter);
    return connection.one(std::string(select) + std::string(from) + " WHERE " + condition + " AND t.public_id = $2", {value, public_id},
                          read_row);
}

std::optional<Export> find_by_mark(db::Connection& connection, std::uint32_t mark)
{
    return connection.one(std::string(select) + std::string(from) + " WHERE t.mark = $1", {static_cast<std::int64_t>(mark)}, read_row);
}

ExportPage find_page(db::Connection& connection, const auth::Filter& filter, const std::string& state, const auth::Page& page)
{
    auto [condition, value] = reached(filter);
    std::string where = " WHERE " + condition + " AND ($2 = '' OR t.state = $2)";
    ExportPage found;
    found.total =
        *connection.one("SELECT count(*)" + std::string(from) + where, {value, state}, [](const db::Row& row) { return row.integer(0); });
    found.items = connection.all(std::string(select) + std::string(from) + where + " ORDER BY t.id DESC LIMIT $3 OFFSET $4",
                                 {value, state, page.size, page.offset()}, read_row);
    return found;
}

std::vector<std::string> experts_of(db::Connection& connection, std::int64_t id)
{
    return connection.all(
        "SELECT e.public_id FROM export_row r JOIN expert e ON e.id = r.expert_id WHERE r.export_id = $1 ORDER BY r.place", {id},
        [](const db::Row& row) { return row.text(0); });
}

std::string number_in_row(db::Connection& connection, std::int64_t id, std::uint32_t row)
{
    return connection
        .one("SELECT e.number FROM export_row r JOIN expert e ON e.id = r.expert_id WHERE r.export_id = $1 AND r.place = $2",
             {id, static_cast<std::int64_t>(row)}, [](const db::Row& found) { return found.text(0); })
        .value_or("");
}

std::string columns_in_words(const std::string& columns)
{
    std::string text;
    auto codes = json::read(columns);
    for (const auto& code : (*codes).array())
        if (const auto* column = find_column(code.text())) text += (text.empty() ? "" : "、") + std::string(column->label);
    return text;
}

std::string purpose_in_words(const std::string& code, const std::string& words)
{
    const auto* entry = catalog::table("export_purpose").find(code);
    std::string name = entry ? entry->name : code;
    return words.empty() ? name : name + "：" + words;
}

} // namespace exporting
