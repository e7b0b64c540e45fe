#include "catalog/catalog.h"
#include "expert/messages.h"
#include "expert/store.h"
#include "units/find.h"

#include <algorithm>

// What the list is asked for.
namespace expert {

namespace {

struct Status {
    std::string_view code, name;
};
constexpr Status statuses[] = {{"active", "在库"}, {"frozen", "冻结"},        {"suspended", "暂停"}, {"revoked", "撤销"},
                               {"exited", "退出"}, {merged_status, "已并入"}, {"erased", "已删除"}};

const Status* find_status(std::string_view code)
{
    const auto* found = std::find_if(std::begin(statuses), std::end(statuses), [&](const Status& status) { return status.code == code; });
    return found == std::end(statuses) ? nullptr : found;
}

struct Coded {
    std::string_view name, label;
    std::string Query::*member;
    const catalog::Table& (*table)();
};
constexpr Coded coded[] = {
    {"discipline", "学科", &Query::discipline, catalog::disciplines},
    {"category", "类别", &Query::category, catalog::expert_categories},
    {"rank", "职称级别", &Query::rank, catalog::title_ranks},
    {"industry", "行业", &Query::industry, catalog::industries},
    {"region", "地区", &Query::region, catalog::regions},
};

std::vector<std::pair<std::string, std::string>> words_of(db::Connection& connection, const Query& query)
{
    std::vector<std::pair<std::string, std::string>> words;
    if (!query.name.empty()) words.emplace_back("姓名编号", query.name);
    if (!query.unit.empty()) {
        auto units = units::by_public_id(connection, {query.unit});
        words.emplace_back("单位", units.empty() ? query.unit : units.front().path);
    }
    for (const auto& one : coded)
        if (const auto* entry = one.table().find(query.*one.member)) words.emplace_back(one.label, entry->name);
    if (const auto* status = find_status(query.status)) words.emplace_back("状态", status->name);
    return words;
}

} // namespace

Result<Query> query_of(const std::map<std::string, std::string>& asked)
{
    auto value = [&](std::string_view name) {
        auto found = asked.find(std::string(name));
        return found == asked.end() ? std::string() : found->second;
    };
    Query query;
    query.name = value("name");
    query.unit = value("unit");
    query.status = value("status");
    if (query.name.size() > 200) return refuse_field("name", messages::name_too_long);
    for (const auto& one : coded) {
        query.*one.member = value(one.name);
        if (!(query.*one.member).empty() && !one.table().find(query.*one.member))
            return refuse_field(std::string(one.name), messages::unknown_code, {one.table().title(), query.*one.member});
    }
    if (!query.status.empty() && !find_status(query.status)) return refuse_field("status", messages::unknown_status, {query.status});
    return query;
}

Result<Listed> listed(db::Connection& connection, const auth::Filter& filter, const std::map<std::string, std::string>& asked,
                      std::int64_t most)
{
    auto query = query_of(asked);
    if (!query) return query.error();
    Listed listed;
    listed.total = count_experts(connection, filter, *query);
    listed.words = words_of(connection, *query);
    if (listed.total <= most) listed.people = find_people(connection, filter, *query, listed.total);
    return listed;
}

} // namespace expert
