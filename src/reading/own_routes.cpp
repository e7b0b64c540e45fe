#include "catalog/catalog.h"
#include "expert/expert.h"
#include "exporting/exporting.h"
#include "reading/reveal.h"
#include "rulebook/rulebook.h"
#include "units/find.h"

#include <set>

// 我的信息被谁查看: told to the expert whose data it is (Art. 21; PIPL 44).
namespace reading {

namespace {

struct ReadingView {
    Instant at{};
    std::string kind, field_name, role_name, reason;
    std::optional<std::string> unit_name, name;
};
const fields::Table& fields_of(const ReadingView*)
{
    static const fields::Table table{
        fields::field<&ReadingView::at>("at", {.label = "时间"}),
        fields::field<&ReadingView::kind>("kind", {.choices = {"reveal", "export"}}),
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
    " FROM (SELECT v.id, v.at, 'reveal' AS kind, v.field AS what, v.role, v.reason, v.words, v.unit_id, v.account_id FROM reveal v LEFT "
    "JOIN "
    "draw_round d ON d.id = v.round_id WHERE v.expert_id IN ({ids}) AND (v.round_id IS NULL OR d.status IN ('confirmed', 'void')) UNION "
    "ALL "
    "SELECT x.id, x.made_at, 'export', x.columns, x.role, x.purpose, x.words, x.unit_id, x.asked_by FROM export_row r JOIN export_request "
    "x "
    "ON x.id = r.export_id WHERE x.state = 'made' AND r.expert_id IN ({ids})) v JOIN account a ON a.id = v.account_id";

std::string of_records(std::string_view sql, const std::vector<std::int64_t>& ids)
{
    std::string list;
    for (auto id : ids) list += (list.empty() ? "" : ", ") + std::to_string(id);
    std::string text(sql);
    constexpr std::string_view word = "{ids}";
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) text.replace(at, word.size(), list);
    return text;
}

ReadingView view_of(const db::Row& row)
{
    bool whole = row.text(1) == "reveal";
    const auto* field = find_field(row.text(2));
    const auto* role = auth::find_role(row.text(3));
    std::string words = row.maybe_text(5).value_or("");
    return {*parse_instant(row.text(0)),
            row.text(1),
            whole ? std::string(field ? field->label : row.text(2)) : "导出的名单：" + exporting::columns_in_words(row.text(2)),
            std::string(role ? role->name : row.text(3)),
            whole ? reason_in_words(row.text(4), words) : exporting::purpose_in_words(row.text(4), words),
            std::nullopt,
            std::nullopt};
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
    connection.each("SELECT v.at, v.kind, v.what, v.role, v.reason, v.words, v.unit_id, a.display_name" + from +
                        " ORDER BY v.at DESC, v.id DESC LIMIT $1 OFFSET $2",
                    {page->size, page->offset()}, [&](const db::Row& row) {
                        ReadingView view = view_of(row);
                        if (named) view.name = row.text(7);
                        unit_of.push_back(row.maybe_integer(6));
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
