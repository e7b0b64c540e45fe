#include "activity/project_file.h"

#include "activity/messages.h"
#include "base/identity.h"

#include <algorithm>

namespace activity {

namespace {

constexpr std::size_t most_projects = 500;

std::vector<Avoidance> avoidances_of(const StoredProject& stored)
{
    std::vector<Avoidance> all;
    for (const auto& one : stored.avoidances) all.push_back(one.what);
    return all;
}

// Turns rows into projects, beside those that the activity has.
class Matcher {
public:
    Matcher(db::Connection& connection, const crypto::Keyring& keys, const std::vector<StoredProject>& stored)
        : connection_(connection), keys_(keys), stored_(stored)
    {
    }

    std::vector<SheetFault> faults;

    NewProject project(const SheetRow& row)
    {
        auto [form, wrong] = read_row(row);
        faults.insert(faults.end(), wrong.begin(), wrong.end());
        NewProject project;
        project.number = form.number;
        project.name = form.name;
        project.lead_name = form.lead_name;
        const StoredProject* before = stored(form.number);
        if (before) project.public_id = before->public_id;
        if (row[Column::applicant].empty())
            add(row, Column::applicant, messages::cell_required, "申报单位");
        else
            project.applicant_id = unit(row, Column::applicant, row[Column::applicant], std::nullopt);
        for (const auto& name : split_entries(row[Column::partners]))
            project.partner_ids.push_back(unit(row, Column::partners, name, std::nullopt));
        if (!row[Column::lead_unit].empty())
            project.lead_unit_id = unit(row, Column::lead_unit, row[Column::lead_unit], project.applicant_id);
        if (form.lead_citizen_id) project.lead_citizen_id = citizen_id(*form.lead_citizen_id);
        for (const auto& member : form.members) project.members.push_back(this->member(member, before));
        for (const auto& one : form.avoidances) project.avoidances.push_back({one.name, one.unit.value_or(""), one.reason});
        if (before && project.avoidances.empty()) project.avoidances = avoidances_of(*before);
        return project;
    }

private:
    db::Connection& connection_;
    const crypto::Keyring& keys_;
    const std::vector<StoredProject>& stored_;

    const StoredProject* stored(const std::string& number) const
    {
        auto found = std::find_if(stored_.begin(), stored_.end(), [&](const auto& p) { return p.number == number; });
        return found == stored_.end() ? nullptr : &*found;
    }

    void add(const SheetRow& row, Column column, const Message& message, const std::string& argument)
    {
        faults.push_back(fault_at(row, column, std::string(message.code), fill(message.text, {argument})));
    }

    // "单位", "单位/机构" or a credit code; a name alone also means a part of `within`.
    std::int64_t unit(const SheetRow& row, Column column, const std::string& text, std::optional<std::int64_t> within)
    {
        auto found = units_written(connection_, text, within);
        if (found.size() == 1) return found.front();
        add(row, column, found.empty() ? messages::unit_unwritten : messages::unit_ambiguous, text);
        return 0;
    }

    static std::optional<crypto::Secret> citizen_id(const std::string& typed)
    {
        auto parsed = identity::parse_citizen_id(typed);
        return parsed ? std::optional(crypto::Secret((*parsed).number)) : std::nullopt;
    }

    // Someone whom the project has already keeps the row.
    NewMember member(const MemberForm& form, const StoredProject* before) const
    {
        NewMember member{std::nullopt, form.name, form.citizen_id ? citizen_id(*form.citizen_id) : std::nullopt};
        if (!before || !member.citizen_id) return member;
        Bytes hash = crypto::bytes_of(keys_.lookup_hash("citizen_id", *member.citizen_id));
        for (const auto& known : before->members)
            if (known.hash == hash) member.public_id = known.public_id;
        return member;
    }
};

// A project as it stands, to be kept.
NewProject kept(const StoredProject& stored)
{
    NewProject project;
    project.public_id = stored.public_id;
    project.number = stored.number;
    project.name = stored.name;
    project.applicant_id = stored.applicant_id;
    for (const auto& partner : stored.partners) project.partner_ids.push_back(partner.unit_id);
    project.lead_name = stored.lead_name;
    project.lead_unit_id = stored.lead_unit_id;
    for (const auto& member : stored.members) project.members.push_back({member.public_id, member.name, std::nullopt});
    project.avoidances = avoidances_of(stored);
    return project;
}

// "projects[3].members[0].name" as the row it came from; nothing when it did not come from the file.
std::optional<SheetFault> at_row(const FieldError& fault, const std::vector<const SheetRow*>& rows)
{
    constexpr std::string_view begin = "projects[";
    if (!fault.path.starts_with(begin)) return std::nullopt;
    std::size_t end = fault.path.find(']');
    std::size_t place = std::stoul(fault.path.substr(begin.size(), end - begin.size()));
    if (place >= rows.size() || !rows[place]) return std::nullopt;
    std::string rest = fault.path.substr(std::min(fault.path.size(), end + 2));
    return fault_at(*rows[place], column_of(rest), fault.code, fault.message);
}

} // namespace

const fields::Table& fields_of(const FileAnswer*)
{
    static const fields::Table table{
        fields::field<&FileAnswer::applied>("applied", {.label = "已导入"}),
        fields::field<&FileAnswer::added>("added", {.label = "新增项目数"}),
        fields::field<&FileAnswer::updated>("updated", {.label = "更新项目数"}),
        fields::field<&FileAnswer::errors>("errors", {.label = "要改正的地方"}),
    };
    return table;
}

Result<FileAnswer> take_over(ledger::Act& act, const crypto::Keyring& keys, const Activity& current, const SheetReading& reading,
                             std::int64_t version, const Person& by, Day today)
{
    FileAnswer answer;
    answer.errors = reading.faults;
    auto stored = stored_projects(act.connection(), current.id);
    Matcher matcher(act.connection(), keys, stored);
    NewActivity wanted{
        current.name, current.kind, names_of(act.connection(), current.id).place, current.from, current.to, current.supervisor_id, {}};
    std::vector<const SheetRow*> rows; // of each project; nullptr: not from the file
    for (const auto& project : stored) {
        wanted.projects.push_back(kept(project));
        rows.push_back(nullptr);
    }
    for (const auto& row : reading.rows) {
        NewProject project = matcher.project(row);
        auto same = std::find_if(wanted.projects.begin(), wanted.projects.end(),
                                 [&](const NewProject& p) { return p.public_id && p.public_id == project.public_id; });
        auto place = static_cast<std::size_t>(same - wanted.projects.begin());
        if (same != wanted.projects.end() && !rows[place]) {
            *same = std::move(project);
            rows[place] = &row;
            ++answer.updated;
            continue;
        }
        project.public_id = std::nullopt; // a number twice in the file is told by the change
        wanted.projects.push_back(std::move(project));
        rows.push_back(&row);
        ++answer.added;
    }
    answer.errors.insert(answer.errors.end(), matcher.faults.begin(), matcher.faults.end());
    if (wanted.projects.size() > most_projects)
        answer.errors.push_back({0, std::nullopt, std::nullopt, std::string(messages::too_many_projects.code),
                                 fill(messages::too_many_projects.text, {std::to_string(most_projects)})});
    if (!answer.errors.empty()) return answer;
    auto changed = change(act, keys, current, wanted, version, by, today);
    if (changed) return answer;
    for (const auto& fault : changed.error().fields)
        if (auto told = at_row(fault, rows)) answer.errors.push_back(std::move(*told));
    if (answer.errors.empty()) return changed.error();
    return answer;
}

} // namespace activity
