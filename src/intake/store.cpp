#include "intake/store.h"

#include "crypto/secret.h"
#include "intake/rules.h"
#include "rulebook/rulebook.h"

namespace intake {

namespace {

const std::string upload_columns =
    "id, public_id, file_name, file_hash, file_size, state, at, author, rows, errors, sheets, document, "
    "verified_on, verified_by, applied_by, applied_from, mapping, corrections, good, held, good_only, pairs, "
    "malware";

template <class T>
std::vector<T> list_in(const std::string& text)
{
    std::vector<T> list;
    auto document = json::read(text);
    for (const auto& one : document->array()) list.push_back(*fields::read<T>(one));
    return list;
}

template <class T>
std::string text_of(const std::vector<T>& list)
{
    json::Array array;
    for (const auto& one : list) array.push_back(fields::write(one));
    return json::canonical(array);
}

std::string hash_of_titles(crypto::Suite suite, const std::vector<std::string>& titles)
{
    crypto::Hasher hasher(suite);
    hasher.add("bole-titles/1");
    for (const auto& title : titles) hasher.add_byte(0).add(title);
    return crypto::to_hex(hasher.finish());
}

Upload upload_in(const db::Row& row)
{
    Upload u;
    u.id = row.integer(0);
    u.public_id = row.text(1);
    u.file_name = row.text(2);
    u.file_hash = row.text(3);
    u.file_size = row.integer(4);
    u.state = parse_state(row.text(5));
    u.at = *parse_instant(row.text(6));
    u.author = row.text(7);
    u.rows = row.integer(8);
    u.errors = row.integer(9);
    u.sheets = row.text(10);
    u.document = row.maybe_text(11).value_or("");
    if (auto day = row.maybe_text(12)) u.verified_on = parse_day(*day);
    u.verified_by = row.maybe_text(13).value_or("");
    u.applied_by = row.maybe_text(14).value_or("");
    u.applied_from = row.maybe_text(15).value_or("");
    u.mapping = list_in<SheetMapping>(row.maybe_text(16).value_or("[]"));
    u.corrections = Corrections(list_in<Correction>(row.maybe_text(17).value_or("[]")));
    u.good = row.maybe_integer(18).value_or(0);
    auto held = json::read(row.maybe_text(19).value_or("[]"));
    for (const auto& place : held->array()) u.held.emplace(place.array()[0].text(), place.array()[1].integer());
    u.good_only = row.maybe_integer(20).value_or(0) == 1;
    u.pairs = row.maybe_integer(21).value_or(0);
    u.malware = row.maybe_text(22).value_or("");
    return u;
}

db::Value text_or_null(const std::string& text)
{
    return text.empty() ? db::Value(nullptr) : db::Value(text);
}

std::string text_of_texts(const std::vector<std::string>& texts)
{
    json::Array array;
    for (const auto& text : texts) array.emplace_back(text);
    return json::canonical(array);
}

std::string text_of_places(const Places& places)
{
    json::Array array;
    for (const auto& [sheet, row] : places) array.emplace_back(json::Array{sheet, row});
    return json::canonical(array);
}

std::vector<std::string> texts_in(const std::string& text)
{
    std::vector<std::string> texts;
    auto document = json::read(text);
    for (const auto& one : document->array()) texts.push_back(one.text());
    return texts;
}

// Every upload and batch in one form. A batch is told by whom its entry names.
const std::string items =
    "SELECT u.public_id, u.state, u.file_name, u.at, a.display_name, u.rows, u.errors, u.document, u.verified_on, "
    "u.verified_by, u.malware FROM import_upload u LEFT JOIN account a ON a.public_id = u.author "
    "UNION ALL SELECT b.public_id, CASE WHEN x.id IS NOT NULL THEN 'undone' WHEN o.batch IS NOT NULL THEN 'undoing' ELSE 'applied' END, "
    "b.file_name, b.at, COALESCE(c.display_name, e.actor_id), b.rows, 0, "
    "b.document, b.verified_on, b.verified_by, NULL FROM import_batch b "
    "LEFT JOIN ledger_entry e ON e.object_kind = 'import' AND e.object_id = b.public_id AND e.type = 'import.applied/1' "
    "LEFT JOIN account c ON c.public_id = e.actor_id LEFT JOIN import_undo x ON x.batch_id = b.id LEFT JOIN import_undo_order o ON "
    "o.batch = b.public_id";

Item item_in(const db::Row& row)
{
    return {row.text(0),    row.text(1),       row.text(2),       row.text(3),       row.maybe_text(4), row.integer(5),
            row.integer(6), row.maybe_text(7), row.maybe_text(8), row.maybe_text(9), row.maybe_text(10)};
}

// Batches and uploads are the library administrator's; a scope below the whole reaches none of them.
bool reaches(const auth::Filter& filter)
{
    return filter.scope == auth::Scope::all;
}

} // namespace

std::optional<Upload> find_upload(db::Connection& connection, const std::string& public_id)
{
    return connection.one("SELECT " + upload_columns + " FROM import_upload WHERE public_id = $1", {public_id}, upload_in);
}

std::optional<Upload> upload_of_file(db::Connection& connection, const std::string& file_hash)
{
    return connection.one("SELECT " + upload_columns + " FROM import_upload WHERE file_hash = $1", {file_hash}, upload_in);
}

void insert_upload(ledger::Act& act, const crypto::Keyring& keys, const Upload& upload, std::string_view bytes)
{
    auto& connection = act.connection();
    std::int64_t days_kept = rulebook::load(connection).value(dated_rules, "21.keep_upload_days", day_of(act.now()));
    std::string long_ago = to_text(act.now() - days_kept * 86'400'000);
    auto stale = connection.all("SELECT id FROM import_upload WHERE at < $1 AND state IN ('refused', 'ready', 'failed', 'infected')",
                                {long_ago}, [](const db::Row& row) { return row.integer(0); });
    for (auto id : stale) remove_upload(connection, id);
    std::int64_t id = act.new_id();
    auto content = keys.encrypt("import_upload", "content", std::to_string(id), crypto::Secret(std::string(bytes)));
    connection.run(
        "INSERT INTO import_upload (id, public_id, file_name, file_hash, file_size, content, state, at, author, rows, errors, sheets) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, '[]')",
        {id, upload.public_id, upload.file_name, upload.file_hash, upload.file_size, content, std::string(to_text(upload.state)),
         to_text(upload.at), upload.author});
}

crypto::Secret content_of(db::Connection& connection, const crypto::Keyring& keys, const Upload& upload)
{
    auto content =
        connection.one("SELECT content FROM import_upload WHERE id = $1", {upload.id}, [](const db::Row& row) { return row.bytes(0); });
    return keys.decrypt("import_upload", "content", std::to_string(upload.id), content.value());
}

void update_upload(db::Connection& connection, const Upload& u)
{
    connection.run("UPDATE import_upload SET state = $2, at = $3, author = $4, rows = $5, errors = $6, sheets = $7, document = $8, "
                   "verified_on = $9, verified_by = $10, applied_by = $11, applied_from = $12, file_name = $13, mapping = $14, corrections "
                   "= $15, good = $16, held = $17, good_only = $18, pairs = $19, malware = $20 WHERE id = $1",
                   {u.id,
                    std::string(to_text(u.state)),
                    to_text(u.at),
                    u.author,
                    u.rows,
                    u.errors,
                    u.sheets,
                    text_or_null(u.document),
                    u.verified_on ? db::Value(to_text(*u.verified_on)) : db::Value(nullptr),
                    text_or_null(u.verified_by),
                    text_or_null(u.applied_by),
                    text_or_null(u.applied_from),
                    u.file_name,
                    text_of(u.mapping),
                    text_of(u.corrections.list()),
                    u.good,
                    text_of_places(u.held),
                    std::int64_t{u.good_only},
                    u.pairs,
                    text_or_null(u.malware)});
}

void remove_upload(db::Connection& connection, std::int64_t id)
{
    connection.run("DELETE FROM import_error WHERE upload_id = $1", {id});
    connection.run("DELETE FROM import_pair WHERE upload_id = $1", {id});
    connection.run("DELETE FROM import_upload WHERE id = $1", {id});
}

void forget_rows(db::Connection& connection, Upload& upload)
{
    upload.good = upload.pairs = upload.rows = upload.errors = 0;
    upload.held.clear();
    upload.sheets = "[]";
    connection.run("DELETE FROM import_error WHERE upload_id = $1", {upload.id});
    connection.run("DELETE FROM import_pair WHERE upload_id = $1", {upload.id});
}

void empty_content(db::Connection& connection, const crypto::Keyring& keys, std::int64_t id)
{
    connection.run("UPDATE import_upload SET content = $2 WHERE id = $1",
                   {id, keys.encrypt("import_upload", "content", std::to_string(id), crypto::Secret(""))});
}

std::vector<OfferCount> offers_of(db::Connection& connection, std::int64_t upload_id)
{
    return connection.all("SELECT topic, part, offers, count(*) FROM import_error WHERE upload_id = $1 AND topic IS NOT NULL "
                          "GROUP BY topic, part, offers ORDER BY 4 DESC, 1, 2 LIMIT 100",
                          {upload_id}, [](const db::Row& row) {
                              return OfferCount{{row.text(0), row.text(1), texts_in(row.text(2))}, row.integer(3)};
                          });
}

void replace_errors(db::Connection& connection, std::int64_t upload_id, const std::vector<Fault>& faults)
{
    connection.run("DELETE FROM import_error WHERE upload_id = $1", {upload_id});
    std::vector<db::Values> rows;
    for (const auto& f : faults)
        rows.push_back({upload_id, static_cast<std::int64_t>(rows.size()), f.sheet, f.row, f.title, f.value, f.code, f.reason, f.change,
                        text_or_null(f.topic), text_or_null(f.part),
                        f.offers.empty() ? db::Value(nullptr) : db::Value(text_of_texts(f.offers))});
    connection.insert("import_error",
                      {"upload_id", "place", "sheet", "line", "title", "value", "code", "reason", "change", "topic", "part", "offers"},
                      rows);
}

FoundFaults errors_of(db::Connection& connection, std::int64_t upload_id, const std::optional<std::string>& sheet,
                      const std::optional<auth::Page>& page)
{
    std::string where = " FROM import_error WHERE upload_id = $1";
    db::Values values{upload_id};
    if (sheet) {
        where += " AND sheet = $2";
        values.emplace_back(*sheet);
    }
    FoundFaults found;
    found.total = *connection.one("SELECT count(*)" + where, values, [](const db::Row& row) { return row.integer(0); });
    std::string sql = "SELECT sheet, line, title, value, code, reason, change, topic, part, offers" + where + " ORDER BY place";
    if (page) {
        values.emplace_back(page->size);
        values.emplace_back(page->offset());
        sql += " LIMIT $" + std::to_string(values.size() - 1) + " OFFSET $" + std::to_string(values.size());
    }
    found.items = connection.all(sql, values, [](const db::Row& row) {
        return Fault{row.text(0),
                     row.integer(1),
                     row.text(2),
                     row.text(3),
                     row.text(4),
                     row.text(5),
                     row.text(6),
                     row.maybe_text(7).value_or(""),
                     row.maybe_text(8).value_or(""),
                     texts_in(row.maybe_text(9).value_or("[]"))};
    });
    return found;
}

Memory memory_of(db::Connection& connection, crypto::Suite suite)
{
    return [&connection, suite](const std::vector<std::string>& titles) {
        return connection.one("SELECT target, fields FROM import_mapping WHERE titles_hash = $1", {hash_of_titles(suite, titles)},
                              [](const db::Row& row) {
                                  Remembered found{row.text(0), {}};
                                  auto document = json::read(row.text(1));
                                  for (const auto& [title, field] : document->object()) found.fields[title] = field.text();
                                  return found;
                              });
    };
}

void remember(db::Connection& connection, crypto::Suite suite, const Mapping& mapping, Instant now)
{
    for (const auto& sheet : mapping) {
        std::map<std::string, std::string> fields;
        for (const auto& column : sheet.columns)
            if (auto title = plain_title(column.title); !title.empty())
                if (auto& field = fields[title]; field.empty()) field = column.field;
        json::Object document;
        for (const auto& [title, field] : fields) document.set(title, field);
        std::string hash = hash_of_titles(suite, titles_of(sheet));
        connection.run("DELETE FROM import_mapping WHERE titles_hash = $1", {hash});
        connection.run("INSERT INTO import_mapping (titles_hash, target, fields, at) VALUES ($1, $2, $3, $4)",
                       {hash, sheet.as, json::canonical(document), to_text(now)});
    }
}

FoundItems list_imports(db::Connection& connection, const auth::Filter& filter, const auth::Page& page)
{
    if (!reaches(filter)) return {};
    FoundItems found;
    found.total = *connection.one("SELECT (SELECT count(*) FROM import_upload) + (SELECT count(*) FROM import_batch)", {},
                                  [](const db::Row& row) { return row.integer(0); });
    found.items =
        connection.all("SELECT * FROM (" + items + ") i ORDER BY 4 DESC, 1 LIMIT $1 OFFSET $2", {page.size, page.offset()}, item_in);
    return found;
}

std::optional<Item> find_import(db::Connection& connection, const auth::Filter& filter, const std::string& public_id)
{
    if (!reaches(filter)) return std::nullopt;
    return connection.one("SELECT * FROM (" + items + ") i WHERE public_id = $1", {public_id}, item_in);
}

std::optional<BatchCounts> counts_of_batch(db::Connection& connection, const std::string& public_id)
{
    auto body =
        connection.one("SELECT body FROM ledger_entry WHERE object_kind = 'import' AND object_id = $1 AND type = 'import.applied/1'",
                       {public_id}, [](const db::Row& row) { return row.maybe_text(0); });
    if (!body || !*body) return std::nullopt;
    auto document = json::read(**body);
    const auto& data = document->object().at("data").object();
    const auto* rest = data.find("rest");
    BatchCounts counts{
        data.at("experts").integer(), data.at("units").integer(), rest ? std::optional(rest->text()) : std::nullopt, {}, {}, {}};
    connection.each(
        "SELECT u.at, u.reason, COALESCE(a.display_name, l.actor_id) FROM import_batch b JOIN import_undo u ON u.batch_id = b.id "
        "JOIN ledger_entry l ON l.object_kind = 'import' AND l.object_id = b.public_id AND l.type = 'import.undone/1' LEFT JOIN "
        "account a ON a.public_id = l.actor_id WHERE b.public_id = $1",
        {public_id}, [&](const db::Row& row) {
            counts.undone_at = row.text(0);
            counts.undone_reason = row.text(1);
            counts.undone_by = row.text(2);
        });
    return counts;
}

} // namespace intake
