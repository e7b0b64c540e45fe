#include "units/find.h"

#include "base/text.h"
#include "db/groups.h"

namespace units {

namespace {

constexpr std::string_view columns = "SELECT u.id, u.public_id, u.name, CASE WHEN EXISTS (SELECT 1 FROM unit b WHERE b.parent_id = u.id "
                                     "AND b.merged_into_id IS NULL) THEN 0 ELSE 1 END FROM unit u ";

// The nodes of an answer in the order of `columns`, with their paths.
std::vector<Node> load(db::Connection& connection, const std::string& rest, const db::Values& values)
{
    std::vector<Node> nodes;
    std::map<std::int64_t, std::size_t> places;
    std::string ids;
    connection.each(std::string(columns) + rest, values, [&](const db::Row& row) {
        places.emplace(row.integer(0), nodes.size());
        ids += (ids.empty() ? "" : ", ") + std::to_string(row.integer(0));
        nodes.push_back({row.text(1), row.text(2), "", row.integer(3) == 1});
    });
    if (nodes.empty()) return nodes;
    connection.each("SELECT c.unit_id, a.name FROM unit_closure c JOIN unit a ON a.id = c.above_id WHERE c.unit_id IN (" + ids +
                        ") ORDER BY c.unit_id, c.distance DESC",
                    {}, [&](const db::Row& row) {
                        auto& path = nodes[places.at(row.integer(0))].path;
                        path += (path.empty() ? "" : " / ") + row.text(1);
                    });
    return nodes;
}

std::string escaped(std::string_view typed)
{
    std::string out;
    for (char c : typed) {
        if (c == '%' || c == '_' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string upper(std::string text)
{
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

} // namespace

std::vector<Node> children(db::Connection& connection, const std::optional<std::string>& parent, std::size_t limit)
{
    std::string end = " ORDER BY u.name, u.id LIMIT " + std::to_string(limit);
    if (!parent) return load(connection, "WHERE u.parent_id IS NULL" + end, {});
    return load(connection, "JOIN unit p ON p.id = u.parent_id WHERE u.merged_into_id IS NULL AND p.public_id = $1" + end, {*parent});
}

std::vector<Node> search(db::Connection& connection, const std::string& typed, std::size_t limit)
{
    std::string text(trimmed(typed));
    if (text.empty()) return {};
    std::string part = "%" + escaped(text) + "%", beginning = upper(escaped(text)) + "%";
    return load(connection,
                "WHERE u.merged_into_id IS NULL AND (u.name LIKE $1 ESCAPE '\\' OR u.code LIKE $2 ESCAPE '\\' OR EXISTS (SELECT 1 FROM "
                "unit_alias a WHERE a.unit_id = u.id AND a.name LIKE $1 ESCAPE '\\')) ORDER BY length(u.name), u.name, u.id LIMIT " +
                    std::to_string(limit),
                {part, beginning});
}

std::map<std::int64_t, Node> by_id(db::Connection& connection, const std::vector<std::int64_t>& ids)
{
    std::map<std::int64_t, Node> nodes;
    std::map<std::string, std::int64_t> internal;
    db::each_group(connection, "SELECT id, public_id FROM unit WHERE id", ids,
                   [&](const db::Row& row) { internal[row.text(1)] = row.integer(0); });
    std::vector<std::string> public_ids;
    for (const auto& [public_id, id] : internal) public_ids.push_back(public_id);
    for (auto& node : by_public_id(connection, public_ids)) nodes.emplace(internal.at(node.public_id), node);
    return nodes;
}

// Whatever still names a unit that was merged means the one that goes on.
std::map<std::string, std::int64_t> ids_of(db::Connection& connection, const std::vector<std::string>& public_ids)
{
    std::map<std::string, std::int64_t> ids;
    db::each_group(connection, "SELECT COALESCE(merged_into_id, id), public_id FROM unit WHERE public_id", public_ids,
                   [&](const db::Row& row) { ids[row.text(1)] = row.integer(0); });
    return ids;
}

std::vector<Node> by_public_id(db::Connection& connection, const std::vector<std::string>& public_ids)
{
    if (public_ids.empty()) return {};
    std::string in;
    db::Values values;
    for (const auto& id : public_ids) {
        values.emplace_back(id);
        in += (in.empty() ? "$" : ", $") + std::to_string(values.size());
    }
    return load(connection, "WHERE u.public_id IN (" + in + ")", values);
}

} // namespace units
