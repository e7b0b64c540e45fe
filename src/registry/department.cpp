#include "registry/department.h"

#include <map>
#include <set>

namespace registry {

namespace {

class Trees {
public:
    Trees(db::Connection& connection, const Hanging& hanging) : connection_(connection), hanging_(hanging) {}

    bool related_now(std::int64_t a, std::int64_t b) { return above(a).contains(b) || above(b).contains(a); }
    bool related_then(std::int64_t a, std::int64_t b) { return above_then(a).contains(named(b)) || above_then(b).contains(named(a)); }

private:
    db::Connection& connection_;
    const Hanging& hanging_;
    std::map<std::int64_t, std::map<std::int64_t, std::int64_t>> known_; // of a unit: those above, with their distance

    std::int64_t named(std::int64_t id) const { return hanging_.dissolved && id == hanging_.unit ? *hanging_.parent : id; }

    const std::map<std::int64_t, std::int64_t>& above(std::int64_t id)
    {
        auto [place, fresh] = known_.try_emplace(id);
        if (fresh)
            connection_.each("SELECT above_id, distance FROM unit_closure WHERE unit_id = $1", {id},
                             [&](const db::Row& row) { place->second.emplace(row.integer(0), row.integer(1)); });
        return place->second;
    }

    std::set<std::int64_t> above_then(std::int64_t id)
    {
        std::set<std::int64_t> then;
        const auto& now = above(id);
        auto moved = now.find(hanging_.unit);
        for (const auto& [unit, distance] : now)
            if (moved == now.end() || distance < moved->second || (distance == moved->second && !hanging_.dissolved)) then.insert(unit);
        if (moved != now.end() && hanging_.parent)
            for (const auto& [unit, distance] : above(*hanging_.parent)) then.insert(unit);
        return then;
    }
};

} // namespace

std::vector<ActivityName> joined_departments(db::Connection& connection, const Hanging& hanging)
{
    struct Pair {
        ActivityName activity;
        std::int64_t one, other;
    };
    auto pairs = connection.all(
        "SELECT a.number, a.name, o.unit_id, s.unit_id FROM activity a JOIN account o ON o.id = a.operator_id JOIN account s ON s.id = "
        "a.supervisor_id WHERE a.status <> 'finished' AND o.unit_id IS NOT NULL AND s.unit_id IS NOT NULL ORDER BY a.id",
        {}, [](const db::Row& row) {
            return Pair{{row.text(0), row.text(1)}, row.integer(2), row.integer(3)};
        });
    Trees trees(connection, hanging);
    std::vector<ActivityName> found;
    for (auto& pair : pairs)
        if (trees.related_then(pair.one, pair.other) && !trees.related_now(pair.one, pair.other)) found.push_back(std::move(pair.activity));
    return found;
}

} // namespace registry
