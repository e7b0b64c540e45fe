#include "base/fields.h"
#include "catalog/catalog.h"
#include "db/groups.h"
#include "expert/expert.h"
#include "units/units.h"

namespace expert {

namespace {

std::string name_in(const catalog::Table& table, const std::optional<std::string>& code)
{
    const auto* entry = code ? table.find(*code) : nullptr;
    return entry ? entry->name : "";
}

std::string opened(const crypto::Keyring& keys, const db::Row& row, int column, std::string_view name, std::int64_t id)
{
    auto stored = row.maybe_bytes(column);
    return stored ? keys.decrypt("expert", name, std::to_string(id), *stored).reveal() : "";
}

void list(std::string& text, const std::string& one)
{
    text += (text.empty() ? "" : "；") + one;
}

} // namespace

std::vector<Namesake> find_namesakes(db::Connection& connection, const std::vector<std::string>& names)
{
    std::vector<Namesake> found;
    std::map<std::int64_t, std::size_t> places;
    db::each_group(
        connection,
        "SELECT id, public_id, number, name, birth_day, COALESCE(citizen_id_hash, passport_hash) FROM expert WHERE status NOT IN "
        "('merged', 'erased') AND "
        "name",
        names,
        [&](const db::Row& row) {
            auto birth = row.maybe_text(4);
            places[row.integer(0)] = found.size();
            found.push_back(
                {row.integer(0), row.text(1), row.text(2), row.text(3), birth ? parse_day(*birth) : std::nullopt, row.maybe_bytes(5), {}});
        },
        " ORDER BY id");
    db::each_group(
        connection,
        "SELECT p.expert_id, p.unit_id FROM expert e JOIN post p ON p.expert_id = e.id WHERE e.status NOT IN ('merged', 'erased') AND "
        "e.name",
        names, [&](const db::Row& row) { found[places.at(row.integer(0))].unit_ids.push_back(row.integer(1)); }, " ORDER BY p.id");
    return found;
}

std::map<std::string, std::pair<std::string, Card>> cards_of(db::Connection& connection, const crypto::Keyring& keys,
                                                             const auth::Filter& filter, const std::vector<std::string>& public_ids)
{
    std::map<std::string, std::pair<std::string, Card>> cards;
    if (filter.scope != auth::Scope::all) return cards;
    db::each_group(
        connection,
        "SELECT id, public_id, number, name, citizen_id, sex, birth_day, phone, title, degree, region FROM expert WHERE public_id",
        public_ids, [&](const db::Row& row) {
            std::int64_t id = row.integer(0);
            Card card;
            card.name = row.text(3);
            card.citizen_id = mask_citizen_id(opened(keys, row, 4, "citizen_id", id));
            card.sex = name_in(catalog::sexes(), row.maybe_text(5));
            card.birth_day = row.maybe_text(6).value_or("");
            card.phone = mask_phone(opened(keys, row, 7, "phone", id));
            card.title = name_in(catalog::titles(), row.maybe_text(8));
            card.degree = name_in(catalog::degrees(), row.maybe_text(9));
            card.region = name_in(catalog::regions(), row.maybe_text(10));
            cards.emplace(row.text(1), std::pair(row.text(2), std::move(card)));
        });
    db::each_group(
        connection,
        "SELECT e.public_id, r.name, u.name, r_c.distance FROM expert e JOIN post p ON p.expert_id = e.id JOIN unit u ON u.id = "
        "p.unit_id" +
            units::join_entity("p.unit_id", "r") + " WHERE e.public_id",
        public_ids,
        [&](const db::Row& row) { list(cards.at(row.text(0)).second.units, row.text(1) + (row.integer(3) > 0 ? " " + row.text(2) : "")); },
        " ORDER BY p.id");
    db::each_group(
        connection, "SELECT e.public_id, c.category FROM expert e JOIN expert_category c ON c.expert_id = e.id WHERE e.public_id",
        public_ids,
        [&](const db::Row& row) { list(cards.at(row.text(0)).second.categories, name_in(catalog::expert_categories(), row.text(1))); },
        " ORDER BY c.id");
    db::each_group(
        connection, "SELECT e.public_id, d.code FROM expert e JOIN expert_discipline d ON d.expert_id = e.id WHERE e.public_id", public_ids,
        [&](const db::Row& row) { list(cards.at(row.text(0)).second.disciplines, name_in(catalog::disciplines(), row.text(1))); },
        " ORDER BY d.place, d.id");
    return cards;
}

const fields::Table& fields_of(const Card*)
{
    using fields::field;
    static const fields::Table table{
        field<&Card::name>("name", {.label = "姓名"}),
        field<&Card::citizen_id>("citizen_id", {.label = "身份证号", .note = "掩码"}),
        field<&Card::sex>("sex", {.label = "性别"}),
        field<&Card::birth_day>("birth_day", {.label = "出生日期"}),
        field<&Card::phone>("phone", {.label = "手机", .note = "掩码"}),
        field<&Card::units>("units", {.label = "单位", .max = 100'000}),
        field<&Card::title>("title", {.label = "职称"}),
        field<&Card::degree>("degree", {.label = "学位"}),
        field<&Card::region>("region", {.label = "所在地区"}),
        field<&Card::categories>("categories", {.label = "专家类别", .max = 10'000}),
        field<&Card::disciplines>("disciplines", {.label = "学科", .max = 10'000}),
    };
    return table;
}

} // namespace expert
