#include "intake/batch.h"

#include <map>

namespace intake {

namespace {

constexpr std::int64_t per_entry = 500; // rows of units and research projects in one entry

class Writer {
public:
    Writer(ledger::Act& act, const crypto::Keyring& keys, Reading& reading, Matched& matched, const Batch& batch,
           const TellProgress& progress)
        : act_(act), keys_(keys), draft_(reading.draft), matched_(matched), batch_(batch), progress_(progress)
    {
        written_.rows = reading.rows;
        of_ = static_cast<std::int64_t>(matched.units.to_add().size() + draft_.experts.size() + draft_.projects.size());
    }

    Written write()
    {
        add_batch();
        add_units();
        add_experts();
        add_projects();
        return written_;
    }

private:
    ledger::Act& act_;
    const crypto::Keyring& keys_;
    Draft& draft_;
    Matched& matched_;
    const Batch& batch_;
    const TellProgress& progress_;
    Written written_;
    std::int64_t batch_id_ = 0, done_ = 0, of_ = 0;

    void step()
    {
        if (++done_ % 100 == 0) progress_(done_, of_);
    }

    void add_batch()
    {
        batch_id_ = act_.insert(expert::import_batch_table,
                                {{"public_id", db::Value(batch_.public_id)},
                                 {"at", db::Value(to_text(act_.now()))},
                                 {"file_name", db::Value(batch_.file_name)},
                                 {"document", db::Value(batch_.document)},
                                 {"verified_on", batch_.verified_on ? db::Value(to_text(*batch_.verified_on)) : db::Value(nullptr)},
                                 {"verified_by", batch_.verified_on ? db::Value(batch_.verified_by) : db::Value(nullptr)},
                                 {"rows", db::Value(written_.rows)},
                                 {"file_hash", db::Value(batch_.file_hash)}});
        json::Object data{{"document", batch_.document},
                          {"experts", draft_.experts.size()},
                          {"file_hash", batch_.file_hash},
                          {"rows", written_.rows},
                          {"units", matched_.units.to_add().size()}};
        if (batch_.undecided) data.set("undecided", batch_.undecided);
        if (!batch_.rest.empty()) data.set("rest", batch_.rest);
        act_.append({"import.applied/1", "import", batch_.public_id, std::move(data)});
    }

    template <class Count>
    void end_entry(std::string type, std::string name, Count& in_entry)
    {
        if (in_entry == 0) return;
        act_.append({std::move(type), "import", batch_.public_id, json::Object{{std::move(name), in_entry}}});
        in_entry = 0;
    }

    void add_units()
    {
        std::int64_t in_entry = 0;
        for (std::size_t at : matched_.units.to_add()) {
            auto& node = matched_.units.nodes()[at];
            auto unit = draft_.units[*node.row].unit;
            if (node.above) unit.parent_id = matched_.units.nodes()[*node.above].id;
            if (node.department) unit.competent_department_id = matched_.units.nodes()[*node.department].id;
            unit.verified_on = batch_.verified_on;
            unit.verified_by = batch_.verified_on ? batch_.verified_by : "";
            unit.source = batch_.document;
            node.id = units::add_unit(act_, unit);
            ++written_.units;
            step();
            if (++in_entry == per_entry) end_entry("units.imported/1", "units", in_entry);
        }
        end_entry("units.imported/1", "units", in_entry);
        act_.flush();
    }

    void verify(auto& fact) const
    {
        fact.verified_on = batch_.verified_on;
        fact.verified_by = batch_.verified_on ? batch_.verified_by : "";
    }

    // The record with the facts of its rows.
    expert::NewExpert gathered(std::size_t i)
    {
        expert::NewExpert e = std::move(draft_.experts[i].expert);
        for (auto& category : e.categories) verify(category);
        for (std::size_t k : matched_.posts[i]) {
            auto post = draft_.posts[k].post;
            post.unit_id = *matched_.units.nodes()[matched_.post_units[k].value()].id;
            verify(post);
            e.posts.push_back(std::move(post));
        }
        for (std::size_t k : matched_.relations[i]) e.relations.push_back(draft_.relations[k].relation);
        for (std::size_t k : matched_.interests[i]) {
            auto interest = draft_.interests[k].interest;
            interest.unit_id = *matched_.units.nodes()[matched_.interest_units[k].value()].id;
            e.interests.push_back(std::move(interest));
        }
        for (std::size_t k : matched_.achievements[i]) e.achievements.push_back(draft_.achievements[k].achievement);
        for (std::size_t k : matched_.absences[i]) e.absences.push_back(draft_.absences[k].absence);
        for (std::size_t k : matched_.sanctions[i]) e.sanctions.push_back(draft_.sanctions[k].sanction);
        e.batch_id = batch_id_;
        return e;
    }

    void add_experts()
    {
        if (draft_.experts.empty()) return;
        expert::Numbers numbers(act_.connection(), day_of(act_.now()).year());
        std::int64_t first = 0;
        for (std::size_t i = 0; i < draft_.experts.size(); ++i) {
            std::int64_t id = expert::add_expert(act_, keys_, numbers, gathered(i));
            if (!first) first = id;
            ++written_.experts;
            step();
        }
        act_.flush();
        expert::write_facets(act_.connection(), first);
    }

    void add_projects()
    {
        std::map<std::string, expert::ResearchProject> projects;
        for (const auto& row : draft_.projects) {
            auto& project = projects[row.code];
            project.code = row.code;
            project.name = row.title;
            project.level = row.level;
            project.from = row.from;
            project.planned_end = row.planned_end;
            project.closed_on = row.closed_on;
            project.participants.push_back({row.citizen_id, row.role});
        }
        std::int64_t in_entry = 0;
        for (const auto& [code, project] : projects) {
            expert::add_research_project(act_, keys_, project);
            ++written_.projects;
            for (std::size_t i = 0; i < project.participants.size(); ++i) step();
            if (++in_entry == per_entry) end_entry("research.imported/1", "projects", in_entry);
        }
        end_entry("research.imported/1", "projects", in_entry);
    }
};

} // namespace

Written write_batch(ledger::Act& act, const crypto::Keyring& keys, Reading& reading, Matched& matched, const Batch& batch,
                    const TellProgress& progress)
{
    return Writer(act, keys, reading, matched, batch, progress).write();
}

std::optional<std::string> batch_of_file(db::Connection& connection, const std::string& file_hash)
{
    return connection.one("SELECT public_id FROM import_batch WHERE file_hash = $1", {file_hash},
                          [](const db::Row& row) { return row.text(0); });
}

std::string hash_of_file(crypto::Suite suite, Selection selection, std::string_view bytes)
{
    return crypto::to_hex(
        crypto::Hasher(suite).add("bole-import/1").add_byte(0).add_byte(static_cast<std::uint8_t>(selection)).add(bytes).finish());
}

} // namespace intake
