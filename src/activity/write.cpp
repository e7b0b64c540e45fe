#include "activity/activity_status.h"
#include "activity/store.h"
#include "base/faults.h"
#include "crypto/random.h"
#include "rulebook/rulebook.h"

#include <algorithm>
#include <set>

namespace activity {

namespace {

constexpr int longest_days = 366;

void judge_days(const NewActivity& wanted, Day today, Faults& faults)
{
    if (wanted.to < wanted.from) return faults.add("to", messages::days_reversed, {to_text(wanted.from)});
    if (wanted.to < today) return faults.add("to", messages::days_past, {to_text(today)});
    if (wanted.to.number - wanted.from.number >= longest_days) faults.add("to", messages::days_too_long);
}

// Projects as they will stand: matched with the rows they replace, identity numbers as hashes.
class Projects {
public:
    Projects(const crypto::Keyring& keys, std::vector<StoredProject> stored, const std::vector<NewProject>& wanted)
        : keys_(keys), stored_(std::move(stored)), wanted_(wanted)
    {
    }

    void judge(Faults& faults, std::int64_t most_avoidances) const
    {
        std::set<std::string> numbers;
        std::set<std::int64_t> seen;
        for (std::size_t i = 0; i < wanted_.size(); ++i) {
            const NewProject& p = wanted_[i];
            std::string path = place_in_list("projects", i);
            if (!numbers.insert(p.number).second) faults.add(path + ".number", messages::number_twice, {p.number});
            const StoredProject* before = find(p);
            if (p.public_id && (!before || !seen.insert(before->id).second)) faults.add(path + ".id", messages::project_unknown);
            judge_units(p, path, faults);
            judge_people(p, before, path, faults);
            judge_avoidances(p, path, faults, most_avoidances);
        }
    }

    void write(ledger::Act& act, std::int64_t activity_id)
    {
        std::vector<std::int64_t> ids;
        std::set<std::int64_t> kept;
        for (std::size_t i = 0; i < wanted_.size(); ++i) {
            const StoredProject* before = find(wanted_[i]);
            ids.push_back(before ? before->id : insert(act, activity_id, wanted_[i], i + 1));
            if (before) {
                update(act, *before, wanted_[i], i + 1);
                kept.insert(before->id);
            }
        }
        act.flush(); // members and partners refer to the projects
        for (std::size_t i = 0; i < wanted_.size(); ++i) {
            const StoredProject* before = find(wanted_[i]);
            write_partners(act, ids[i], before, wanted_[i]);
            write_members(act, ids[i], before, wanted_[i]);
            write_avoidances(act, ids[i], before, wanted_[i]);
        }
        for (const auto& project : stored_)
            if (!kept.contains(project.id)) remove(act, project);
    }

private:
    const crypto::Keyring& keys_;
    std::vector<StoredProject> stored_;
    const std::vector<NewProject>& wanted_;

    const StoredProject* find(const NewProject& wanted) const
    {
        auto found = std::find_if(stored_.begin(), stored_.end(), [&](const auto& p) { return p.public_id == wanted.public_id; });
        return found == stored_.end() ? nullptr : &*found;
    }

    static const StoredMember* find(const StoredProject* project, const NewMember& wanted)
    {
        if (!project) return nullptr;
        auto found =
            std::find_if(project->members.begin(), project->members.end(), [&](const auto& m) { return m.public_id == wanted.public_id; });
        return found == project->members.end() ? nullptr : &*found;
    }

    Bytes hash_of(const crypto::Secret& citizen_id) const { return crypto::bytes_of(keys_.lookup_hash("citizen_id", citizen_id)); }

    static void judge_units(const NewProject& p, const std::string& path, Faults& faults)
    {
        std::set<std::int64_t> units;
        for (std::size_t i = 0; i < p.partner_ids.size(); ++i) {
            std::string partner = place_in_list(path + ".partners", i);
            if (p.partner_ids[i] == p.applicant_id)
                faults.add(partner, messages::partner_is_applicant);
            else if (!units.insert(p.partner_ids[i]).second)
                faults.add(partner, messages::unit_twice);
        }
    }

    // Every person has an identity number, new or kept, and stands once (Art. 14(4)1).
    void judge_people(const NewProject& p, const StoredProject* before, const std::string& path, Faults& faults) const
    {
        std::set<Bytes> people;
        if (p.lead_citizen_id)
            people.insert(hash_of(*p.lead_citizen_id));
        else if (before)
            people.insert(before->lead_hash);
        else
            faults.add(path + ".lead_citizen_id", messages::citizen_id_needed, {"负责人"});
        std::set<std::int64_t> seen;
        for (std::size_t i = 0; i < p.members.size(); ++i) {
            const NewMember& m = p.members[i];
            std::string place = place_in_list(path + ".members", i);
            const StoredMember* known = find(before, m);
            if (m.public_id && (!known || !seen.insert(known->id).second))
                faults.add(place + ".id", messages::member_unknown);
            else if (!m.citizen_id && !known)
                faults.add(place + ".citizen_id", messages::citizen_id_needed, {"成员" + m.name});
            else if (!people.insert(m.citizen_id ? hash_of(*m.citizen_id) : known->hash).second)
                faults.add(place + ".citizen_id", messages::person_twice);
        }
    }

    // Rivals must not empty the pool (R11).
    static void judge_avoidances(const NewProject& p, const std::string& path, Faults& faults, std::int64_t most)
    {
        if (static_cast<std::int64_t>(p.avoidances.size()) > most)
            faults.add(path + ".avoidances", messages::avoidance_cap, {std::to_string(most)});
        std::set<std::pair<std::string_view, std::string_view>> people;
        for (std::size_t i = 0; i < p.avoidances.size(); ++i)
            if (!people.emplace(p.avoidances[i].name, p.avoidances[i].unit).second)
                faults.add(place_in_list(path + ".avoidances", i) + ".name", messages::avoidance_twice, {p.avoidances[i].name});
    }

    std::int64_t insert(ledger::Act& act, std::int64_t activity_id, const NewProject& p, std::size_t place) const
    {
        return act.insert(project_table, {{"public_id", db::Value(crypto::random_id())},
                                          {"activity_id", activity_id},
                                          {"place", static_cast<std::int64_t>(place)},
                                          {"number", db::Value(p.number)},
                                          {"name", db::Value(p.name)},
                                          {"applicant_id", p.applicant_id},
                                          {"lead_name", db::Value(p.lead_name)},
                                          {"lead_citizen_id", *p.lead_citizen_id},
                                          {"lead_hash", db::Value(hash_of(*p.lead_citizen_id))},
                                          {"lead_unit_id", db::value_of(p.lead_unit_id)}});
    }

    void update(ledger::Act& act, const StoredProject& before, const NewProject& p, std::size_t place) const
    {
        ledger::Record changes;
        if (before.place != static_cast<std::int64_t>(place)) changes.emplace("place", static_cast<std::int64_t>(place));
        if (before.number != p.number) changes.emplace("number", db::Value(p.number));
        if (before.name != p.name) changes.emplace("name", db::Value(p.name));
        if (before.applicant_id != p.applicant_id) changes.emplace("applicant_id", p.applicant_id);
        if (before.lead_name != p.lead_name) changes.emplace("lead_name", db::Value(p.lead_name));
        if (before.lead_unit_id != p.lead_unit_id) changes.emplace("lead_unit_id", db::value_of(p.lead_unit_id));
        if (p.lead_citizen_id && hash_of(*p.lead_citizen_id) != before.lead_hash) {
            changes.emplace("lead_citizen_id", *p.lead_citizen_id);
            changes.emplace("lead_hash", db::Value(hash_of(*p.lead_citizen_id)));
        }
        if (!changes.empty()) (void)act.update(project_table, before.id, changes);
    }

    static void write_partners(ledger::Act& act, std::int64_t project_id, const StoredProject* before, const NewProject& p)
    {
        std::set<std::int64_t> wanted(p.partner_ids.begin(), p.partner_ids.end()), present;
        if (before)
            for (const auto& partner : before->partners) {
                if (wanted.contains(partner.unit_id))
                    present.insert(partner.unit_id);
                else
                    act.remove(partner_table, partner.id);
            }
        for (auto unit : p.partner_ids)
            if (!present.contains(unit)) act.insert(partner_table, {{"project_id", project_id}, {"unit_id", unit}});
    }

    void write_members(ledger::Act& act, std::int64_t project_id, const StoredProject* before, const NewProject& p) const
    {
        std::set<std::int64_t> kept;
        std::int64_t place = 0;
        for (const auto& m : p.members) {
            ++place;
            const StoredMember* known = find(before, m);
            if (!known) {
                act.insert(member_table, {{"public_id", db::Value(crypto::random_id())},
                                          {"project_id", project_id},
                                          {"place", place},
                                          {"name", db::Value(m.name)},
                                          {"citizen_id", *m.citizen_id},
                                          {"person_hash", db::Value(hash_of(*m.citizen_id))}});
                continue;
            }
            kept.insert(known->id);
            ledger::Record changes;
            if (known->place != place) changes.emplace("place", place);
            if (known->name != m.name) changes.emplace("name", db::Value(m.name));
            if (m.citizen_id && hash_of(*m.citizen_id) != known->hash) {
                changes.emplace("citizen_id", *m.citizen_id);
                changes.emplace("person_hash", db::Value(hash_of(*m.citizen_id)));
            }
            if (!changes.empty()) (void)act.update(member_table, known->id, changes);
        }
        if (before)
            for (const auto& member : before->members)
                if (!kept.contains(member.id)) act.remove(member_table, member.id);
    }

    // A row stays as long as it says the same.
    static void write_avoidances(ledger::Act& act, std::int64_t project_id, const StoredProject* before, const NewProject& p)
    {
        std::vector<StoredAvoidance> stored = before ? before->avoidances : std::vector<StoredAvoidance>{};
        std::int64_t place = 0;
        for (const auto& wanted : p.avoidances) {
            ++place;
            auto same = std::find_if(stored.begin(), stored.end(), [&](const auto& s) { return s.what == wanted; });
            if (same == stored.end()) {
                act.insert(avoidance_table, {{"project_id", project_id},
                                             {"place", place},
                                             {"name", db::Value(wanted.name)},
                                             {"unit_name", wanted.unit.empty() ? db::Value(nullptr) : db::Value(wanted.unit)},
                                             {"reason", db::Value(wanted.reason)}});
                continue;
            }
            if (same->place != place) (void)act.update(avoidance_table, same->id, {{"place", place}});
            stored.erase(same);
        }
        for (const auto& gone : stored) act.remove(avoidance_table, gone.id);
    }

    static void remove(ledger::Act& act, const StoredProject& project)
    {
        for (const auto& avoidance : project.avoidances) act.remove(avoidance_table, avoidance.id);
        for (const auto& partner : project.partners) act.remove(partner_table, partner.id);
        for (const auto& member : project.members) act.remove(member_table, member.id);
        act.remove(project_table, project.id);
    }
};

// Somebody of another department, who neither operates the activity nor writes it: one account may hold both roles (Art. 15(2), X1).
void judge_supervisor(db::Connection& connection, const NewActivity& wanted, std::int64_t using_unit_id, const Activity* current,
                      const Person& by, Day today, Faults& faults)
{
    auto list = supervisors(connection, using_unit_id, today);
    auto chosen = std::find_if(list.begin(), list.end(), [&](const Colleague& s) { return s.account_id == wanted.supervisor_id; });
    bool writes = wanted.supervisor_id == by.account_id ||
                  (current && (wanted.supervisor_id == current->operator_id ||
                               (chosen != list.end() && worked_on(connection, current->public_id, chosen->public_id))));
    if (chosen == list.end() || writes) faults.add("supervisor", messages::supervisor_unfit);
}

ledger::Record columns_of(const NewActivity& wanted)
{
    return {{"name", db::Value(wanted.name)},
            {"kind", db::Value(wanted.kind)},
            {"from_day", db::Value(to_text(wanted.from))},
            {"to_day", db::Value(to_text(wanted.to))},
            {"place", wanted.place.empty() ? db::Value(nullptr) : db::Value(wanted.place)},
            {"supervisor_id", wanted.supervisor_id}};
}

json::Object told(const std::string& number, const NewActivity& wanted)
{
    return {{"number", number},         {"name", wanted.name},
            {"kind", wanted.kind},      {"from", to_text(wanted.from)},
            {"to", to_text(wanted.to)}, {"projects", wanted.projects.size()}};
}

} // namespace

Result<std::string> add(ledger::Act& act, const crypto::Keyring& keys, const NewActivity& wanted, const Person& by, Day today)
{
    Projects projects(keys, {}, wanted.projects);
    Faults faults;
    judge_days(wanted, today, faults);
    judge_supervisor(act.connection(), wanted, by.unit_id, nullptr, by, today, faults);
    projects.judge(faults, avoidance_cap(rulebook::load(act.connection()), today));
    if (auto error = faults.error()) return *error;
    std::string public_id = crypto::random_id(), number = next_number(act.connection(), today.year());
    ledger::Record record = columns_of(wanted);
    record.emplace("public_id", db::Value(public_id));
    record.emplace("number", db::Value(number));
    record.emplace("status", db::Value(std::string(code_of(Status::draft))));
    record.emplace("held", std::int64_t{0});
    record.emplace("using_unit_id", by.unit_id);
    record.emplace("operator_id", by.account_id);
    std::int64_t id = act.insert(activity_table, std::move(record));
    act.flush();
    projects.write(act, id);
    act.append({"activity.created/1", "activity", public_id, told(number, wanted)});
    return public_id;
}

Result<Done> change(ledger::Act& act, const crypto::Keyring& keys, const Activity& current, const NewActivity& wanted, std::int64_t version,
                    const Person& by, Day today)
{
    auto next = next_status(status_of(current.status).value(), Action::change, by.permissions, {});
    if (!next) return next.error();
    Projects projects(keys, stored_projects(act.connection(), current.id), wanted.projects);
    Faults faults;
    judge_days(wanted, today, faults);
    judge_supervisor(act.connection(), wanted, current.using_unit_id, &current, by, today, faults);
    projects.judge(faults, avoidance_cap(rulebook::load(act.connection()), today));
    // An old version is told first: what is at fault may come from what the other person changed.
    if (auto error = faults.error(); error && version == current.version) return *error;
    auto updated = act.update(activity_table, current.id, columns_of(wanted), version);
    if (!updated) return updated.error();
    projects.write(act, current.id);
    act.append({"activity.changed/1", "activity", current.public_id, told(current.number, wanted)});
    return Done{};
}

} // namespace activity
