#include "intake/good_rows.h"

#include "intake/columns.h"

#include <algorithm>

namespace intake {

namespace {

class Holder {
public:
    Holder(Reading& reading, const Places& at_fault, Places& held)
        : reading_(reading), draft_(reading.draft), at_fault_(at_fault), held_(held)
    {
    }

    void run()
    {
        for (const auto& [sheet, row] : at_fault_) everybody_ = everybody_ || row % rows_of_sheet == 0;
        for (const auto& row : draft_.experts)
            if (faulty(expert_sheet().name, row.row) && !row.number.empty()) numbers_.insert(row.number.reveal());
        for (const auto& row : draft_.posts) note(sheet_of(row), row);
        for (const auto& row : draft_.relations) note(relation_sheet().name, row);
        for (const auto& row : draft_.interests) note(interest_sheet().name, row);
        for (const auto& row : draft_.sanctions) note(sanction_sheet().name, row);
        for (const auto& row : draft_.absences) note(absence_sheet().name, row);
        for (const auto& row : draft_.achievements) note(achievement_sheet().name, row);
        note_projects();
        take_out();
    }

private:
    Reading& reading_;
    Draft& draft_;
    const Places& at_fault_;
    Places& held_;
    std::set<std::string> numbers_, names_, projects_;
    bool everybody_ = false;

    bool faulty(const std::string& sheet, std::int64_t row) const { return at_fault_.contains({sheet, row}); }
    static const std::string& sheet_of(const PostRow& row) { return row.of_expert ? expert_sheet().name : post_sheet().name; }

    void note(const std::string& sheet, const PersonRow& row)
    {
        if (!faulty(sheet, row.row)) return;
        if (!row.citizen_id.empty())
            numbers_.insert(row.citizen_id.reveal());
        else if (!row.name.empty())
            names_.insert(row.name);
        else
            everybody_ = true;
    }

    void note_projects()
    {
        for (const auto& row : draft_.projects) {
            note(project_sheet().name, row);
            if (faulty(project_sheet().name, row.row) && !row.code.empty()) projects_.insert(row.code);
        }
        for (const auto& row : draft_.projects)
            if (projects_.contains(row.code) && !row.citizen_id.empty()) numbers_.insert(row.citizen_id.reveal());
    }

    template <class Row, class Stays>
    void take(std::vector<Row>& rows, const std::string& sheet, Stays stays)
    {
        std::erase_if(rows, [&](const Row& row) {
            if (!faulty(sheet, row.row) && !stays(row)) return false;
            held_.insert({sheet, row.row});
            return true;
        });
    }

    bool about_held(const PersonRow& row) const
    {
        return everybody_ || names_.contains(row.name) || (!row.citizen_id.empty() && numbers_.contains(row.citizen_id.reveal()));
    }

    void take_out()
    {
        // Names of experts that stay behind only for their name: their facts by number.
        for (const auto& row : draft_.experts)
            if (names_.contains(row.expert.name) && !row.number.empty()) numbers_.insert(row.number.reveal());
        take(draft_.units, unit_sheet().name, [](const auto&) { return false; });
        take(draft_.experts, expert_sheet().name, [&](const ExpertRow& row) {
            return everybody_ || names_.contains(row.expert.name) || (!row.number.empty() && numbers_.contains(row.number.reveal()));
        });
        std::erase_if(draft_.posts,
                      [&](const PostRow& row) { return row.of_expert && (faulty(expert_sheet().name, row.row) || about_held(row)); });
        std::vector<PostRow> main;
        std::copy_if(draft_.posts.begin(), draft_.posts.end(), std::back_inserter(main), [](const PostRow& row) { return row.of_expert; });
        std::erase_if(draft_.posts, [](const PostRow& row) { return row.of_expert; });
        auto held = [&](const PersonRow& row) { return about_held(row); };
        take(draft_.posts, post_sheet().name, held);
        draft_.posts.insert(draft_.posts.end(), main.begin(), main.end());
        take(draft_.relations, relation_sheet().name, held);
        take(draft_.interests, interest_sheet().name, held);
        take(draft_.sanctions, sanction_sheet().name, held);
        take(draft_.absences, absence_sheet().name, held);
        take(draft_.achievements, achievement_sheet().name, held);
        take(draft_.projects, project_sheet().name, [&](const ProjectRow& row) { return projects_.contains(row.code); });
        reading_.rows = 0;
        for (auto& count : reading_.counts) {
            each_sheet([&](const auto& table) {
                if (table.name != count.name) return;
                const auto& rows = draft_.*table.rows;
                count.rows = std::count_if(rows.begin(), rows.end(), [&](const auto& row) {
                    if constexpr (std::is_same_v<std::decay_t<decltype(row)>, PostRow>)
                        if (row.of_expert) return false;
                    return row.row >= count.first && row.row < count.first + rows_of_sheet;
                });
            });
            reading_.rows += count.rows;
        }
    }
};

} // namespace

Kept keep_good(Reading& reading, const Corrections& corrections, db::Connection& connection, const crypto::Keyring& keys,
               const Faults& faults)
{
    Places held, at_fault = faults.places();
    for (;;) {
        Holder(reading, at_fault, held).run();
        Faults left;
        Matched matched = match(reading, corrections, connection, keys, left);
        if (left.empty()) return {std::move(matched), std::move(held)};
        at_fault = left.places();
    }
}

std::string workbook_of_rows(const files::Workbook& workbook, const Mapping& mapping, const Places& places)
{
    std::vector<files::Table> tables;
    auto first = first_rows(mapping);
    for (std::size_t i = 0; i < mapping.size(); ++i) {
        const SheetMapping& placed = mapping[i];
        auto info = std::find_if(sheets().begin(), sheets().end(), [&](const SheetInfo& one) { return one.name == placed.as; });
        auto sheet =
            std::find_if(workbook.sheets.begin(), workbook.sheets.end(), [&](const auto& one) { return one.name == placed.sheet; });
        if (info == sheets().end() || sheet == workbook.sheets.end()) continue;
        auto made = std::find_if(tables.begin(), tables.end(), [&](const auto& one) { return one.name == info->name; });
        files::Table table{info->name, {}, {}};
        std::vector<std::size_t> from;
        for (const auto& column : info->columns) {
            table.columns.push_back({column.title, 16, column.hint, column.choices, column.required});
            auto given =
                std::find_if(placed.columns.begin(), placed.columns.end(), [&](const auto& one) { return one.field == column.title; });
            from.push_back(given == placed.columns.end() ? files::Limits{}.columns : static_cast<std::size_t>(given->at));
        }
        for (const auto& row : sheet->rows) {
            if (!places.contains({info->name, first[i] + row.number})) continue;
            std::vector<std::string> cells;
            for (std::size_t at : from) cells.push_back(at < row.cells.size() ? row.cells[at].text : "");
            (made == tables.end() ? table : *made).rows.push_back(std::move(cells));
        }
        if (!table.rows.empty()) tables.push_back(std::move(table));
    }
    std::sort(tables.begin(), tables.end(), [](const auto& a, const auto& b) { return sheet_order(a.name) < sheet_order(b.name); });
    return files::write_workbook(tables);
}

} // namespace intake
