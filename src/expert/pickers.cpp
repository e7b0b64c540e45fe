#include "catalog/catalog.h"
#include "expert/messages.h"
#include "expert/store.h"
#include "units/find.h"

#include <algorithm>

// What the page's pickers ask: entries of code tables, units, how many experts stand under each.
namespace expert {

namespace {

constexpr std::size_t most_found = 50, most_codes = 200;

struct CodeNode {
    std::string code, name, path;
    bool leaf = true;
};
const fields::Table& fields_of(const CodeNode*)
{
    static const fields::Table table{fields::field<&CodeNode::code>("code"), fields::field<&CodeNode::name>("name"),
                                     fields::field<&CodeNode::path>("path", {.label = "名称，从最上级起"}),
                                     fields::field<&CodeNode::leaf>("leaf", {.label = "没有下级"})};
    return table;
}

struct CodesAnswer {
    std::vector<CodeNode> items;
    bool more = false;
};
const fields::Table& fields_of(const CodesAnswer*)
{
    static const fields::Table table{fields::field<&CodesAnswer::items>("items"),
                                     fields::field<&CodesAnswer::more>("more", {.label = "还有未列出的，请搜索"})};
    return table;
}

struct CountsAnswer {
    std::vector<CodeCount> items;
};
const fields::Table& fields_of(const CountsAnswer*)
{
    static const fields::Table table{fields::field<&CountsAnswer::items>("items")};
    return table;
}

// "a,b,c" as a list, blanks left out.
std::vector<std::string> split(const std::string& text)
{
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        auto end = std::min(text.find(',', at), text.size());
        if (end > at) parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

std::optional<Error> too_many(const std::vector<std::string>& codes)
{
    if (codes.size() <= most_codes) return std::nullopt;
    return refuse_field("codes", messages::too_many_codes, {std::to_string(most_codes)});
}

// Below ?parent=, what ?search= finds, or those of ?codes=.
Result<http::Response> codes(auth::Context& c)
{
    auto tables = catalog::tables();
    auto table = std::find_if(tables.begin(), tables.end(), [&](const catalog::Table* t) { return t->id() == c.parameter("table"); });
    if (table == tables.end()) return auth::not_found("代码表");
    std::vector<const catalog::Entry*> entries;
    if (auto search = c.request.query_value("search"))
        entries = (*table)->search(*search, most_found);
    else if (auto given = c.request.query_value("codes")) {
        auto wanted = split(*given);
        if (auto fault = too_many(wanted)) return *fault;
        for (const auto& code : wanted)
            if (const auto* entry = (*table)->find(code)) entries.push_back(entry);
    } else {
        auto parent = c.request.query_value("parent");
        const catalog::Entry* above = parent ? (*table)->find(*parent) : nullptr;
        if (parent && !above) return auth::not_found("代码");
        entries = (*table)->children(above);
    }
    CodesAnswer answer;
    for (const auto* entry : entries) answer.items.push_back({entry->code, entry->name, (*table)->path(*entry), entry->leaf()});
    return http::answer(fields::write(answer));
}

Result<http::Response> unit_nodes(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    std::vector<units::Node> nodes;
    if (auto search = c.request.query_value("search"))
        nodes = units::search(connection, *search, most_found);
    else if (auto given = c.request.query_value("codes")) {
        auto wanted = split(*given);
        if (auto fault = too_many(wanted)) return *fault;
        nodes = units::by_public_id(connection, wanted);
    } else
        nodes = units::children(connection, c.request.query_value("parent"), most_codes + 1);
    CodesAnswer answer;
    answer.more = nodes.size() > most_codes;
    if (answer.more) nodes.resize(most_codes);
    for (auto& node : nodes) answer.items.push_back({std::move(node.public_id), std::move(node.name), std::move(node.path), node.leaf});
    return http::answer(fields::write(answer));
}

// Of experts in the library, under each of ?codes= and what lies below it.
Result<http::Response> counts(auth::Context& c)
{
    constexpr std::string_view facets[] = {"category", "discipline", "industry", "rank", "region", "unit"};
    auto facet = c.request.query_value("facet").value_or("");
    if (std::find(std::begin(facets), std::end(facets), facet) == std::end(facets))
        return refuse_field("facet", messages::unknown_facet, {facet});
    auto wanted = split(c.request.query_value("codes").value_or(""));
    if (auto fault = too_many(wanted)) return *fault;
    auto snapshot = c.platform.database.read();
    return http::answer(fields::write(CountsAnswer{count_by_facet(snapshot->connection(), c.filter, facet, wanted)}));
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/codes/{table}",
     {P::signed_in, Scope::nothing},
     codes,
     {"代码表条目", nullptr, auth::table_of<CodesAnswer>, "", {"parent", "search", "codes"}}},
    {get,
     "/api/v1/units",
     {{P::library_read, Scope::all}, {P::activity_read, Scope::all}, {P::unit_edit, Scope::all}, {P::role_grant, Scope::all}},
     unit_nodes,
     {"单位，供选择", nullptr, auth::table_of<CodesAnswer>, "", {"parent", "search", "codes"}}},
    {get,
     "/api/v1/experts/counts",
     {P::library_read, Scope::all},
     counts,
     {"各代码之下的在库人数", nullptr, auth::table_of<CountsAnswer>, "", {"facet", "codes"}}},
};

} // namespace

std::span<const auth::Route> picker_routes()
{
    return table;
}

} // namespace expert
