#include "oversight/objects.h"

#include <algorithm>

namespace oversight {

namespace {

constexpr ObjectKind kinds[] = {
    {"expert", "专家"},
    {"activity", "活动"},
    {"round", "抽取轮次"},
    {"account", "账号"},
    {"unit", "单位"},
    {"unit_ask", "单位登记申请"},
    {"import", "导入批次"},
    {"rule", "口径"},
    {"text", "文本"},
    {"code_table", "代码表"},
    {"delegation", "委托"},
    {"alert", "安全告警"},
    {"undertaking", "保密承诺书"},
    {"library_use", "使用专家库的申请"},
    {"export", "导出申请"},
};

// One question for each kind that has labels: public id and label of rows whose public id is in the list that follows.
constexpr std::pair<std::string_view, std::string_view> label_queries[] = {
    {"expert", "SELECT public_id, number FROM expert WHERE public_id IN "},
    {"activity", "SELECT public_id, number FROM activity WHERE public_id IN "},
    {"round", "SELECT r.public_id, a.number || ' 第 ' || r.round || ' 轮' FROM draw_round r JOIN activity a ON a.id = r.activity_id "
              "WHERE r.public_id IN "},
    {"export", "SELECT public_id, number FROM export_request WHERE public_id IN "},
    {"unit", "SELECT public_id, name FROM unit WHERE public_id IN "},
    {"unit_ask", "SELECT public_id, number FROM unit_ask WHERE public_id IN "},
    {"account", "SELECT a.public_id, COALESCE('专家 ' || e.number, a.display_name) FROM account a LEFT JOIN expert e ON e.id = a.expert_id "
                "WHERE a.public_id IN "},
    {"library_use", "SELECT t.public_id, u.name FROM library_use t JOIN unit u ON u.id = t.unit_id WHERE t.public_id IN "},
    {"undertaking", "SELECT t.public_id, t.signed_name FROM staff_undertaking t WHERE t.public_id IN "},
};

} // namespace

std::span<const ObjectKind> object_kinds()
{
    return kinds;
}

std::string kind_name(std::string_view kind)
{
    const auto* known = std::find_if(std::begin(kinds), std::end(kinds), [&](const ObjectKind& k) { return k.kind == kind; });
    return std::string(known == std::end(kinds) ? kind : known->name);
}

std::map<Object, std::string> labels_of(db::Connection& connection, const std::set<Object>& objects)
{
    std::map<Object, std::string> labels;
    for (const auto& [kind, query] : label_queries) {
        std::string in;
        db::Values values;
        for (const auto& object : objects)
            if (object.first == kind) {
                values.emplace_back(object.second);
                in += (in.empty() ? "($" : ", $") + std::to_string(values.size());
            }
        if (values.empty()) continue;
        connection.each(std::string(query) + in + ")", values, [&, kind = std::string(kind)](const db::Row& row) {
            labels.emplace(Object{kind, row.text(0)}, row.text(1));
        });
    }
    return labels;
}

std::vector<Object> objects_of(db::Connection& connection, const std::string& number)
{
    std::vector<Object> objects;
    for (std::string kind : {"expert", "activity"})
        connection.each("SELECT public_id FROM " + kind + " WHERE number = $1", {number},
                        [&](const db::Row& row) { objects.emplace_back(kind, row.text(0)); });
    connection.each("SELECT r.public_id FROM draw_round r JOIN activity a ON a.id = r.activity_id WHERE a.number = $1 ORDER BY r.round",
                    {number}, [&](const db::Row& row) { objects.emplace_back("round", row.text(0)); });
    return objects;
}

} // namespace oversight
