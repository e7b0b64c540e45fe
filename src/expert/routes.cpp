#include "expert/messages.h"
#include "expert/store.h"

namespace expert {

namespace {

struct ListAnswer {
    std::vector<ListItem> items;
    std::int64_t total, page, size;
};
const fields::Table& fields_of(const ListAnswer*)
{
    static const fields::Table table{fields::field<&ListAnswer::items>("items"), fields::field<&ListAnswer::total>("total"),
                                     fields::field<&ListAnswer::page>("page"), fields::field<&ListAnswer::size>("size")};
    return table;
}

Result<http::Response> list(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    auto query = query_of(c.request.query);
    if (!query) return query.error();
    auto snapshot = c.platform.database.read();
    auto found = find_experts(snapshot->connection(), c.platform.keys, c.filter, *query, *page);
    return http::answer(fields::write(ListAnswer{std::move(found.items), found.total, page->number, page->size}));
}

Result<http::Response> show(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto detail = load_expert(snapshot->connection(), c.platform.keys, c.filter, c.parameter("id"));
    if (!detail) return auth::not_found("专家");
    auto record = load_record(snapshot->connection(), c.platform.keys, c.filter, c.parameter("id"));
    detail->version = record->version;
    detail->provenance = provenance_of(entering_of(snapshot->connection(), record->id), edits_of(snapshot->connection(), record->id),
                                       {*record, c.platform.keys});
    return http::answer(fields::write(*detail));
}

struct SummaryAnswer {
    std::int64_t total, confirmed_this_year, freezing_soon;
    std::vector<CodeCount> by_status;
};
const fields::Table& fields_of(const SummaryAnswer*)
{
    static const fields::Table table{
        fields::field<&SummaryAnswer::total>("total", {.label = "全部记录"}),
        fields::field<&SummaryAnswer::confirmed_this_year>("confirmed_this_year", {.label = "在库者中今年已确认"}),
        fields::field<&SummaryAnswer::freezing_soon>("freezing_soon", {.label = "三十天内将冻结"}),
        fields::field<&SummaryAnswer::by_status>("by_status", {.label = "各状态人数"})};
    return table;
}

Result<http::Response> summary(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto confirmations = count_confirmations(snapshot->connection(), c.filter, c.today);
    SummaryAnswer answer{0, confirmations.this_year, confirmations.freezing_soon, count_by_status(snapshot->connection(), c.filter)};
    for (const auto& status : answer.by_status) answer.total += status.n;
    return http::answer(fields::write(answer));
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/experts",
     {P::library_read, Scope::all},
     list,
     {"专家列表",
      nullptr,
      auth::table_of<ListAnswer>,
      "手机（掩码）",
      {"name", "category", "discipline", "industry", "rank", "region", "status", "unit", "page", "size"}}},
    {get,
     "/api/v1/experts/{id}",
     {P::library_read, Scope::all},
     show,
     {"专家详情", nullptr, auth::table_of<Detail>, "身份证号、手机、邮箱、银行账号（掩码），出生日期"}},
    {get, "/api/v1/experts/summary", {P::library_read, Scope::all}, summary, {"专家库人数", nullptr, auth::table_of<SummaryAnswer>}},
};

} // namespace

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace expert
