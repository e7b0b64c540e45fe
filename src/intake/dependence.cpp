#include "intake/dependence.h"

#include <cstring>

namespace intake {

namespace {

// What counts as depending, one a line: how it is called, and a query that names each case. {first} and {last} stand for the ids of the
// batch's rows, {seq} for its place in the ledger.
struct Dependence {
    std::string_view what, query;
};

// Every list that was sealed since weighed every expert, in the pool or out of it (docs/formats/draw.md).
constexpr std::string_view rounds = R"(
    SELECT DISTINCT '第 ' || r.number || ' 轮（活动 ' || a.number || '）', r.number FROM ledger_entry l
    JOIN draw_round r ON r.public_id = l.object_id JOIN activity a ON a.id = r.activity_id
    WHERE l.object_kind = 'round' AND l.type = 'draw.sealed/1' AND l.seq > {seq} AND r.id > {last} ORDER BY r.number)";
// An entry that changed a row, other than the one that brought the record in.
constexpr std::string_view edited = R"(
    SELECT DISTINCT e.number FROM expert e JOIN ledger_entry l ON l.object_kind = 'expert' AND l.object_id = e.public_id
    WHERE e.id > {first} AND e.id < {last} AND l.seq > {seq} AND l.type <> 'expert.entered/1'
    AND (l.body IS NULL OR l.body NOT LIKE '%"rows":[]%') ORDER BY 1)";
constexpr std::string_view merged = R"(
    SELECT e.number FROM expert_merge m JOIN expert e ON e.id = m.absorbed_id OR e.id = m.survivor_id
    WHERE e.id > {first} AND e.id <= {last} GROUP BY e.number ORDER BY 1)";
constexpr std::string_view accounts = R"(
    SELECT login FROM account WHERE (expert_id > {first} AND expert_id <= {last}) OR (unit_id > {first} AND unit_id <= {last})
    ORDER BY login)";
constexpr std::string_view suspicions = R"(
    SELECT DISTINCT e.number FROM suspicion_decision d JOIN expert e ON e.id = d.expert_id
    WHERE d.expert_id > {first} AND d.expert_id <= {last} ORDER BY 1)";
constexpr std::string_view activities = R"(
    SELECT DISTINCT a.number FROM activity a LEFT JOIN activity_project p ON p.activity_id = a.id
    LEFT JOIN activity_partner q ON q.project_id = p.id
    WHERE (a.using_unit_id > {first} AND a.using_unit_id <= {last}) OR (p.applicant_id > {first} AND p.applicant_id <= {last})
    OR (p.lead_unit_id > {first} AND p.lead_unit_id <= {last}) OR (q.unit_id > {first} AND q.unit_id <= {last}) ORDER BY 1)";
// Experts of another batch, or later facts, at its units.
constexpr std::string_view posts = R"(
    SELECT DISTINCT e.number FROM expert e JOIN (
        SELECT id, expert_id, unit_id FROM post UNION ALL SELECT id, expert_id, unit_id FROM interest
    ) f ON f.expert_id = e.id
    WHERE f.unit_id > {first} AND f.unit_id <= {last} AND (f.id < {first} OR f.id > {last}) ORDER BY 1)";
constexpr std::string_view units = R"(
    SELECT u.name FROM unit u
    WHERE (((u.parent_id > {first} AND u.parent_id <= {last})
            OR (u.competent_department_id > {first} AND u.competent_department_id <= {last})) AND (u.id < {first} OR u.id > {last}))
    OR (u.id > {first} AND u.id <= {last} AND u.version > 1) ORDER BY u.name)";
constexpr std::string_view projects = R"(
    SELECT DISTINCT p.code FROM research_project p LEFT JOIN research_participant q ON q.project_id = p.id
    WHERE p.id > {first} AND p.id <= {last} AND (p.version > 1 OR q.version > 1 OR q.id < {first} OR q.id > {last}) ORDER BY 1)";

constexpr Dependence dependences[] = {
    {"导入之后封存了名单的抽取轮次，每一轮都评判过全部在库专家", rounds},
    {"导入之后改过的专家", edited},
    {"与另一条记录合并过的专家", merged},
    {"与这批专家或单位绑定的账号", accounts},
    {"认定过疑似回避的专家", suspicions},
    {"用到这批单位的活动", activities},
    {"在这批单位任职或有利益关系的其他专家", posts},
    {"挂在这批单位之下的其他单位，或导入之后改过的单位", units},
    {"导入之后改过的科研项目", projects},
};

std::string filled(std::string_view query, const BatchRows& rows)
{
    std::string text(query);
    for (const auto& [mark, number] :
         {std::pair("{first}", rows.batch_id), std::pair("{last}", rows.last_id), std::pair("{seq}", rows.seq)})
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark))
            text.replace(at, std::strlen(mark), std::to_string(number));
    return text;
}

} // namespace

std::vector<Obstacle> find_obstacles(db::Connection& connection, const BatchRows& rows)
{
    constexpr std::size_t most_names = 20;
    std::vector<Obstacle> obstacles;
    for (const auto& [what, query] : dependences) {
        Obstacle obstacle{std::string(what), 0, {}};
        connection.each(filled(query, rows), {}, [&](const db::Row& row) {
            if (obstacle.names.size() < most_names) obstacle.names.push_back(row.text(0));
            ++obstacle.count;
        });
        if (obstacle.count > 0) obstacles.push_back(std::move(obstacle));
    }
    return obstacles;
}

const fields::Table& fields_of(const Obstacle*)
{
    static const fields::Table table{
        fields::field<&Obstacle::what>("what", {.label = "什么"}),
        fields::field<&Obstacle::count>("count", {.label = "多少"}),
        fields::field<&Obstacle::names>("names", {.label = "哪些", .note = "至多二十个"}),
    };
    return table;
}

} // namespace intake
