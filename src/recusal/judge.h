#pragma once

#include "recusal/facts.h"
#include "recusal/rules.h"

// Items 1 to 6 of Art. 14(4) as pure rules on dated facts.
namespace recusal {

// The days that count: from the seal to the activity's last day (R8).
struct Window {
    Day first, last;
};

enum class Item : std::uint8_t { lead_missing, item1, item2, item3, item4, item5, item6 };
std::string_view code_of(Item item); // "14.4.4"; "missing.lead"

// The fact that decided; `Exclusion::fact` says which one of its kind.
enum class Ground : std::uint8_t {
    lead_missing,        // the project lacks its lead's identity, the lead's legal entity or the applicant
    is_lead,             // item 1
    is_member,           //
    relation,            // item 2: of the expert's record
    relation_by_name,    // the other's identity number is not recorded and the name is the lead's
    relation_of_lead,    // of the lead's record
    lead_names_expert,   // of the lead's record, the other's identity number is not recorded and the name is the expert's
    research,            // item 3
    same_part,           // item 4: the same second-level unit
    part_unknown,        // one of the two is attached to the entity itself, or where is unknown
    same_entity,         // the rule knows no exception
    employed,            // item 5
    shares,              // item 6: the unit is not listed on all the days
    shares_beyond_limit, // listed, but the shares held at one time are together above the limit, or one is unknown
    interest,            // any other interest
};

struct Exclusion {
    Item item;
    Ground ground;
    std::uint32_t fact = 0;  // index in the person's posts, relations, interests; of research: in the library's
    std::uint32_t other = 0; // item 4: index in the project's lead_places; item 2 by the lead: in lead_relations
};

// Every item that bars the person from judging the project, each once by its first ground, ascending by item.
std::vector<Exclusion> judge(const Person& person, const Project& project, std::span<const Research> research, Window window,
                             const Rules& rules);

} // namespace recusal
