#include "oversight/trail.h"

#include "ledger/act_names.h"
#include "oversight/messages.h"

#include <algorithm>

namespace oversight {

using fields::field;
using fields::Table;

const Table& fields_of(const Entry*)
{
    static const Table table{
        field<&Entry::seq>("seq", {.label = "账本序号"}),
        field<&Entry::at>("at", {.label = "时间"}),
        field<&Entry::type>("type"),
        field<&Entry::name>("name", {.label = "事项"}),
        field<&Entry::actor>("actor", {.label = "经手人"}),
        field<&Entry::object_kind>("object_kind"),
        field<&Entry::object_name>("object_name", {.label = "对象种类"}),
        field<&Entry::object>("object", {.label = "对象"}),
        field<&Entry::object_id>("object_id"),
        field<&Entry::reason>("reason", {.label = "理由"}),
        field<&Entry::from>("from", {.label = "来自"}),
        field<&Entry::rows>("rows", {.label = "改动的数据行"}),
    };
    return table;
}

const Table& fields_of(const ActorChoice*)
{
    static const Table table{
        field<&ActorChoice::value>("value"),
        field<&ActorChoice::name>("name", {.label = "姓名"}),
        field<&ActorChoice::unit_name>("unit_name", {.label = "部门"}),
    };
    return table;
}

namespace {

constexpr std::size_t longest_number = 60;

std::optional<Error> read_actor(const std::string& text, Query& query)
{
    constexpr std::string_view account = "account:";
    if (text == "console" || text == "system")
        query.actor_kind = text;
    else if (text.starts_with(account) && text.size() > account.size() && text.size() < 100) {
        query.actor_kind = "account";
        query.actor_id = text.substr(account.size());
    } else if (!text.empty())
        return refuse_field("actor", messages::unknown_actor, {text});
    return std::nullopt;
}

std::optional<Error> read_day(const http::Request& request, std::string_view name, std::optional<Day>& day)
{
    auto text = request.query_value(name).value_or("");
    if (text.empty()) return std::nullopt;
    day = parse_day(text);
    if (!day) return refuse_field(std::string(name), messages::bad_day);
    return std::nullopt;
}

} // namespace

Result<Query> query_of(const http::Request& request)
{
    auto value = [&](std::string_view name) { return request.query_value(name).value_or(""); };
    Query query;
    if (auto fault = read_actor(value("actor"), query)) return *fault;
    query.object_kind = value("object_kind");
    auto kinds = object_kinds();
    if (!query.object_kind.empty() &&
        std::none_of(kinds.begin(), kinds.end(), [&](const ObjectKind& k) { return k.kind == query.object_kind; }))
        return refuse_field("object_kind", messages::unknown_kind, {query.object_kind});
    query.number = value("number");
    if (query.number.size() > longest_number) return refuse_field("number", messages::number_too_long);
    query.type = value("type");
    auto types = ledger::act_names();
    if (!query.type.empty() && std::none_of(types.begin(), types.end(), [&](const ledger::ActName& n) { return n.type == query.type; }))
        return refuse_field("type", messages::unknown_type, {query.type});
    if (auto fault = read_day(request, "from", query.from)) return *fault;
    if (auto fault = read_day(request, "to", query.to)) return *fault;
    if (query.from && query.to && *query.to < *query.from) return refuse_field("to", messages::days_crossed);
    if (auto below = value("below"); !below.empty()) {
        if (below.size() > 15 || below.find_first_not_of("0123456789") != std::string::npos)
            return refuse_field("below", messages::bad_place);
        query.below = std::stoll(below);
    }
    return query;
}

json::Object noted(const Query& query, std::int64_t page)
{
    json::Object data{{"page", page}};
    auto keep = [&](std::string name, const std::string& text) {
        if (!text.empty()) data.set(std::move(name), text);
    };
    keep("actor", query.actor_id.empty() ? query.actor_kind : query.actor_id);
    keep("object_kind", query.object_kind);
    keep("number", query.number);
    keep("type", query.type);
    keep("from", query.from ? to_text(*query.from) : "");
    keep("to", query.to ? to_text(*query.to) : "");
    return data;
}

} // namespace oversight
