#pragma once

#include "base/span.h"
#include "eligibility/rules.h"

#include <cstdint>
#include <string>
#include <vector>

// Whether someone may be drawn at all (Art. 11, 13, 14(1); R2, R16), as pure rules on dated facts.
namespace eligibility {

enum class Status : std::uint8_t { active, frozen, suspended, revoked, exited, unknown };
Status status_of(std::string_view code);

enum class PostKind : std::uint8_t { main, retired, other };

// What the person last answered to giving personal data to using units (Art. 7(3); X10).
enum class Consent : std::uint8_t { unasked, given, refused };

struct Verified {
    std::optional<Day> on;
    bool by = false; // who verified it is recorded

    bool holds(Day day) const { return by && on && *on <= day; }
};

struct Post {
    PostKind kind = PostKind::other;
    Span days;
    Verified verified;
};

struct Category {
    int entry = 0; // Entry::first of code table expert_category; -1: an unknown code
    bool qualification = false;
    Verified verified;
};

struct Sanction {
    std::string kind; // code table sanction_kind
    Span days;        // an open end bars on (Art. 14(1))
};

struct Person {
    Status status = Status::unknown;
    bool identified = false; // by a citizen's number or a passport's
    std::optional<Day> birth;
    bool discipline = false, industry = false;
    bool strategy = false; // of category strategy (R2)
    Consent sharing = Consent::unasked;
    std::span<const Post> posts;
    std::span<const Category> categories;
    std::span<const Sanction> sanctions;
    std::span<const Span> absences; // days the person cannot take part; an open end bars on
};

struct Question {
    Day seal;          // the day of the draw
    Day first, last;   // of the activity
    bool busy = false; // sits in another activity whose days overlap
};

// In the order in which one reason stands for a person.
enum class Bar : std::uint8_t {
    sanction,
    frozen,
    revoked,
    exited,
    consent,
    suspended,
    busy,
    absent,
    age,
    unit,
    qualification,
    field,
    person
};
std::string_view code_of(Bar bar); // "14.1", "11", "13", "exited", …, "missing.unit"

struct Exclusion {
    Bar bar;
    std::uint32_t fact = 0; // index in sanctions or absences
};

// Everything that bars the person, whatever group is asked; ascending by bar. Qualifications are asked by group below.
std::vector<Exclusion> judge(const Person& person, const Question& question, const Rules& rules);

// A set of entries of code table expert_category, by Entry::first.
using Categories = std::uint32_t;
// The person's categories, and those whose qualification is known and verified by `day` (R16).
Categories held(const Person& person);
Categories verified(const Person& person, Day day);

} // namespace eligibility
