#include "eligibility/judge.h"

#include "catalog/catalog.h"

#include <gtest/gtest.h>

#include <functional>

// Art. 11, 13, 14(1); R2 and R16: field by field, what is missing never passes.
namespace {

using namespace eligibility;

Day day(std::string_view text)
{
    return *parse_day(text);
}

const Question question{day("2026-11-20"), day("2026-11-24"), day("2026-11-26"), false};
const Verified verified_then{day("2026-11-20"), true};

// Someone who may be drawn, for cases to change.
struct World {
    Person person;
    std::vector<Post> posts{{PostKind::main, {day("2020-01-01"), {}}, verified_then}};
    std::vector<Sanction> sanctions;
    std::vector<Span> absences;
    Question asked = question;
    Rules rules = rules_on({}, question.seal);

    World()
    {
        person.status = Status::active;
        person.identified = true;
        person.birth = day("1950-01-01");
        person.discipline = true;
    }
    std::string codes()
    {
        person.posts = posts;
        person.sanctions = sanctions;
        person.absences = absences;
        std::string text;
        for (const auto& e : judge(person, asked, rules)) text += (text.empty() ? "" : " ") + std::string(code_of(e.bar));
        return text;
    }
    void sanction(std::string_view from, std::optional<std::string_view> to)
    {
        sanctions.push_back({"disqualification", {day(from), to ? std::optional(day(*to)) : std::nullopt}});
    }
    void away(std::string_view from, std::optional<std::string_view> to)
    {
        absences.push_back({day(from), to ? std::optional(day(*to)) : std::nullopt});
    }
};

struct Case {
    std::string name;
    std::function<void(World&)> change;
    std::string codes;
};

const Case cases[] = {
    {"may be drawn, at any age", [](World&) {}, ""},

    {"open sanction", [](World& w) { w.sanction("2026-01-01", "2027-01-01"); }, "14.1"},
    {"sanction without an end", [](World& w) { w.sanction("2019-01-01", {}); }, "14.1"},
    {"ended the day before the seal", [](World& w) { w.sanction("2026-01-01", "2026-11-19"); }, ""},
    {"ends at 24:00 of the seal's day", [](World& w) { w.sanction("2026-01-01", "2026-11-20"); }, "14.1"},
    {"begins on the last day", [](World& w) { w.sanction("2026-11-26", {}); }, "14.1"},
    {"begins the day after", [](World& w) { w.sanction("2026-11-27", {}); }, ""},
    {"only the activity's days, ended between",
     [](World& w) {
         w.sanction("2026-01-01", "2026-11-23");
         w.rules.sanction_from_seal = false;
     },
     ""},
    {"only the activity's days, its first",
     [](World& w) {
         w.sanction("2026-01-01", "2026-11-24");
         w.rules.sanction_from_seal = false;
     },
     "14.1"},
    {"any of several",
     [](World& w) {
         w.sanction("2020-01-01", "2021-01-01");
         w.sanction("2026-11-25", {});
     },
     "14.1"},

    {"frozen", [](World& w) { w.person.status = Status::frozen; }, "11"},
    {"revoked", [](World& w) { w.person.status = Status::revoked; }, "13"},
    {"exited", [](World& w) { w.person.status = Status::exited; }, "exited"},
    {"suspended", [](World& w) { w.person.status = Status::suspended; }, "suspended"},
    {"an unknown status", [](World& w) { w.person.status = status_of("draft"); }, "suspended"},
    {"busy", [](World& w) { w.asked.busy = true; }, "busy"},

    {"away on the activity's first day alone", [](World& w) { w.away("2026-11-24", "2026-11-24"); }, "absent"},
    {"away on its last day alone", [](World& w) { w.away("2026-11-26", "2026-11-26"); }, "absent"},
    {"away from its last day on", [](World& w) { w.away("2026-11-26", {}); }, "absent"},
    {"away until its first day", [](World& w) { w.away("2026-01-01", "2026-11-24"); }, "absent"},
    {"away without an end, since long", [](World& w) { w.away("2019-01-01", {}); }, "absent"},
    {"back the day before", [](World& w) { w.away("2026-11-01", "2026-11-23"); }, ""},
    {"away on the day of the seal only", [](World& w) { w.away("2026-11-20", "2026-11-20"); }, ""},
    {"away from the day after", [](World& w) { w.away("2026-11-27", {}); }, ""},
    {"away before and after",
     [](World& w) {
         w.away("2026-11-01", "2026-11-23");
         w.away("2026-11-27", "2026-12-31");
     },
     ""},
    {"away in between",
     [](World& w) {
         w.away("2026-11-01", "2026-11-10");
         w.away("2026-11-25", "2026-11-25");
     },
     "absent"},

    {"age limit by rule: beyond",
     [](World& w) {
         w.rules.age_max = 70;
         w.person.birth = day("1955-11-20");
     },
     "age"},
    {"age limit by rule: the day before the birthday",
     [](World& w) {
         w.rules.age_max = 70;
         w.person.birth = day("1955-11-21");
     },
     ""},
    {"age limit never for strategy",
     [](World& w) {
         w.rules.age_max = 70;
         w.person.strategy = true;
     },
     ""},

    {"refused to share", [](World& w) { w.person.sharing = Consent::refused; }, "consent"},
    {"never asked whether to share", [](World& w) { w.person.sharing = Consent::unasked; }, ""},
    {"consent asked for by rule: never asked",
     [](World& w) {
         w.rules.sharing = 2;
         w.person.sharing = Consent::unasked;
     },
     "consent"},
    {"consent asked for by rule: given",
     [](World& w) {
         w.rules.sharing = 2;
         w.person.sharing = Consent::given;
     },
     ""},
    {"consent looked at by no rule",
     [](World& w) {
         w.rules.sharing = 0;
         w.person.sharing = Consent::refused;
     },
     ""},

    {"no post", [](World& w) { w.posts.clear(); }, "missing.unit"},
    {"post not verified", [](World& w) { w.posts[0].verified.on = {}; }, "missing.unit"},
    {"nobody verified it", [](World& w) { w.posts[0].verified.by = false; }, "missing.unit"},
    {"verified after the seal", [](World& w) { w.posts[0].verified.on = day("2026-11-21"); }, "missing.unit"},
    {"only a concurrent post is verified", [](World& w) { w.posts[0].kind = PostKind::other; }, "missing.unit"},
    {"retired with a verified former unit", [](World& w) { w.posts[0].kind = PostKind::retired; }, ""},
    {"retired, not verified",
     [](World& w) {
         w.posts[0] = {PostKind::retired, {}, {}};
     },
     "missing.unit"},
    {"post without a first day", [](World& w) { w.posts[0].days.first = {}; }, ""},
    {"post begins after the seal", [](World& w) { w.posts[0].days.first = day("2026-11-21"); }, "missing.unit"},
    {"post ends on the last day", [](World& w) { w.posts[0].days.last = day("2026-11-26"); }, ""},
    {"post ends before the last day", [](World& w) { w.posts[0].days.last = day("2026-11-25"); }, "missing.unit"},
    {"two posts in a row",
     [](World& w) {
         w.posts[0].days.last = day("2026-11-22");
         w.posts.push_back({PostKind::main, {day("2026-11-23"), {}}, verified_then});
     },
     ""},

    {"an industry instead of a discipline",
     [](World& w) {
         w.person.discipline = false;
         w.person.industry = true;
     },
     ""},
    {"neither", [](World& w) { w.person.discipline = false; }, "missing.field"},
    {"no identity number", [](World& w) { w.person.identified = false; }, "missing.person"},
    {"no birth date", [](World& w) { w.person.birth = {}; }, "missing.person"},

    {"nothing is known",
     [](World& w) {
         w.person = {};
         w.posts.clear();
     },
     "suspended missing.unit missing.field missing.person"},
};

TEST(Eligibility, FieldByField)
{
    for (const auto& c : cases) {
        World world;
        c.change(world);
        EXPECT_EQ(world.codes(), c.codes) << c.name;
    }
}

int entry(std::string_view code)
{
    return catalog::expert_categories().find(code)->first;
}

TEST(Eligibility, ACategoryCountsByItsVerifiedQualification)
{
    const std::vector<Category> categories{{entry("research"), true, verified_then},
                                           {entry("finance"), false, verified_then},
                                           {entry("industry"), true, {day("2026-11-21"), true}},
                                           {entry("law"), true, {day("2026-11-20"), false}},
                                           {-1, true, verified_then}};
    Person person;
    person.categories = categories;
    auto bit = [](std::string_view code) { return Categories{1} << entry(code); };
    EXPECT_EQ(held(person), bit("research") | bit("finance") | bit("industry") | bit("law"));
    EXPECT_EQ(verified(person, question.seal), bit("research"));
    EXPECT_EQ(verified(person, question.seal + 1), bit("research") | bit("industry"));
    EXPECT_EQ(held(Person{}), 0u);
}

} // namespace
