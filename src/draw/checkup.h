#pragma once

#include "draw/count.h"
#include "draw/disclosure.h"
#include "draw/feasibility.h"

// 抽前体检 (E4c): how guessable a draw is and where its pool is thin. Nothing of it tells a few people.
namespace draw {

// Individual chances of being drawn among those who may be, as the share is written.
struct ShownChances {
    std::string lowest, median, highest;
};
const fields::Table& fields_of(const ShownChances*);

// Those who may be drawn for a group, by where they work. Where exact numbers would tell a few, larger ones are told by a
// bound; where even that would, none is.
struct ShownCells {
    int group = 0;
    std::optional<Shown> capital, elsewhere, outside; // of the home province
};
const fields::Table& fields_of(const ShownCells*);

// A discipline that a group asks for, with the places where fewer than ten of those who may be drawn for the group have it.
// No more than that is said, and only of groups of which every cell may be told: even where all disciplines but one are
// thin, a number of 1 to 4 could still be any up to nine.
struct ThinField {
    int group = 0;
    std::string code, name;
    bool capital = false, elsewhere = false, outside = false;
};
const fields::Table& fields_of(const ThinField*);

struct Checkup {
    std::string guess;                   // low, middle, high: how well someone drawn could be guessed
    std::optional<ShownChances> chances; // nothing where they could not be computed exactly
    std::vector<ShownCells> cells;
    std::vector<ThinField> thin; // of groups that ask for several disciplines
};
const fields::Table& fields_of(const Checkup*);

// Numbers of one group: by place, and of whom the place is not known.
struct Cells {
    std::int64_t capital = 0, elsewhere = 0, outside = 0, unknown = 0;
};
ShownCells disclose(const Cells& cells, int group);
// What is told of one discipline in a group; nothing where it is thin nowhere or the group's cells may not be told.
std::optional<ThinField> disclose(const Cells& group, const Cells& field, ThinField named);

Checkup checkup_of(const Facts& facts, const Plan& plan, const Count& count, const Question& question,
                   const std::optional<feasibility::Chances>& chances);

} // namespace draw
