#pragma once

#include "intake/draft.h"
#include "intake/fault.h"
#include "intake/readers.h"

namespace intake {

// A column of a sheet whose rows are `Row`s.
template <class Row>
struct Column {
    std::string title;
    bool required = false;
    std::string hint;   // what to fill in, shown in the template
    std::string change; // what to change where a message does not say
    Mask mask = Mask::none;
    std::vector<std::string> choices = {}; // few enough to offer as a list
    bool holds_day = false;
    const catalog::Table& (*table)() = nullptr; // of codes
    std::function<std::optional<Error>(Row& row, const std::string& text, const std::string& title)> read = {};
};

// How a column is filled in: its hint, what to change, and how it is masked.
struct About {
    bool required = false;
    std::string hint = {};
    std::string change = {};
    Mask mask = Mask::none;
    std::vector<std::string> choices = {};
};

// `member` gives the place in a row where the reader's value goes.
template <class Row, class T, class Member>
Column<Row> column(std::string title, About about, Reader<T> reader, Member member)
{
    if (about.change.empty()) about.change = "请对照模板中“" + title + "”的说明改正。";
    return {std::move(title),
            about.required,
            std::move(about.hint),
            std::move(about.change),
            about.mask,
            std::move(about.choices),
            std::is_same_v<T, Day> || std::is_same_v<T, std::optional<Day>>,
            nullptr,
            [reader = std::move(reader), member](Row& row, const std::string& text, const std::string& name) -> std::optional<Error> {
                auto value = reader(text, name);
                if (!value) return value.error();
                member(row) = std::move(*value);
                return std::nullopt;
            }};
}

template <class Row, class T, class Member>
Column<Row> column(std::string title, About about, Coded<T> coded, Member member)
{
    auto made = column<Row>(std::move(title), std::move(about), std::move(coded.read), member);
    made.table = coded.table;
    return made;
}

// A sheet: its name, what it is for, its columns, and where its rows go.
template <class R>
struct SheetTable {
    using Row = R;
    std::string name, purpose;
    std::vector<R> Draft::*rows;
    std::vector<Column<R>> columns;
};

const SheetTable<UnitRow>& unit_sheet();
const SheetTable<ExpertRow>& expert_sheet();
const SheetTable<PostRow>& post_sheet();
const SheetTable<ProjectRow>& project_sheet();
const SheetTable<RelationRow>& relation_sheet();
const SheetTable<InterestRow>& interest_sheet();
const SheetTable<AbsenceRow>& absence_sheet();
const SheetTable<AchievementRow>& achievement_sheet();
const SheetTable<SanctionRow>& sanction_sheet();

// Calls `visit` with each of them, in the order of the template.
template <class Visit>
void each_sheet(Visit visit)
{
    visit(unit_sheet());
    visit(expert_sheet());
    visit(post_sheet());
    visit(project_sheet());
    visit(relation_sheet());
    visit(interest_sheet());
    visit(sanction_sheet());
    visit(absence_sheet());
    visit(achievement_sheet());
}

} // namespace intake
