#include "db/groups.h"
#include "draw/draw.h"
#include "draw/exclusion.h"
#include "draw/round/store.h"
#include "draw/suspicions.h"
#include "expert/expert.h"

#include <algorithm>
#include <set>

namespace draw {

std::string_view exclusion_label(std::string_view code)
{
    return exclusion_codes[place_of_code(code)].label;
}

std::int64_t standing_decisions(db::Connection& connection, const crypto::Keyring& keys, std::int64_t expert_id, Day day, bool written)
{
    std::vector<std::int64_t> people = expert::absorbed_by(connection, expert_id);
    people.push_back(expert_id);
    std::set<std::string> activities;
    db::each_group(
        connection,
        "SELECT DISTINCT a.public_id FROM suspicion_decision d JOIN activity_project p ON p.public_id = d.project JOIN activity a "
        "ON a.id = p.activity_id WHERE d.expert_id",
        people, [&](const db::Row& row) { activities.insert(row.text(0)); });
    if (activities.empty()) return 0;
    auto facts = written ? load_facts(connection) : current_facts(connection); // an act that is not done must not be kept
    std::size_t place = place_in(facts->recusal.ids(), expert_id);
    std::int64_t standing = 0;
    for (const auto& id : activities) {
        auto found = suspicions_of(connection, keys, *facts, *activity::load(connection, {auth::Scope::all}, id), day);
        standing += std::count_if(found.begin(), found.end(), [&](const auto& one) { return one.expert == place && one.decision; });
    }
    return standing;
}

std::vector<SealedRound> sealed_rounds(db::Connection& connection)
{
    return connection.all("SELECT r.number, a.number FROM draw_round r JOIN activity a ON a.id = r.activity_id WHERE r.status IN "
                          "('sealed', 'committed', 'revealing', 'awaiting', 'revealed') ORDER BY r.number",
                          {}, [](const db::Row& row) {
                              return SealedRound{row.integer(0), row.text(1)};
                          });
}

std::vector<SealedRound> running_rounds(db::Connection& connection, const crypto::Keyring& keys, const std::vector<std::int64_t>& experts)
{
    struct Running {
        std::int64_t id;
        SealedRound round;
    };
    auto running = connection.all("SELECT r.id, r.number, a.number FROM draw_round r JOIN activity a ON a.id = r.activity_id WHERE "
                                  "r.status NOT IN ('confirmed', 'void') ORDER BY r.number",
                                  {}, [](const db::Row& row) {
                                      return Running{row.integer(0), {row.integer(1), row.text(2)}};
                                  });
    std::vector<SealedRound> found;
    for (const auto& [id, sealed] : running) {
        auto pool = round::load_leaves(connection, keys, id, "pool").experts;
        if (std::find_first_of(pool.begin(), pool.end(), experts.begin(), experts.end()) != pool.end()) found.push_back(sealed);
    }
    return found;
}

std::vector<SealedRound> serving(db::Connection& connection, const crypto::Keyring& keys, const std::vector<std::int64_t>& experts,
                                 Day today)
{
    std::vector<SealedRound> found;
    connection.each("SELECT r.id, r.drawn_experts, r.number, a.number FROM draw_round r JOIN activity a ON a.id = r.activity_id WHERE "
                    "r.status = 'confirmed' AND a.status <> 'finished' AND a.to_day >= $1 ORDER BY r.number",
                    {to_text(today)}, [&](const db::Row& row) {
                        auto stored = keys.decrypt("draw_round", "drawn_experts", std::to_string(row.integer(0)), row.bytes(1));
                        auto drawn = round::unpack_ids(stored.reveal());
                        if (std::find_first_of(drawn.begin(), drawn.end(), experts.begin(), experts.end()) != drawn.end())
                            found.push_back({row.integer(2), row.text(3)});
                    });
    return found;
}

} // namespace draw
