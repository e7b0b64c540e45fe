#include "activity/activity_status.h"
#include "activity/views.h"
#include "base/text.h"
#include "catalog/catalog.h"

namespace activity {

namespace {

// Rows and units of one activity on their way to the page.
class Shower {
public:
    Shower(db::Connection& connection, const crypto::Keyring& keys, const Activity& activity, bool shows_people)
        : keys_(keys), stored_(stored_projects(connection, activity.id)), shows_people_(shows_people)
    {
        std::vector<std::int64_t> ids;
        for (const auto& project : stored_) {
            ids.push_back(project.applicant_id);
            if (project.lead_unit_id) ids.push_back(*project.lead_unit_id);
            for (const auto& partner : project.partners) ids.push_back(partner.unit_id);
        }
        units_ = units_by_id(connection, ids);
    }

    std::vector<ProjectView> projects() const
    {
        std::vector<ProjectView> views;
        for (const auto& stored : stored_) {
            ProjectView view;
            view.id = stored.public_id;
            view.number = stored.number;
            view.name = stored.name;
            view.applicant = unit(stored.applicant_id);
            for (const auto& partner : stored.partners) view.partners.push_back(unit(partner.unit_id));
            view.lead_name = stored.lead_name;
            view.lead_citizen_id_masked = number("activity_project", "lead_citizen_id", stored.id, stored.lead_citizen_id);
            if (stored.lead_unit_id) {
                view.lead_unit = unit(*stored.lead_unit_id);
                view.lead_unit_known = !view.lead_unit->is_entity;
            }
            for (const auto& member : stored.members)
                view.members.push_back(
                    {member.public_id, member.name, number("activity_member", "citizen_id", member.id, member.citizen_id)});
            if (shows_people_)
                for (const auto& one : stored.avoidances) view.avoidances.push_back({one.what.name, one.what.unit, one.what.reason});
            views.push_back(std::move(view));
        }
        return views;
    }

private:
    const crypto::Keyring& keys_;
    std::vector<StoredProject> stored_;
    std::map<std::int64_t, Unit> units_;
    bool shows_people_;

    UnitView unit(std::int64_t id) const
    {
        const Unit& u = units_.at(id);
        return {u.public_id, u.name, u.entity_name, u.is_entity};
    }

    std::optional<std::string> number(std::string_view table, std::string_view column, std::int64_t id, const Bytes& stored) const
    {
        if (!shows_people_) return std::nullopt;
        return masked(keys_.decrypt(table, column, std::to_string(id), stored).reveal(), 3, 2);
    }
};

// What will stand in the way of a draw though it does not keep the activity from being submitted (R5, R16).
std::vector<std::string> warnings_of(const std::vector<ProjectView>& projects)
{
    std::string numbers;
    int missing = 0;
    for (const auto& project : projects)
        if (!project.lead_unit_known && ++missing <= 5) numbers += (numbers.empty() ? "" : "、") + project.number;
    if (missing == 0) return {};
    return {"有 " + std::to_string(missing) + " 个项目没有填写负责人的二级单位（" + numbers + (missing > 5 ? " 等" : "") +
            "），负责人所在法人单位的专家将全部回避；知道的请补上。"};
}

} // namespace

Detail detail_of(db::Connection& connection, const crypto::Keyring& keys, const Activity& activity, const Person& person,
                 const auth::Filter& filter, Day today)
{
    Status status = status_of(activity.status).value();
    Names names = names_of(connection, activity.id);
    const auto* kind = catalog::activity_kinds().find(activity.kind);
    Detail detail;
    detail.id = activity.public_id;
    detail.version = activity.version;
    detail.number = activity.number;
    detail.name = activity.name;
    detail.kind = activity.kind;
    detail.kind_name = kind ? kind->name : activity.kind;
    detail.status = activity.status;
    detail.status_name = std::string(name_of(status));
    detail.from = activity.from;
    detail.to = activity.to;
    detail.place = names.place;
    detail.held = activity.held;
    detail.using_unit_name = names.using_unit;
    detail.using_entity_name = names.using_entity;
    detail.operator_name = names.operator_name;
    detail.supervisor = {names.supervisor.public_id, names.supervisor.name, names.supervisor.unit_name, names.supervisor.entity_name};
    detail.projects = Shower(connection, keys, activity, filter.scope != auth::Scope::assigned).projects();
    for (auto action : allowed_actions(status, person.permissions, facts_of(connection, activity, person, today)))
        detail.allowed_actions.emplace_back(code_of(action));
    detail.warnings = warnings_of(detail.projects);
    if (status == Status::returned) detail.reason = reason_of_return(connection, activity.public_id);
    return detail;
}

} // namespace activity
