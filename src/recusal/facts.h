#pragma once

#include "base/span.h"

#include <cstdint>
#include <string>
#include <vector>

// What the rules of Art. 14(4) are computed from.
namespace recusal {

// A person's identity: equal numbers stand for equal identity numbers. 0: unknown, equal to nobody.
using Key = std::int32_t;

// Where in the tree of units: the unit, its legal entity and the entity's direct sub-unit on the way (二级机构).
struct Place {
    std::int64_t unit = 0, entity = 0;
    std::int64_t part = 0; // 0: attached to the entity itself, or unknown
};

enum class PostKind : std::uint8_t { main, concurrent, reemployed, adviser, former, retired, unknown };
PostKind post_kind(std::string_view code); // of code table post_kind

struct Post {
    std::int64_t id = 0;
    Place place;
    PostKind kind = PostKind::unknown;
    Span days;
};

enum class Tie : std::uint8_t { near_relative, teacher_student, other };

struct Relation {
    std::int64_t id = 0;
    Tie tie = Tie::other;
    std::string kind; // code table relation_kind
    std::string other_name;
    Key other = 0;
};

struct Interest {
    std::int64_t id = 0;
    Place place;
    std::string kind; // code table interest_kind
    std::optional<std::int64_t> share;
    Span days;
};

struct Research {
    std::int64_t id = 0;
    std::string code, name;
    std::optional<Day> from, closed_on; // a planned end closes nothing (R7)
};

// An expert with the facts of the own record; the spans point into the library's vectors.
struct Person {
    Key key = 0;
    std::string_view name;
    std::span<const Post> posts;
    std::span<const Relation> relations;
    std::span<const Interest> interests;
    std::span<const std::uint32_t> research;       // indices of research projects, ascending
    std::span<const std::string> other_names = {}; // of records merged into this one

    bool is_called(std::string_view one) const;
};

struct LeadPlace {
    Place place;
    Span days;
    bool by_project = true; // as the project says; otherwise a post of the lead's own record
    bool retired = false;   // a post from which the lead has retired
};

struct ProjectUnit {
    std::int64_t entity = 0;
    bool applicant = true;    // otherwise a partner
    std::vector<Span> listed; // days on which it is a listed company
};

// A project under review.
struct Project {
    std::string public_id, number;
    Key lead = 0; // negative: known, but nobody of the library
    std::string lead_name;
    std::vector<LeadPlace> lead_places;
    std::vector<Key> members;
    std::vector<Relation> lead_relations;     // of the lead's own record
    std::vector<std::uint32_t> lead_research; // indices, ascending
    std::vector<ProjectUnit> units;
};

} // namespace recusal
