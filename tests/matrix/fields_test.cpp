#include "base/text.h"
#include "matrix/callers.h"
#include "support/places.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

// Which personal field which role sees at which route: whole, masked or not at all, as a running server answers. The table is printed in
// docs/generated/fields.md and held against what the regulation allows (Art. 12, 20; A4).
namespace {

using matrix::Caller;
using matrix::Route;
using matrix::Side;
using matrix::World;

struct Column {
    std::string_view table, column, label;
    bool encrypted = false;
    std::size_t head = 0, tail = 0; // shown of it where it is masked; neither: it never is
};
constexpr Column columns[] = {
    {"expert", "name", "专家姓名"},
    {"expert", "citizen_id", "专家身份证号", true, 3, 2},
    {"expert", "passport", "专家护照号", true, 1, 2},
    {"expert", "phone", "专家手机", true, 3, 4},
    {"expert", "email", "专家邮箱", true, 2, 4},
    {"expert", "bank_account", "专家银行账号", true, 0, 4},
    {"relation", "other_name", "专家关系人姓名"},
    {"activity_project", "lead_name", "项目负责人姓名"},
    {"activity_project", "lead_citizen_id", "项目负责人身份证号", true, 3, 2},
    {"activity_member", "name", "项目成员姓名"},
    {"activity_member", "citizen_id", "项目成员身份证号", true, 3, 2},
    {"activity_avoidance", "name", "申请回避的专家姓名"},
    {"unit_ask", "contact_name", "单位联系人姓名", true},
    {"unit_ask", "phone", "单位联系人手机", true, 3, 4},
};

enum class Seen { absent, masked, whole };

// Whether the text holds one of the values, or one of them with its middle covered.
Seen seen_in(const std::string& body, const std::set<std::string>& values, const Column& column)
{
    Seen seen = Seen::absent;
    for (const auto& value : values) {
        if (body.find(value) != std::string::npos) return Seen::whole;
        if (column.tail > 0 && body.find(masked(value, column.head, column.tail)) != std::string::npos) seen = Seen::masked;
    }
    return seen;
}

class FieldMatrix : public testing::Test {
protected:
    World world{db::Engine::sqlite};
    std::map<std::string, matrix::Fixture> fixtures = matrix::fixtures();
    // column → route → role: what was seen
    std::map<std::size_t, std::map<std::string, std::map<std::string, Seen>>> table;
    int cells = 0;

    std::set<std::string> values_of(const Column& column)
    {
        const auto& platform = world.library().platform();
        auto snapshot = platform.database.read();
        std::set<std::string> values;
        std::string name(column.column), from(column.table);
        snapshot->connection().each(
            "SELECT id, " + name + " FROM " + from + " WHERE " + name + " IS NOT NULL", {}, [&](const db::Row& row) {
                values.insert(
                    column.encrypted
                        ? platform.keys.decrypt(column.table, column.column, std::to_string(row.integer(0)), row.bytes(1)).reveal()
                        : row.text(1));
            });
        return values;
    }

    void read(const Route& route, const Caller& caller, const std::string& body)
    {
        std::vector<std::set<std::string>> values;
        for (const auto& column : columns) values.push_back(values_of(column));
        for (std::size_t i = 0; i < std::size(columns); ++i) {
            ++cells;
            auto& seen = table[i][route.name()][caller.name];
            seen = std::max(seen, seen_in(body, values.at(i), columns[i]));
        }
    }

    void call_all(const Route& route, const std::vector<Caller>& all)
    {
        const auto& fixture = fixtures.at(route.name());
        for (const auto& caller : all) {
            if (matrix::scope_for(route, caller).empty()) continue;
            auto client = matrix::client_of(world, caller);
            std::string id = route.has_parameter() ? world.make(fixture.object_for(caller.name), Side::own) : "";
            auto reply = world.send(client, route, fixture, id, Side::own);
            read(route, caller, reply.body);
        }
    }

    static std::string joined(const std::set<std::string>& names)
    {
        std::string text;
        for (const auto& name : names) text += (text.empty() ? "" : "、") + name;
        return text.empty() ? "—" : text;
    }

    std::string printed() const
    {
        std::string text = "# 谁在哪里看到哪项个人信息\n\n"
                           "由 tests/matrix/fields_test.cpp 在运行着的服务上逐项试出：每个路由、每个角色、每项个人信息。"
                           "没有列出的都看不到。\n\n| 个人信息 | 路由 | 看到全部 | 看到遮蔽的 |\n|---|---|---|---|\n";
        for (const auto& [i, routes] : table)
            for (const auto& [route, roles] : routes) {
                std::set<std::string> whole, covered;
                for (const auto& [role, seen] : roles) {
                    std::string name(auth::find_role(role) ? auth::find_role(role)->name : "未登录");
                    if (seen == Seen::whole) whole.insert(name);
                    if (seen == Seen::masked) covered.insert(name);
                }
                if (whole.empty() && covered.empty()) continue;
                text += "| " + std::string(columns[i].label) + " | `" + route + "` | " + joined(whole) + " | " + joined(covered) + " |\n";
            }
        return text;
    }

    // Who sees what whole at any route.
    std::map<std::string, std::set<std::string>> whole_of(std::size_t column) const
    {
        std::map<std::string, std::set<std::string>> routes;
        for (const auto& [route, roles] : table.at(column))
            for (const auto& [role, seen] : roles)
                if (seen == Seen::whole) routes[route].insert(role);
        return routes;
    }
};

TEST_F(FieldMatrix, IsTheOneThatIsPrinted)
{
    auto all = matrix::callers();
    for (const auto& route : matrix::routes_of_description()) {
        if (!route.changes() || route.reads_personal) call_all(route, all);
    }
    auto text = printed();
    auto file = support::source_folder() / "docs/generated/fields.md", made = support::build_folder() / "fields.md";
    std::ofstream(made) << text;
    std::ifstream stream(file);
    std::string known{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(text, known) << "look at the difference; where it is right: cp " << made.string() << " " << file.string();

    for (std::size_t i = 0; i < std::size(columns); ++i) {
        for (const auto& [route, roles] : whole_of(i)) {
            std::string where = std::string(columns[i].label) + " at " + route;
            // Art. 12; A4: what is encrypted is revealed one at a time, or leaves by a second person's grant, or stands in what one wrote
            // oneself, or is what a decision is about.
            if (columns[i].encrypted)
                EXPECT_TRUE(route == "POST /api/v1/experts/{id}/reveal" || route == "GET /api/v1/unit-asks/{id}" ||
                            route == "POST /api/v1/exports/{id}/file" || route.find("/own-record") != std::string::npos)
                    << where;
            // A2: the three administrators see nothing of experts.
            for (const char* role : {"system_administrator", "security_administrator", "audit_administrator", "anonymous"})
                EXPECT_FALSE(roles.contains(role)) << where << " by " << role;
        }
    }
    EXPECT_FALSE(whole_of(0).empty()) << "the search finds nothing at all";
    EXPECT_FALSE(whole_of(1).empty()) << "the reveal was not tried";
    std::cout << "fields: " << std::size(columns) << " columns, " << fixtures.size() << " routes, " << all.size() << " callers, " << cells
              << " cells read\n";
}

} // namespace
