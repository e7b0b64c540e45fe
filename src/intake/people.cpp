#include "intake/people.h"

#include "intake/columns.h"
#include "intake/messages.h"

#include <map>
#include <set>

namespace intake {

namespace {

class Completion {
public:
    Completion(Draft& draft, Day today, Faults& faults) : draft_(draft), today_(today), faults_(faults) {}

    void run()
    {
        for (auto& row : draft_.experts) complete(row);
        refuse_twice();
        add_main_posts();
        for (auto& row : draft_.posts) ordered(post_sheet().name, row.row, row.post.from, row.post.to);
        for (auto& row : draft_.interests) ordered(interest_sheet().name, row.row, row.interest.from, row.interest.to);
        for (auto& row : draft_.sanctions) ordered(sanction_sheet().name, row.row, row.sanction.from, row.sanction.to);
        for (auto& row : draft_.achievements) ordered(achievement_sheet().name, row.row, row.achievement.from, row.achievement.to);
        for (auto& row : draft_.absences) ordered(absence_sheet().name, row.row, row.absence.from, row.absence.to);
        for (auto& row : draft_.relations) complete(row);
        for (auto& row : draft_.units)
            ordered(unit_sheet().name, row.row, row.unit.listed_from, row.unit.listed_to, "上市日期", "退市日期");
        complete_projects();
    }

private:
    Draft& draft_;
    Day today_;
    Faults& faults_;

    void fault(const std::string& sheet, std::int64_t row, const std::string& title, const std::string& value, const Message& message,
               std::initializer_list<std::string> arguments = {})
    {
        faults_.add(sheet, row, title, value, refuse(ErrorKind::invalid, message, arguments));
    }

    // What a rule of the record finds.
    void add(const std::string& sheet, std::int64_t row, const std::string& title, const std::string& value,
             const std::optional<Error>& found)
    {
        if (found) faults_.add(sheet, row, title, value, *found);
    }

    void ordered(const std::string& sheet, std::int64_t row, std::optional<Day> from, std::optional<Day> to,
                 const std::string& from_title = "开始日期", const std::string& to_title = "结束日期")
    {
        add(sheet, row, to_title, to ? to_text(*to) : "", expert::judge_days(from, to, from_title, to_title));
    }

    void complete(ExpertRow& row)
    {
        const std::string& sheet = expert_sheet().name;
        auto& e = row.expert;
        auto id = identity::parse_citizen_id(row.number.reveal());
        if (!row.number.empty()) (id ? e.citizen_id : e.passport) = row.number;
        if (id) {
            if (e.sex.empty()) e.sex = id->male ? "1" : "2";
            add(sheet, row.row, "性别", e.sex == "1" ? "男" : "女", expert::judge_sex(e.sex, *id));
            if (!e.birth_day) e.birth_day = id->birth;
            add(sheet, row.row, "出生日期", to_text(*e.birth_day), expert::judge_birth(*e.birth_day, *id));
        }
        if (e.entered_on == Day{}) e.entered_on = today_;
        if (e.entered_on > today_) fault(sheet, row.row, "入库日期", to_text(e.entered_on), messages::day_to_come, {"入库日期"});
        if (e.confirmed_on && *e.confirmed_on > today_)
            fault(sheet, row.row, "最近确认日期", to_text(*e.confirmed_on), messages::day_to_come, {"最近确认日期"});
        add_categories(row);
        e.disciplines = joined(row, row.main_disciplines, row.other_disciplines, "其他学科", catalog::disciplines());
        e.industries = joined(row, row.main_industries, row.other_industries, "其他行业", catalog::industries());
    }

    void add_categories(ExpertRow& row)
    {
        std::size_t given = row.qualifications.size(), wanted = row.categories.size();
        if (given > 1 && given != wanted && row.sound)
            fault(expert_sheet().name, row.row, "类别依据", "", messages::qualifications, {std::to_string(given), std::to_string(wanted)});
        row.expert.categories.clear();
        for (std::size_t i = 0; i < wanted; ++i) {
            std::string qualification = given == 1 ? row.qualifications[0] : i < given ? row.qualifications[i] : "";
            row.expert.categories.push_back({row.categories[i], qualification, std::nullopt, ""});
        }
    }

    std::vector<std::string> joined(const ExpertRow& row, std::vector<std::string> codes, const std::vector<std::string>& others,
                                    const std::string& title, const catalog::Table& table)
    {
        for (const auto& code : others) {
            add(expert_sheet().name, row.row, title, table.find(code)->name, expert::judge_code(codes, code, table));
            codes.push_back(code);
        }
        return codes;
    }

    // The sheet 专家 may name the main post itself; then the sheet 任职 does not name one too.
    void add_main_posts()
    {
        std::set<std::string_view> listed;
        for (const auto& row : draft_.posts)
            if (row.post.kind == "main") listed.insert(row.citizen_id.reveal());
        std::vector<PostRow> posts;
        for (const auto& row : draft_.experts) {
            const std::string& sheet = expert_sheet().name;
            if (row.unit.empty()) {
                if (!row.part.empty()) fault(sheet, row.row, "内设机构", row.part, messages::part_alone);
                continue;
            }
            if (row.number.empty()) continue; // told already
            if (listed.contains(row.number.reveal())) fault(sheet, row.row, "工作单位", row.unit, messages::main_post_twice);
            PostRow post;
            post.row = row.row;
            post.citizen_id = row.number;
            post.of_expert = true;
            post.unit = row.unit;
            post.part = row.part;
            post.post.kind = "main";
            post.post.duty = row.duty;
            posts.push_back(std::move(post));
        }
        draft_.posts.insert(draft_.posts.end(), posts.begin(), posts.end());
    }

    void refuse_twice()
    {
        std::map<std::string_view, std::int64_t> first;
        for (const auto& row : draft_.experts) {
            if (row.number.empty()) continue;
            const auto& number = row.number.reveal();
            auto [found, fresh] = first.emplace(number, row.row);
            if (!fresh)
                fault(expert_sheet().name, row.row, "身份证号", shown(Mask::citizen_id, number), messages::person_twice,
                      {faults_.where(expert_sheet().name, found->second)});
        }
        if (draft_.experts.size() > most_experts)
            faults_.add(expert_sheet().name, 0, "", "", refuse(ErrorKind::invalid, messages::too_many, {std::to_string(most_experts)}));
    }

    void complete(const RelationRow& row)
    {
        if (row.relation.other_citizen_id)
            add(relation_sheet().name, row.row, "对方身份证号", shown(Mask::citizen_id, row.citizen_id.reveal()),
                expert::judge_other(row.relation.other_citizen_id->reveal(), row.citizen_id.reveal()));
    }

    // The rows of one project say the same of it and name each person once.
    void complete_projects()
    {
        const std::string& sheet = project_sheet().name;
        std::map<std::string_view, const ProjectRow*> first;
        std::map<std::pair<std::string_view, std::string_view>, std::int64_t> people;
        for (const auto& row : draft_.projects) {
            ordered(sheet, row.row, row.from, row.planned_end, "开始日期", "计划结束日期");
            ordered(sheet, row.row, row.from, row.closed_on, "开始日期", "结题日期");
            if (!row.sound) continue;
            auto [found, fresh] = first.emplace(row.code, &row);
            const ProjectRow& head = *found->second;
            auto same = [&](bool equal, const std::string& title, const std::string& value) {
                if (!equal) fault(sheet, row.row, title, value, messages::project_differs, {title, faults_.where(sheet, head.row)});
            };
            auto day_text = [](std::optional<Day> day) { return day ? to_text(*day) : ""; };
            same(row.title == head.title, "项目名称", row.title);
            same(row.level == head.level, "项目级别", row.level);
            same(row.from == head.from, "开始日期", day_text(row.from));
            same(row.planned_end == head.planned_end, "计划结束日期", day_text(row.planned_end));
            same(row.closed_on == head.closed_on, "结题日期", day_text(row.closed_on));
            auto [person, new_person] =
                people.emplace(std::pair<std::string_view, std::string_view>(row.code, row.citizen_id.reveal()), row.row);
            if (!new_person)
                fault(sheet, row.row, "身份证号", shown(Mask::citizen_id, row.citizen_id.reveal()), messages::participant_twice,
                      {faults_.where(sheet, person->second)});
        }
    }
};

} // namespace

void complete_people(Draft& draft, Day today, Faults& faults)
{
    Completion(draft, today, faults).run();
}

} // namespace intake
