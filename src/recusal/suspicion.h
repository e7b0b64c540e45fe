#pragma once

#include "activity/activity.h"
#include "recusal/judge.h"
#include "recusal/places.h"
#include "recusal/reach.h"

// What is not among the seven circumstances of Art. 14(4) and may still keep someone from judging fairly (R5, R9, R11):
// told with the fact behind it, decided by a person.
namespace recusal {

class Library;

enum class Doubt : std::uint8_t {
    other_tie,       // co-author, fellow student, in-law or other tie to the lead, by either one's record
    member_tie,      // near relative, teacher or student of a member (R9)
    former_employer, // left the lead's legal entity or the applicant within the window (R11)
    main_employer,   // the main employer is a unit of the project, but not the lead's, so item 4 does not judge it (R6)
    unit_name,       // the employer's name is like that of the lead's unit or the applicant: an alias, or one within the other (R5)
    avoidance,       // the project's unit asks to be judged without this person (R11)
};
inline constexpr std::string_view doubt_codes[] = {"other_tie", "member_tie", "former_employer", "main_employer", "unit_name", "avoidance"};
inline constexpr std::string_view doubt_names[] = {"其他关系",           "与成员的关系", "曾任职单位",
                                                   "项目单位的在职人员", "单位名称相近", "项目单位申请回避"};

struct Suspicion {
    Doubt doubt;
    std::string fact;  // in words, for library administrators and inspectors
    std::string basis; // the facts it rests on; another text once they change
};

struct SuspicionRules {
    std::int64_t former_years = 0; // 0: former employers raise none
    bool ties = true;
    bool avoidances = true;
};
SuspicionRules suspicion_rules_on(const RuleBook& book, Day day);

// A project's names that a suspicion may rest on, made ready once.
class Suspects {
public:
    Suspects(const Library& library, const Project& project, activity::Named named);

    // Every suspicion about the person and this project, whether or not an item of Art. 14(4) bars as well.
    std::vector<Suspicion> about(const Person& person, Window window, const SuspicionRules& rules) const;
    // Everyone about whom there is one is in Reach::of(traces()).
    Traces traces() const;

private:
    const Library& library_;
    const Project& project_;
    activity::Named named_;
    std::set<std::int64_t> lead_entities_, project_entities_;
    std::set<std::int64_t> alike_; // entities whose names are like those of the lead's entity or the applicant

    static bool like(const Unit& unit, const Unit& other);
    void add_ties(const Person& person, std::vector<Suspicion>& found) const;
    void add_avoidances(const Person& person, std::vector<Suspicion>& found) const;
    bool works_at(const Person& person, std::string_view unit) const;
    void add_posts(const Person& person, Window window, const SuspicionRules& rules, std::vector<Suspicion>& found) const;
};

// Whether one name is, or begins with, the other (four characters at least).
bool alike(std::string_view a, std::string_view b);

} // namespace recusal
