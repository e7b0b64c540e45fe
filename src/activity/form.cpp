#include "activity/messages.h"
#include "activity/views.h"
#include "base/identity.h"

namespace activity {

namespace {

// Public ids to units; a fault names the field.
class Units {
public:
    explicit Units(db::Connection& connection) : connection_(connection) {}

    std::int64_t find(const std::string& public_id, const std::string& path)
    {
        auto [place, is_new] = known_.emplace(public_id, std::nullopt);
        if (is_new) place->second = find_unit(connection_, public_id);
        if (place->second) return *place->second;
        for (auto& fault : refuse_field(path, messages::unit_unknown).fields) faults.push_back(std::move(fault));
        return 0;
    }

    std::vector<FieldError> faults;

private:
    db::Connection& connection_;
    std::map<std::string, std::optional<std::int64_t>> known_;
};

std::optional<std::string> filled(const std::optional<std::string>& text)
{
    return text && !text->empty() ? text : std::nullopt;
}

// The normal form; the field's rule has tested it.
std::optional<crypto::Secret> citizen_id(const std::optional<std::string>& typed)
{
    if (!filled(typed)) return std::nullopt;
    auto parsed = identity::parse_citizen_id(*typed);
    return crypto::Secret((*parsed).number);
}

NewProject read_project(Units& units, const ProjectForm& form, const std::string& path)
{
    NewProject project;
    project.public_id = filled(form.id);
    project.number = form.number;
    project.name = form.name;
    project.applicant_id = units.find(form.applicant, path + ".applicant");
    for (std::size_t i = 0; i < form.partners.size(); ++i)
        project.partner_ids.push_back(units.find(form.partners[i], path + ".partners[" + std::to_string(i) + "]"));
    project.lead_name = form.lead_name;
    project.lead_citizen_id = citizen_id(form.lead_citizen_id);
    if (filled(form.lead_unit)) project.lead_unit_id = units.find(*form.lead_unit, path + ".lead_unit");
    for (const auto& member : form.members) project.members.push_back({filled(member.id), member.name, citizen_id(member.citizen_id)});
    for (const auto& one : form.avoidances) project.avoidances.push_back({one.name, one.unit.value_or(""), one.reason});
    return project;
}

template <class Form>
Result<NewActivity> read_any(db::Connection& connection, const Form& form)
{
    NewActivity wanted;
    wanted.name = form.name;
    wanted.kind = form.kind;
    wanted.place = form.place.value_or("");
    wanted.from = form.from;
    wanted.to = form.to;
    wanted.supervisor_id = find_account(connection, form.supervisor).value_or(0);
    Units units(connection);
    for (std::size_t i = 0; i < form.projects.size(); ++i)
        wanted.projects.push_back(read_project(units, form.projects[i], "projects[" + std::to_string(i) + "]"));
    if (units.faults.empty()) return wanted;
    return Error{ErrorKind::invalid, units.faults.front().code, units.faults.front().message, units.faults};
}

} // namespace

Result<NewActivity> read_form(db::Connection& connection, const CreateForm& form)
{
    return read_any(connection, form);
}

Result<NewActivity> read_form(db::Connection& connection, const ChangeForm& form)
{
    return read_any(connection, form);
}

} // namespace activity
