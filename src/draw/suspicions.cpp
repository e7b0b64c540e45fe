#include "draw/suspicions.h"

#include "db/day.h"
#include "draw/draw.h"
#include "draw/index.h"
#include "draw/messages.h"
#include "expert/expert.h"

#include "rulebook/rulebook.h"
#include <algorithm>

#include <map>

namespace draw {

namespace {

// By an item that Art. 14(4) lists: then nothing is left to suspect.
bool barred(const recusal::Person& person, const recusal::Project& project, const Facts& facts, recusal::Window window,
            const recusal::Rules& rules)
{
    auto items = recusal::judge(person, project, facts.recusal.research(), window, rules);
    return std::any_of(items.begin(), items.end(), [](const auto& e) { return e.item != recusal::Item::lead_missing; });
}

std::map<Bytes, Decision> decisions(db::Connection& connection)
{
    std::map<Bytes, Decision> all;
    connection.each("SELECT facts, confirmed, reason, decided_on FROM suspicion_decision", {}, [&](const db::Row& row) {
        all[row.bytes(0)] = {row.integer(1) == 1, row.text(2), *db::maybe_day(row, 3)};
    });
    return all;
}

// The public ids under which someone was decided about: the own one, and those of records that were merged into it.
class Names {
public:
    explicit Names(db::Connection& connection)
    {
        expert::Merges merges(connection);
        for (const auto& merge : merges.all()) others_[merges.lasting(merge.absorbed_id)].push_back(merge.absorbed);
    }

    std::vector<std::string> of(std::int64_t expert, const std::string& own) const
    {
        std::vector<std::string> all{own};
        if (auto others = others_.find(expert); others != others_.end())
            all.insert(all.end(), others->second.begin(), others->second.end());
        return all;
    }

private:
    std::map<std::int64_t, std::vector<std::string>> others_;
};

} // namespace

const ledger::Table suspicion_table{
    "suspicion_decision", {{"facts"}, {"expert_id"}, {"project"}, {"kind"}, {"confirmed"}, {"reason"}, {"decided_by"}, {"decided_on"}}};

std::vector<FoundSuspicion> suspicions_of(db::Connection& connection, const crypto::Keyring& keys, const Facts& facts,
                                          const activity::Activity& activity, Day seal_day)
{
    std::vector<FoundSuspicion> found;
    if (activity.projects.empty()) return found;
    auto named = activity::named_in(connection, activity);
    auto decided = decisions(connection);
    Names names(connection);
    const RuleBook book = rulebook::load(connection);
    auto rules = recusal::suspicion_rules_on(book, seal_day);
    auto listed = recusal::rules_on(book, seal_day);
    recusal::Window window{seal_day, std::max(seal_day, activity.to)};
    std::vector<recusal::Project> projects;
    for (const auto& project : activity.projects) projects.push_back(facts.recusal.project(recusal::facts_of(project)));
    std::vector<recusal::Suspects> suspects;
    for (std::size_t p = 0; p < projects.size(); ++p) suspects.emplace_back(facts.recusal, projects[p], named[p]);
    recusal::Traces traces;
    for (const auto& one : suspects) traces.add(one.traces());
    for (std::size_t i : facts.index->reach().of(traces)) {
        if (facts.eligibility.person(i).status != eligibility::Status::active) continue; // not drawn anyway
        recusal::Person person = facts.recusal.person(i);
        for (std::size_t p = 0; p < projects.size(); ++p) {
            auto about = suspects[p].about(person, window, rules);
            if (about.empty() || barred(person, projects[p], facts, window, listed)) continue;
            for (auto& what : about) {
                FoundSuspicion one{i, p, {}, {}, {}};
                for (const auto& name : names.of(facts.recusal.ids()[i], facts.attributes[i].public_id)) {
                    std::string text = name + "\n" + activity.projects[p].public_id + "\n" +
                                       std::string(recusal::doubt_codes[static_cast<std::size_t>(what.doubt)]) + "\n" + what.basis;
                    Bytes hash = crypto::bytes_of(keys.lookup_hash("suspicion", crypto::Secret(std::move(text))));
                    auto decision = decided.find(hash);
                    bool outweighs =
                        decision != decided.end() && (!one.decision || (decision->second.confirmed && !one.decision->confirmed));
                    if (outweighs) one.decision = decision->second;
                    if (outweighs || one.facts.empty()) one.facts = std::move(hash);
                }
                one.what = std::move(what);
                found.push_back(std::move(one));
            }
        }
    }
    return found;
}

void put_into(Question& question, const Facts& facts, const std::vector<FoundSuspicion>& found)
{
    for (const auto& one : found) {
        std::int64_t expert = facts.recusal.ids()[one.expert];
        if (!one.decision)
            question.undecided.push_back(expert);
        else if (one.decision->confirmed)
            question.confirmed.push_back({expert, one.project, one.what.fact});
    }
}

Result<Done> decide(ledger::Act& act, const Facts& facts, const activity::Activity& activity, const FoundSuspicion& suspicion,
                    const Decision& decision, std::int64_t account_id)
{
    const std::string& project = activity.projects[suspicion.project].public_id;
    std::string kind(recusal::doubt_codes[static_cast<std::size_t>(suspicion.what.doubt)]);
    act.insert(suspicion_table, {{"facts", db::Value(suspicion.facts)},
                                 {"expert_id", facts.recusal.ids()[suspicion.expert]},
                                 {"project", db::Value(project)},
                                 {"kind", db::Value(kind)},
                                 {"confirmed", std::int64_t{decision.confirmed}},
                                 {"reason", db::Value(decision.reason)},
                                 {"decided_by", account_id},
                                 {"decided_on", db::Value(to_text(decision.on))}});
    act.append({"draw.suspicion_decided/1", "activity", activity.public_id,
                json::Object{{"expert", facts.attributes[suspicion.expert].public_id},
                             {"project", project},
                             {"kind", kind},
                             {"confirmed", decision.confirmed}},
                decision.reason});
    return Done{};
}

Result<Done> withdraw(ledger::Act& act, const Facts& facts, const activity::Activity& activity, const FoundSuspicion& suspicion,
                      const std::string& reason)
{
    auto row = act.connection().one("SELECT id FROM suspicion_decision WHERE facts = $1", {db::Value(suspicion.facts)},
                                    [](const db::Row& found) { return found.integer(0); });
    if (!row) return refuse(ErrorKind::conflict, messages::suspicion_undecided);
    act.remove(suspicion_table, *row);
    act.append({"draw.suspicion_withdrawn/1", "activity", activity.public_id,
                json::Object{{"expert", facts.attributes[suspicion.expert].public_id},
                             {"project", activity.projects[suspicion.project].public_id},
                             {"kind", std::string(recusal::doubt_codes[static_cast<std::size_t>(suspicion.what.doubt)])}},
                reason});
    return Done{};
}

} // namespace draw
