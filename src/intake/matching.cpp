#include "intake/matching.h"

#include "intake/columns.h"
#include "intake/mapping.h"
#include "intake/messages.h"
#include "intake/people.h"

#include <map>

namespace intake {

namespace {

class Matcher {
public:
    Matcher(const Draft& draft, const Corrections& corrections, Matched& matched, Faults& faults)
        : draft_(draft), corrections_(corrections), matched_(matched), faults_(faults)
    {
        for (std::size_t i = 0; i < draft.experts.size(); ++i)
            if (!draft.experts[i].number.empty()) by_number_.emplace(draft.experts[i].number.reveal(), i);
    }

    void run()
    {
        matched_.posts = place(post_sheet(), draft_.posts);
        matched_.relations = place(relation_sheet(), draft_.relations);
        matched_.interests = place(interest_sheet(), draft_.interests);
        matched_.sanctions = place(sanction_sheet(), draft_.sanctions);
        matched_.absences = place(absence_sheet(), draft_.absences);
        matched_.achievements = place(achievement_sheet(), draft_.achievements);
        for (const auto& row : draft_.posts)
            matched_.post_units.push_back(unit(row.of_expert ? expert_sheet().name : post_sheet().name, row, row.unit, row.part));
        for (const auto& row : draft_.interests) matched_.interest_units.push_back(unit(interest_sheet().name, row, row.unit, ""));
    }

private:
    const Draft& draft_;
    const Corrections& corrections_;
    Matched& matched_;
    Faults& faults_;
    std::map<std::string_view, std::size_t> by_number_;
    std::map<std::string, Offers> offered_;

    // The rows of a sheet by the expert they are about.
    template <class Row>
    std::vector<std::vector<std::size_t>> place(const SheetTable<Row>& sheet, const std::vector<Row>& rows)
    {
        std::vector<std::vector<std::size_t>> of_expert(draft_.experts.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Row& row = rows[i];
            if (row.citizen_id.empty()) continue; // told already
            auto found = by_number_.find(row.citizen_id.reveal());
            if (found == by_number_.end()) {
                faults_.add(sheet.name, row.row, "身份证号", shown(Mask::citizen_id, row.citizen_id.reveal()),
                            refuse(ErrorKind::invalid, messages::person_absent));
                continue;
            }
            const auto& expert = draft_.experts[found->second];
            if (!row.name.empty() && row.name != expert.expert.name)
                faults_.add(sheet.name, row.row, "姓名", row.name,
                            refuse(ErrorKind::invalid, messages::name_differs,
                                   {faults_.where(expert_sheet().name, expert.row), expert.expert.name}));
            of_expert[found->second].push_back(i);
        }
        return of_expert;
    }

    std::optional<std::size_t> unit(const std::string& sheet, const PersonRow& row, const std::string& name, const std::string& part)
    {
        if (name.empty()) return std::nullopt; // told already
        std::string whole = part.empty() ? name : name + "/" + part;
        std::string meant = corrections_.applied(unit_topic, whole);
        if (meant == whole && !part.empty()) meant = corrections_.applied(unit_topic, name) + "/" + part;
        auto found = matched_.units.find(meant);
        if (found) return *found;
        faults_.add(sheet, row.row,
                    part.empty() && sheet == expert_sheet().name ? "工作单位"
                    : part.empty()                               ? "单位"
                                                                 : "内设机构",
                    whole, found.error(), "", offers(meant));
        return std::nullopt;
    }

    // Looked for once for each unit, and not for ever.
    Offers offers(const std::string& unit)
    {
        constexpr std::size_t most = 500;
        auto found = offered_.find(unit);
        if (found != offered_.end()) return found->second;
        if (offered_.size() == most || guarded(unit) != unit) return {};
        return offered_[unit] = {unit_topic, unit, matched_.units.near(unit)};
    }
};

} // namespace

Prepared prepare(const files::Workbook& workbook, const Mapping& mapping, const Corrections& corrections, Day today)
{
    Prepared prepared{{}, faults_of(mapping)};
    if (!prepared.faults.empty()) return prepared;
    prepared.reading = read_sheets(workbook, mapping, corrections, prepared.faults);
    complete_people(prepared.reading.draft, today, prepared.faults);
    return prepared;
}

Matched match(const Reading& reading, const Corrections& corrections, db::Connection& connection, const crypto::Keyring& keys,
              Faults& faults)
{
    const Draft& draft = reading.draft;
    std::vector<UnitRow> rows = draft.units;
    for (auto& row : rows) {
        row.above = corrections.applied(unit_topic, row.above);
        row.department = corrections.applied(unit_topic, row.department);
    }
    Matched matched{UnitTree(units::load_all(connection), rows, faults), {}, {}, {}, {}, {}, {}, {}, {}};
    Matcher(draft, corrections, matched, faults).run();

    std::vector<Bytes> hashes;
    std::map<Bytes, const ExpertRow*> by_hash;
    for (const auto& row : draft.experts) {
        if (row.number.empty()) continue;
        hashes.push_back(crypto::bytes_of(keys.lookup_hash("citizen_id", row.number)));
        by_hash[hashes.back()] = &row;
    }
    for (const auto& [hash, number] : expert::numbers_of(connection, hashes)) {
        const ExpertRow& row = *by_hash.at(hash);
        faults.add(expert_sheet().name, row.row, "身份证号", shown(Mask::citizen_id, row.number.reveal()),
                   refuse(ErrorKind::invalid, messages::person_present, {number}));
    }
    std::map<std::string, const ProjectRow*> codes;
    for (const auto& row : draft.projects)
        if (row.sound) codes.emplace(row.code, &row);
    std::vector<std::string> names;
    for (const auto& [code, row] : codes) names.push_back(code);
    for (const auto& code : expert::known_research(connection, names))
        faults.add(project_sheet().name, codes.at(code)->row, "项目编号", code, refuse(ErrorKind::invalid, messages::project_present));
    return matched;
}

} // namespace intake
