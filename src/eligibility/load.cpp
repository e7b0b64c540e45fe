#include "eligibility/eligibility.h"

#include "catalog/catalog.h"
#include "consent/consent.h"
#include "db/day.h"
#include "db/pages.h"

namespace eligibility {

namespace {

PostKind post_kind(std::string_view code)
{
    return code == "main" ? PostKind::main : code == "retired" ? PostKind::retired : PostKind::other;
}

int category_entry(const std::string& code)
{
    const auto* entry = catalog::expert_categories().find(code);
    return entry ? entry->first : -1;
}

} // namespace

Library::Library(db::Connection& connection, const std::vector<std::int64_t>& ids) : persons_(ids.size())
{
    std::size_t next = 0;
    db::each_of(connection, "SELECT id, status, birth_day, citizen_id_hash, passport_hash FROM expert", "id", "id", ids,
                [&](const db::Row& row) {
                    Person& person = persons_.at(next++);
                    person.status = status_of(row.text(1));
                    person.birth = db::maybe_day(row, 2);
                    person.identified = !row.is_null(3) || !row.is_null(4);
                });
    db::each_of(connection, "SELECT expert_id FROM expert_discipline", "expert_id", "id", ids,
                [&](const db::Row& row) { persons_.at(place_in(ids, row.integer(0))).discipline = true; });
    db::each_of(connection, "SELECT expert_id FROM expert_industry", "expert_id", "id", ids,
                [&](const db::Row& row) { persons_.at(place_in(ids, row.integer(0))).industry = true; });
    ListFiller posts(posts_, ids.size());
    db::each_of(connection, "SELECT expert_id, kind, from_day, to_day, verified_on, verified_by FROM post", "expert_id", "id", ids,
                [&](const db::Row& row) {
                    posts.add(
                        place_in(ids, row.integer(0)),
                        {post_kind(row.text(1)), {db::maybe_day(row, 2), db::maybe_day(row, 3)}, {db::maybe_day(row, 4), !row.is_null(5)}});
                });
    ListFiller categories(categories_, ids.size());
    db::each_of(connection, "SELECT expert_id, category, qualification, verified_on, verified_by FROM expert_category", "expert_id", "id",
                ids, [&](const db::Row& row) {
                    std::string code = row.text(1);
                    std::size_t place = place_in(ids, row.integer(0));
                    if (code == "strategy") persons_.at(place).strategy = true;
                    categories.add(place, {category_entry(code), !row.is_null(2), {db::maybe_day(row, 3), !row.is_null(4)}});
                });
    ListFiller sanctions(sanctions_, ids.size());
    db::each_of(connection, "SELECT expert_id, kind, from_day, to_day FROM sanction", "expert_id", "id", ids, [&](const db::Row& row) {
        sanctions.add(place_in(ids, row.integer(0)), {row.text(1), {db::maybe_day(row, 2), db::maybe_day(row, 3)}});
    });
    for (auto [expert, given] : consent::sharing_of(connection, ids))
        persons_[place_in(ids, expert)].sharing = given ? Consent::given : Consent::refused;
    ListFiller absences(absences_, ids.size());
    db::each_of(connection, "SELECT expert_id, from_day, to_day FROM expert_absence", "expert_id", "id", ids, [&](const db::Row& row) {
        absences.add(place_in(ids, row.integer(0)), {db::maybe_day(row, 1), db::maybe_day(row, 2)});
    });
}

Person Library::person(std::size_t index) const
{
    Person person = persons_[index];
    person.posts = posts_.of(index);
    person.categories = categories_.of(index);
    person.sanctions = sanctions_.of(index);
    person.absences = absences_.of(index);
    return person;
}

} // namespace eligibility
