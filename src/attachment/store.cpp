#include "attachment/store.h"

#include "expert/expert.h"

namespace attachment {

using enum ledger::ColumnKind;

const ledger::Table attachment_table{"attachment",
                                     {{"public_id"},
                                      {"expert_id"},
                                      {"title"},
                                      {"kind"},
                                      {"size"},
                                      {"content", encrypted},
                                      {"at"},
                                      {"account_id"},
                                      {"removed_at"},
                                      {"removed_by"},
                                      {"reason"},
                                      {"scan", plain, true},
                                      {"malware", plain, true}}};

namespace {

// Whether nothing of a record with this status changes any more: it was merged or erased.
bool fixed(const std::string& status)
{
    return status == expert::merged_status || status == "erased";
}

} // namespace

std::optional<Owner> expert_of(db::Connection& connection, const auth::Filter& filter, const std::string& public_id)
{
    if (filter.scope != auth::Scope::all) return std::nullopt;
    return connection.one("SELECT id, status FROM expert WHERE public_id = $1", {public_id}, [](const db::Row& row) {
        return Owner{row.integer(0), fixed(row.text(1))};
    });
}

std::vector<Item> items_of(db::Connection& connection, std::int64_t expert_id)
{
    auto instant = [](const std::optional<std::string>& text) { return text ? parse_instant(*text) : std::nullopt; };
    return connection.all(
        "SELECT t.public_id, t.title, t.kind, t.size, t.at, a.display_name, t.removed_at, r.display_name, t.reason, "
        "COALESCE(t.scan, 'unscanned'), t.malware FROM attachment t JOIN "
        "account a ON a.id = t.account_id LEFT JOIN account r ON r.id = t.removed_by WHERE t.expert_id = $1 ORDER BY t.id",
        {expert_id}, [&](const db::Row& row) {
            return Item{row.text(0),
                        row.text(1),
                        row.text(2),
                        row.integer(3),
                        *parse_instant(row.text(4)),
                        row.text(5),
                        instant(row.maybe_text(6)),
                        row.maybe_text(7),
                        row.maybe_text(8),
                        row.text(9),
                        row.maybe_text(10)};
        });
}

std::int64_t count_of(db::Connection& connection, std::int64_t expert_id)
{
    return *connection.one("SELECT count(*) FROM attachment WHERE expert_id = $1 AND content IS NOT NULL", {expert_id},
                           [](const db::Row& row) { return row.integer(0); });
}

std::optional<Stored> find(db::Connection& connection, const auth::Filter& filter, const std::string& public_id)
{
    if (filter.scope != auth::Scope::all) return std::nullopt;
    return connection.one("SELECT t.id, t.version, t.title, t.kind, e.public_id, CASE WHEN t.content IS NULL THEN 0 ELSE 1 END, e.status "
                          "FROM attachment t JOIN expert e ON e.id = "
                          "t.expert_id WHERE t.public_id = $1",
                          {public_id}, [](const db::Row& row) {
                              return Stored{row.integer(0), row.integer(1),      row.text(2),       row.text(3),
                                            row.text(4),    row.integer(5) == 1, fixed(row.text(6))};
                          });
}

crypto::Secret content_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t id)
{
    auto content = connection.one("SELECT content FROM attachment WHERE id = $1", {id}, [](const db::Row& row) { return row.bytes(0); });
    return keys.decrypt("attachment", "content", std::to_string(id), content.value());
}

const fields::Table& fields_of(const Item*)
{
    using fields::field;
    static const fields::Table table{
        field<&Item::id>("id"),
        field<&Item::title>("title", {.label = "题名"}),
        field<&Item::kind>("kind", {.label = "文件种类", .choices = {"pdf", "jpeg", "png"}}),
        field<&Item::size>("size", {.label = "字节数"}),
        field<&Item::at>("at", {.label = "上传时间"}),
        field<&Item::by>("by", {.label = "上传人"}),
        field<&Item::removed_at>("removed_at", {.label = "移除时间"}),
        field<&Item::removed_by>("removed_by", {.label = "移除人"}),
        field<&Item::reason>("reason", {.label = "移除的理由"}),
        field<&Item::scan>("scan", {.label = "查毒", .choices = {"unscanned", "waiting", "clean", "infected"}}),
        field<&Item::malware>("malware", {.label = "查出的病毒"}),
    };
    return table;
}

} // namespace attachment
