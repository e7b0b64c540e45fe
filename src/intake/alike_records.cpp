#include "intake/alike.h"
#include "intake/intake.h"
#include "intake/namesakes.h"
#include "units/units.h"

#include <map>

namespace intake {

std::vector<AlikeRecord> alike_records(db::Connection& connection, const crypto::Keyring& keys, const expert::Record& record)
{
    auto namesakes = expert::find_namesakes(connection, {record.facts.name});
    std::map<std::int64_t, std::set<std::size_t>> entities;
    connection.each("SELECT p.expert_id, r.id FROM expert e JOIN post p ON p.expert_id = e.id" + units::join_entity("p.unit_id", "r") +
                        " WHERE e.name = $1",
                    {record.facts.name},
                    [&](const db::Row& row) { entities[row.integer(0)].insert(static_cast<std::size_t>(row.integer(1))); });
    std::vector<Someone> mine, known;
    std::vector<const expert::Namesake*> of_known;
    for (const auto& one : namesakes) {
        Someone someone{key_of(one), one.name, one.birth_day, entities[one.id]};
        if (one.public_id == record.public_id) {
            mine.push_back(std::move(someone));
            continue;
        }
        known.push_back(std::move(someone));
        of_known.push_back(&one);
    }
    std::vector<AlikeRecord> found;
    if (mine.empty()) return found;
    std::vector<std::string> pairs;
    for (const auto& alike : find_alike(mine, known)) {
        const auto& other = *of_known[alike.other];
        pairs.push_back(pair_of(keys.suite(), mine[0].key, known[alike.other].key));
        found.push_back({other.public_id, other.number, alike.by_birth, alike.by_unit, {}});
    }
    auto decisions = decisions_of(connection, pairs);
    for (std::size_t i = 0; i < found.size(); ++i)
        if (auto decision = decisions.find(pairs[i]); decision != decisions.end()) found[i].same = decision->second;
    return found;
}

} // namespace intake
