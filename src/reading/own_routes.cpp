#include "catalog/catalog.h"
#include "expert/expert.h"
#include "reading/reveal.h"
#include "rulebook/rulebook.h"
#include "units/find.h"

#include <set>

// 我的信息被谁查看: told to the expert whose data it is (Art. 21; PIPL 44).
namespace reading {

namespace {

struct ReadingView {
    Instant at{};
    std::string field, field_name, role_name, reason;
    std::optional<std::string> unit_name, name;
};
const fields::Table& fields_of(const ReadingView*)
{
    static const fields::Table table{
        fields::field<&ReadingView::at>("at", {.label = "时间"}),
        fields::field<&ReadingView::field>("field"),
        fields::field<&ReadingView::field_name>("field_name", {.label = "看了什么"}),
        fields::field<&ReadingView::unit_name>("unit_name", {.label = "查看者的单位"}),
        fields::field<&ReadingView::role_name>("role_name", {.label = "查看者的角色"}),
        fields::field<&ReadingView::name>("name", {.label = "查看者的姓名", .note = "口径 21.reader_named 为 1 时才有"}),
        fields::field<&ReadingView::reason>("reason", {.label = "事由"}),
    };
    return table;
}

struct OwnAnswer {
    bool linked = false;
    std::vector<ReadingView> items;
    std::int64_t total = 0, page = 1, size = 20;
};
const fields::Table& fields_of(const OwnAnswer*)
{
    static const fields::Table table{
        fields::field<&OwnAnswer::linked>("linked", {.label = "账号已与专家记录关联"}),
        fields::field<&OwnAnswer::items>("items"),
        fields::field<&OwnAnswer::total>("total"),
        fields::field<&OwnAnswer::page>("page"),
        fields::field<&OwnAnswer::size>("size"),
    };
    return table;
}

// What was seen for a draw stays untold until the draw is over: it would tell who was drawn (T6).
constexpr std::string_view told =
    " FROM reveal v JOIN account a ON a.id = v.account_id LEFT JOIN draw_round d ON d.id = v.round_id WHERE v.expert_id IN ({ids}) AND "
    "(v.round_id IS NULL OR d.status IN ('confirmed', 'void'))";

std::string of_records(std::string_view sql, const std::vector<std::int64_t>& ids)
{
    std::string list;
    for (auto id : ids) list += (list.empty() ? "" : ", ") + std::to_string(id);
    std::string text(sql);
    constexpr std::string_view word = "{ids}";
    return text.replace(text.find(word), word.size(), list);
}

Result<http::Response> own(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    OwnAnswer answer;
    answer.page = page->number;
    answer.size = page->size;
    if (!c.actor.expert_id) return http::answer(fields::write(answer));
    answer.linked = true;
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto records = expert::absorbed_by(connection, *c.actor.expert_id);
    records.push_back(*c.actor.expert_id);
    std::string from = of_records(told, records);
    answer.total = *connection.one("SELECT count(*)" + from, {}, [](const db::Row& row) { return row.integer(0); });
    bool named = rulebook::load(connection).value(dated_rules, "21.reader_named", c.today) == 1;
    std::vector<std::int64_t> units;
    std::vector<std::optional<std::int64_t>> unit_of;
    connection.each("SELECT v.at, v.field, v.role, v.reason, v.words, v.unit_id, a.display_name" + from +
                        " ORDER BY v.id DESC LIMIT $1 OFFSET $2",
                    {page->size, page->offset()}, [&](const db::Row& row) {
                        const auto* field = find_field(row.text(1));
                        const auto* role = auth::find_role(row.text(2));
                        ReadingView view{*parse_instant(row.text(0)),
                                         row.text(1),
                                         std::string(field ? field->label : row.text(1)),
                                         std::string(role ? role->name : row.text(2)),
                                         reason_in_words(row.text(3), row.maybe_text(4).value_or("")),
                                         std::nullopt,
                                         std::nullopt};
                        if (named) view.name = row.text(6);
                        unit_of.push_back(row.maybe_integer(5));
                        if (unit_of.back()) units.push_back(*unit_of.back());
                        answer.items.push_back(std::move(view));
                    });
    auto nodes = units::by_id(connection, units);
    for (std::size_t i = 0; i < answer.items.size(); ++i)
        if (auto unit = unit_of[i] ? nodes.find(*unit_of[i]) : nodes.end(); unit != nodes.end())
            answer.items[i].unit_name = unit->second.path;
    return http::answer(fields::write(answer));
}

const auth::Route table[] = {
    {http::Method::get,
     "/api/v1/account/readings",
     {auth::Permission::record_own, auth::Scope::self},
     own,
     {"我的信息被谁查看", nullptr, auth::table_of<OwnAnswer>, {}, {"page", "size"}}},
};

} // namespace

std::span<const auth::Route> own_routes()
{
    return table;
}

} // namespace reading
