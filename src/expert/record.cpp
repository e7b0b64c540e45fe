#include "db/day.h"
#include "expert/columns.h"

namespace expert {

namespace {

std::string maybe_text(const db::Row& row, int column)
{
    return row.maybe_text(column).value_or("");
}

std::optional<crypto::Secret> opened(const crypto::Keyring& keys, const db::Row& row, int column, std::string_view name, std::int64_t id)
{
    auto stored = row.maybe_bytes(column);
    return stored ? std::optional(keys.decrypt("expert", name, std::to_string(id), *stored)) : std::nullopt;
}

void load_facts(db::Connection& connection, Record& record)
{
    auto& e = record.facts;
    e.categories =
        connection.all("SELECT category, qualification, verified_on, verified_by, id FROM expert_category WHERE expert_id = $1 ORDER BY id",
                       {record.id}, [](const db::Row& row) {
                           return Category{row.text(0), maybe_text(row, 1), db::maybe_day(row, 2), maybe_text(row, 3), row.integer(4)};
                       });
    for (const auto& list : code_lists)
        e.*list.codes = connection.all("SELECT code FROM " + std::string(list.table.name) + " WHERE expert_id = $1 ORDER BY place, id",
                                       {record.id}, [](const db::Row& row) { return row.text(0); });
    e.posts = connection.all(
        "SELECT unit_id, kind, duty, from_day, to_day, verified_on, verified_by, id FROM post WHERE expert_id = $1 ORDER BY id",
        {record.id}, [](const db::Row& row) {
            return Post{row.integer(0),        row.text(1),           maybe_text(row, 2), db::maybe_day(row, 3),
                        db::maybe_day(row, 4), db::maybe_day(row, 5), maybe_text(row, 6), row.integer(7)};
        });
    e.relations =
        connection.all("SELECT kind, other_name, other_unit, id, other_hash FROM relation WHERE expert_id = $1 ORDER BY id", {record.id},
                       [](const db::Row& row) {
                           return Relation{row.text(0), row.text(1), std::nullopt, maybe_text(row, 2), row.integer(3), row.maybe_bytes(4)};
                       });
    e.interests = connection.all("SELECT unit_id, kind, share, from_day, to_day, id FROM interest WHERE expert_id = $1 ORDER BY id",
                                 {record.id}, [](const db::Row& row) {
                                     return Interest{row.integer(0),        row.text(1),           row.maybe_integer(2),
                                                     db::maybe_day(row, 3), db::maybe_day(row, 4), row.integer(5)};
                                 });
    e.absences = connection.all("SELECT from_day, to_day, id FROM expert_absence WHERE expert_id = $1 ORDER BY id", {record.id},
                                [](const db::Row& row) {
                                    return Absence{db::maybe_day(row, 0).value(), db::maybe_day(row, 1), row.integer(2)};
                                });
    e.achievements =
        connection.all("SELECT kind, name, detail, role, from_day, to_day, id FROM achievement WHERE expert_id = $1 ORDER BY id",
                       {record.id}, [](const db::Row& row) {
                           return Achievement{row.text(0),           row.text(1),           maybe_text(row, 2), maybe_text(row, 3),
                                              db::maybe_day(row, 4), db::maybe_day(row, 5), row.integer(6)};
                       });
}

} // namespace

std::optional<Record> load_record(db::Connection& connection, const crypto::Keyring& keys, const auth::Filter& filter,
                                  const std::string& public_id)
{
    if (filter.scope != auth::Scope::all) return std::nullopt;
    auto record = connection.one(
        "SELECT id, version, public_id, number, name, name_mongolian, pinyin, sex, ethnic, birth_day, title, degree, region, keywords, "
        "citizen_id, phone, email, bank_account, status, entered_on, confirmed_on, batch_id, passport, resume FROM expert WHERE public_id "
        "= $1",
        {public_id}, [&](const db::Row& row) {
            Record r{row.integer(0), row.integer(1), row.text(2), row.text(3), {}};
            auto& e = r.facts;
            e.name = row.text(4);
            e.name_mongolian = maybe_text(row, 5);
            e.pinyin = row.text(6);
            e.sex = maybe_text(row, 7);
            e.ethnic = maybe_text(row, 8);
            e.birth_day = db::maybe_day(row, 9);
            e.title = maybe_text(row, 10);
            e.degree = maybe_text(row, 11);
            e.region = maybe_text(row, 12);
            e.keywords = maybe_text(row, 13);
            e.citizen_id = opened(keys, row, 14, "citizen_id", r.id);
            e.phone = opened(keys, row, 15, "phone", r.id);
            e.email = opened(keys, row, 16, "email", r.id);
            e.bank_account = opened(keys, row, 17, "bank_account", r.id);
            e.status = row.text(18);
            e.entered_on = db::maybe_day(row, 19).value();
            e.confirmed_on = db::maybe_day(row, 20);
            e.batch_id = row.maybe_integer(21);
            e.passport = opened(keys, row, 22, "passport", r.id);
            e.resume = maybe_text(row, 23);
            return r;
        });
    if (record) load_facts(connection, *record);
    return record;
}

} // namespace expert
