#include "recusal/judge_world.h"

#include <gtest/gtest.h>

#include <functional>

// Art. 14(4)1 to 6 clause by clause, with the days at which each begins and ends to bar.
namespace {

using namespace recusal;
using namespace support;

struct Case {
    std::string name;
    std::function<void(World&)> change;
    std::string codes;
};

const Place same_part{chemistry, university, chemistry}, other_part{physics, university, physics}, entity_itself{university, university, 0};
const Place at_company{company, company, 0}, at_company_office{office, company, office}, at_partner{partner, partner, 0};

const Case cases[] = {
    {"strangers", [](World&) {}, ""},

    // Item 1: lead and members (R9).
    {"1 lead", [](World& w) { w.key = lead_key; }, "14.4.1"},
    {"1 member", [](World& w) { w.key = member_key; }, "14.4.1"},
    {"1 unknown person",
     [](World& w) {
         w.key = 0;
         w.project.members = {0};
     },
     ""},

    // Item 2: relatives and teachers of the lead (R11), no limit in time.
    {"2 spouse", [](World& w) { w.relation("spouse", Tie::near_relative, lead_key); }, "14.4.2"},
    {"2 teacher", [](World& w) { w.relation("teacher", Tie::teacher_student, lead_key); }, "14.4.2"},
    {"2 in-law is a suspicion", [](World& w) { w.relation("parent_in_law", Tie::other, lead_key); }, ""},
    {"2 co-author is a suspicion", [](World& w) { w.relation("coauthor", Tie::other, lead_key); }, ""},
    {"2 relative of a member is a suspicion", [](World& w) { w.relation("spouse", Tie::near_relative, member_key); }, ""},
    {"2 relative of somebody else", [](World& w) { w.relation("spouse", Tie::near_relative, stranger_key, "娜仁花"); }, ""},
    {"2 number unknown, same name", [](World& w) { w.relation("spouse", Tie::near_relative, 0, "娜仁花"); }, "14.4.2"},
    {"2 number unknown, other name", [](World& w) { w.relation("spouse", Tie::near_relative, 0, "娜仁"); }, ""},
    {"2 by the lead's record",
     [](World& w) {
         w.project.lead_relations = {{1, Tie::teacher_student, "student", "某人", expert_key}};
     },
     "14.4.2"},
    {"2 the lead's record names another",
     [](World& w) {
         w.project.lead_relations = {{1, Tie::near_relative, "child", "某人", stranger_key}};
     },
     ""},
    {"2 the lead's record names somebody unknown, as the expert is",
     [](World& w) {
         w.key = 0;
         w.project.lead_relations = {{1, Tie::near_relative, "child", "某人", 0}};
     },
     ""},

    {"2 the lead's record names somebody without a number, of the expert's name",
     [](World& w) {
         w.project.lead_relations = {{1, Tie::near_relative, "child", "某某", 0}};
     },
     "14.4.2"},
    {"2 the lead's record names somebody without a number, of a name that a merged record of the expert's had",
     [](World& w) {
         w.other_names = {"别名", "旧名"};
         w.project.lead_relations = {{1, Tie::near_relative, "child", "旧名", 0}};
     },
     "14.4.2"},
    {"2 the lead's record names an in-law of the expert's name",
     [](World& w) {
         w.project.lead_relations = {{1, Tie::other, "parent_in_law", "某某", 0}};
     },
     ""},

    // Item 3: a research project in common that is running (R7).
    {"3 running", [](World& w) { w.share_research(day("2025-01-01"), {}); }, "14.4.3"},
    {"3 dates missing", [](World& w) { w.share_research({}, {}); }, "14.4.3"},
    {"3 closed on the day of the seal", [](World& w) { w.share_research({}, day("2026-11-24")); }, "14.4.3"},
    {"3 closed the day before", [](World& w) { w.share_research({}, day("2026-11-23")); }, ""},
    {"3 begins on the last day", [](World& w) { w.share_research(day("2026-11-26"), {}); }, "14.4.3"},
    {"3 begins the day after", [](World& w) { w.share_research(day("2026-11-27"), {}); }, ""},
    {"3 another project",
     [](World& w) {
         w.share_research({}, {});
         w.research_of = {0};
     },
     ""},

    // Item 4: the lead's legal entity, other second-level units excepted (R5).
    {"4 same second level", [](World& w) { w.post(PostKind::main, same_part); }, "14.4.4"},
    {"4 third levels differ",
     [](World& w) {
         w.post(PostKind::main, {99, university, chemistry});
     },
     "14.4.4"},
    {"4 other second level", [](World& w) { w.post(PostKind::main, other_part); }, ""},
    {"4 expert attached to the entity", [](World& w) { w.post(PostKind::main, entity_itself); }, "14.4.4"},
    {"4 lead's part unknown",
     [](World& w) {
         w.post(PostKind::main, other_part);
         w.project.lead_places[0].place.part = 0;
     },
     "14.4.4"},
    {"4 a concurrent post counts", [](World& w) { w.post(PostKind::concurrent, same_part); }, "14.4.4"},
    {"4 a kind that is unknown counts", [](World& w) { w.post(PostKind::unknown, same_part); }, "14.4.4"},
    {"4 former", [](World& w) { w.post(PostKind::former, same_part); }, ""},
    {"4 retired", [](World& w) { w.post(PostKind::retired, same_part); }, ""},
    {"4 retired, strict",
     [](World& w) {
         w.post(PostKind::retired, same_part);
         w.rules.retired = true;
     },
     "14.4.4"},
    {"4 ended on the day of the seal",
     [](World& w) {
         w.post(PostKind::main, same_part, {{}, day("2026-11-24")});
     },
     "14.4.4"},
    {"4 ended the day before",
     [](World& w) {
         w.post(PostKind::main, same_part, {{}, day("2026-11-23")});
     },
     ""},
    {"4 begins on the last day",
     [](World& w) {
         w.post(PostKind::main, same_part, {day("2026-11-26"), {}});
     },
     "14.4.4"},
    {"4 begins the day after",
     [](World& w) {
         w.post(PostKind::main, same_part, {day("2026-11-27"), {}});
     },
     ""},
    {"4 a post of the lead's own record",
     [](World& w) {
         w.project.lead_places.push_back({{elsewhere, elsewhere, 0}, {}, false});
     },
     "14.4.4"},
    {"4 a post the lead has left",
     [](World& w) {
         w.project.lead_places.push_back({{elsewhere, elsewhere, 0}, {{}, day("2026-11-23")}, false});
     },
     ""},
    {"4 the lead arrives after the expert has left",
     [](World& w) {
         w.posts[0].days = {{}, day("2026-11-24")};
         w.project.lead_places.push_back({{elsewhere, elsewhere, 0}, {day("2026-11-25"), {}}, false});
     },
     ""},
    {"4 the lead arrives on the expert's last day",
     [](World& w) {
         w.posts[0].days = {{}, day("2026-11-25")};
         w.project.lead_places.push_back({{elsewhere, elsewhere, 0}, {day("2026-11-25"), {}}, false});
     },
     "14.4.4"},
    {"4 a post from which the lead has retired",
     [](World& w) {
         w.project.lead_places.push_back({{elsewhere, elsewhere, 0}, {}, false, true});
     },
     ""},
    {"4 a post from which the lead has retired, strict",
     [](World& w) {
         w.project.lead_places.push_back({{elsewhere, elsewhere, 0}, {}, false, true});
         w.rules.retired = true;
     },
     "14.4.4"},
    {"4 no exception by rule",
     [](World& w) {
         w.post(PostKind::main, other_part);
         w.rules.second_level = false;
     },
     "14.4.4"},
    {"4 every post is compared",
     [](World& w) {
         w.posts.push_back({2, same_part, PostKind::adviser, {}});
     },
     "14.4.4"},

    // Item 5: other posts at applicant and partners (R6, R9).
    {"5 concurrent at the applicant", [](World& w) { w.post(PostKind::concurrent, at_company_office); }, "14.4.5"},
    {"5 re-employed", [](World& w) { w.post(PostKind::reemployed, at_company); }, "14.4.5"},
    {"5 adviser of a partner", [](World& w) { w.post(PostKind::adviser, at_partner); }, "14.4.5"},
    {"5 partners excepted by rule",
     [](World& w) {
         w.post(PostKind::adviser, at_partner);
         w.rules.partners = false;
     },
     ""},
    {"5 former", [](World& w) { w.post(PostKind::former, at_company); }, ""},
    {"5 retired", [](World& w) { w.post(PostKind::retired, at_company); }, ""},
    {"5 ended the day before",
     [](World& w) {
         w.post(PostKind::adviser, at_company, {{}, day("2026-11-23")});
     },
     ""},
    {"5 ended on the day of the seal",
     [](World& w) {
         w.post(PostKind::adviser, at_company, {{}, day("2026-11-24")});
     },
     "14.4.5"},
    {"5 main employer where item 4 judges",
     [](World& w) {
         w.post(PostKind::main, other_part);
         w.project.units = {{university, true, {}}};
     },
     ""},
    {"5 main employer where item 4 judges, strict",
     [](World& w) {
         w.post(PostKind::main, other_part);
         w.project.units = {{university, true, {}}};
         w.rules.main_employer = 2;
     },
     "14.4.5"},
    {"5 main employer that is not the lead's", [](World& w) { w.post(PostKind::main, at_partner); }, ""},
    {"5 main employer that item 4 cannot judge, by rule",
     [](World& w) {
         w.post(PostKind::main, at_partner);
         w.rules.main_employer = 1;
     },
     "14.4.5"},
    {"5 main employer that is the lead's by the own record, by rule",
     [](World& w) {
         w.post(PostKind::main, at_company_office);
         w.project.lead_places.push_back({{99, company, 99}, {}, false});
         w.rules.main_employer = 1;
     },
     ""},
    {"5 main employer that the lead leaves during the days, by rule",
     [](World& w) {
         w.post(PostKind::main, at_company_office);
         w.project.lead_places.push_back({{99, company, 99}, {{}, day("2026-11-25")}, false});
         w.rules.main_employer = 1;
     },
     "14.4.5"},
    {"5 concurrent in another part of the lead's university",
     [](World& w) {
         w.post(PostKind::concurrent, other_part);
         w.project.units = {{university, true, {}}};
     },
     "14.4.5"},

    // Item 6: economic interests in applicant and partners; listed companies (R10).
    {"6 shares", [](World& w) { w.interest("shareholding", company, 1); }, "14.4.6"},
    {"6 shares of a partner", [](World& w) { w.interest("shareholding", partner, 1); }, "14.4.6"},
    {"6 shares elsewhere", [](World& w) { w.interest("shareholding", elsewhere, 9000); }, ""},
    {"6 listed",
     [](World& w) {
         w.interest("shareholding", company, 500);
         w.project.units[0].listed = {{day("2015-06-01"), {}}};
     },
     ""},
    {"6 listed, above the limit",
     [](World& w) {
         w.interest("shareholding", company, 501);
         w.project.units[0].listed = {{day("2015-06-01"), {}}};
     },
     "14.4.6"},
    {"6 listed, share unknown",
     [](World& w) {
         w.interest("shareholding", company, {});
         w.project.units[0].listed = {{day("2015-06-01"), {}}};
     },
     "14.4.6"},
    {"6 listed, together above the limit",
     [](World& w) {
         w.interests = {{1, {company, company, 0}, "shareholding", 300, {}}, {2, {office, company, office}, "shareholding", 201, {}}};
         w.project.units[0].listed = {{day("2015-06-01"), {}}};
     },
     "14.4.6"},
    {"6 listed, together at the limit",
     [](World& w) {
         w.interests = {{1, {company, company, 0}, "shareholding", 300, {}}, {2, {company, company, 0}, "shareholding", 200, {}}};
         w.project.units[0].listed = {{day("2015-06-01"), {}}};
     },
     ""},
    {"6 listed, never held at one time",
     [](World& w) {
         w.interests = {{1, {company, company, 0}, "shareholding", 300, {{}, day("2026-11-24")}},
                        {2, {company, company, 0}, "shareholding", 300, {day("2026-11-25"), {}}}};
         w.project.units[0].listed = {{day("2015-06-01"), {}}};
     },
     ""},
    {"6 listed, shares of two companies",
     [](World& w) {
         w.interests = {{1, {company, company, 0}, "shareholding", 300, {}}, {2, {elsewhere, elsewhere, 0}, "shareholding", 300, {}}};
         w.project.units[0].listed = {{day("2015-06-01"), {}}};
     },
     ""},
    {"6 listed from the day of the seal",
     [](World& w) {
         w.interest("shareholding", company, 1);
         w.project.units[0].listed = {{day("2026-11-24"), {}}};
     },
     ""},
    {"6 listed from the day after",
     [](World& w) {
         w.interest("shareholding", company, 1);
         w.project.units[0].listed = {{day("2026-11-25"), {}}};
     },
     "14.4.6"},
    {"6 listed to the last day",
     [](World& w) {
         w.interest("shareholding", company, 1);
         w.project.units[0].listed = {{day("2015-06-01"), day("2026-11-26")}};
     },
     ""},
    {"6 delisted on the last day",
     [](World& w) {
         w.interest("shareholding", company, 1);
         w.project.units[0].listed = {{day("2015-06-01"), day("2026-11-25")}};
     },
     "14.4.6"},
    {"6 sold while listed",
     [](World& w) {
         w.interest("shareholding", company, 1, {{}, day("2026-11-25")});
         w.project.units[0].listed = {{day("2015-06-01"), day("2026-11-25")}};
     },
     ""},
    {"6 sold the day before",
     [](World& w) {
         w.interest("shareholding", company, 1, {{}, day("2026-11-23")});
     },
     ""},
    {"6 sold on the day of the seal",
     [](World& w) {
         w.interest("shareholding", company, 1, {{}, day("2026-11-24")});
     },
     "14.4.6"},
    {"6 bought after",
     [](World& w) {
         w.interest("shareholding", company, 1, {day("2026-11-27"), {}});
     },
     ""},
    {"6 a listed partner is not the applicant",
     [](World& w) {
         w.interest("shareholding", partner, 1);
         w.project.units[1].listed = {{day("2015-06-01"), {}}};
     },
     "14.4.6"},
    {"6 a listed partner by rule",
     [](World& w) {
         w.interest("shareholding", partner, 1);
         w.project.units[1].listed = {{day("2015-06-01"), {}}};
         w.rules.listed_partner = true;
     },
     ""},
    {"6 consulting a listed applicant",
     [](World& w) {
         w.interest("consulting", company, {});
         w.project.units[0].listed = {{day("2015-06-01"), {}}};
     },
     "14.4.6"},
    {"6 audit", [](World& w) { w.interest("audit", company, {}); }, "14.4.6"},
    {"6 other", [](World& w) { w.interest("other", company, {}); }, "14.4.6"},
    {"6 legal mandate ended",
     [](World& w) {
         w.interest("legal_mandate", company, {}, {{}, day("2026-11-23")});
     },
     ""},

    // R16: a project that lacks what recusal is judged by bars everyone.
    {"lead unknown", [](World& w) { w.project.lead = 0; }, "missing.lead"},
    {"lead's entity unknown", [](World& w) { w.project.lead_places[0].place.entity = 0; }, "missing.lead"},
    {"applicant unknown", [](World& w) { w.project.units[0].entity = 0; }, "missing.lead"},
    {"lead known but not of the library", [](World& w) { w.project.lead = -1; }, ""},

    {"several at once",
     [](World& w) {
         w.key = member_key;
         w.post(PostKind::adviser, at_company);
         w.interest("contract", company, {});
     },
     "14.4.1 14.4.5 14.4.6"},
};

TEST(Recusal, EachClauseOnEachDay)
{
    for (const auto& c : cases) {
        World world;
        c.change(world);
        EXPECT_EQ(world.codes(), c.codes) << c.name;
    }
}

TEST(Recusal, TheScreenLetsNobodyPassWhomARuleBars)
{
    for (const auto& c : cases) {
        World world;
        c.change(world);
        Person person{world.key, "某某", world.posts, world.relations, world.interests, world.research_of, world.other_names};
        bool found = !world.codes().empty() && world.codes() != "missing.lead";
        if (found) {
            EXPECT_TRUE(Screen(std::span(&world.project, 1)).may_meet(person)) << c.name;
        }
    }
    World world;
    EXPECT_FALSE(Screen(std::span(&world.project, 1)).may_meet({world.key, "某某", world.posts, {}, {}, {}}));
}

} // namespace
