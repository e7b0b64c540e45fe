#include "activity/activity_status.h"

#include <gtest/gtest.h>

namespace {

using namespace activity;

const auth::Permissions everything{auth::Permission::activity_edit, auth::Permission::activity_approve};
constexpr Facts ready{.has_projects = true};

TEST(ActivityStatus, OnlyStepsOfTheTableArePossible)
{
    int possible = 0;
    for (std::size_t s = 0; s < status_codes.size(); ++s)
        for (std::size_t a = 0; a < action_codes.size(); ++a) {
            auto from = static_cast<Status>(s);
            auto action = static_cast<Action>(a);
            const Transition* t = find_transition(from, action);
            auto next = next_status(from, action, everything, ready);
            ASSERT_EQ(bool(next), t != nullptr) << code_of(from) << " " << code_of(action);
            if (!t) {
                EXPECT_EQ(next.error().code, "activity.no_such_step");
                continue;
            }
            EXPECT_EQ(*next, t->to);
            ++possible;
        }
    EXPECT_EQ(possible, 8);
}

TEST(ActivityStatus, NobodyTakesAStepThatIsNotTheirs)
{
    for (const auto& t : transitions) {
        bool edits = t.by == auth::Permission::activity_edit;
        auth::Permissions others{edits ? auth::Permission::activity_approve : auth::Permission::activity_edit};
        EXPECT_EQ(next_status(t.from, t.action, others, ready).error().code, "activity.not_yours");
        EXPECT_EQ(next_status(t.from, t.action, {}, ready).error().code, "activity.not_yours");
    }
}

TEST(ActivityStatus, GuardsSayWhy)
{
    struct Case {
        Status from;
        Action action;
        Facts facts;
        std::string_view code; // empty: goes on
    };
    using enum Status;
    using enum Action;
    const Case cases[] = {
        {draft, submit, {.has_projects = false}, "activity.no_projects"},
        {returned, submit, {.has_projects = false}, "activity.no_projects"},
        {draft, submit, {.over = true, .has_projects = true}, "activity.over"},
        {submitted, approve, {.involved = true, .has_projects = true}, "activity.own_work"},
        {submitted, approve, {.supervises = true, .has_projects = true}, "activity.supervises"},
        {submitted, send_back, {.involved = true, .has_projects = true}, "activity.own_work"},
        {approved, send_back, {.held = true, .has_projects = true}, "activity.held"},
        {approved, send_back, {.involved = true, .has_projects = true}, "activity.own_work"},
        {approved, send_back, ready, ""},
        {approved, finish, {.held = true, .has_projects = true}, "activity.held"},
        {approved, finish, {.over = true, .has_projects = true}, ""},
    };
    for (const auto& c : cases) {
        auto next = next_status(c.from, c.action, everything, c.facts);
        EXPECT_EQ(next ? "" : next.error().code, c.code) << code_of(c.from) << " " << code_of(c.action);
    }
}

TEST(ActivityStatus, ButtonsAreWhatMayBeDoneNow)
{
    auto codes = [](Status from, const auth::Permissions& held, const Facts& facts) {
        std::string list;
        for (auto action : allowed_actions(from, held, facts)) list += std::string(code_of(action)) + " ";
        return list;
    };
    auth::Permissions edits{auth::Permission::activity_edit}, approves{auth::Permission::activity_approve};
    EXPECT_EQ(codes(Status::draft, edits, {}), "change submit ") << "pressing submit says what is missing";
    EXPECT_EQ(codes(Status::draft, approves, {}), "");
    EXPECT_EQ(codes(Status::submitted, edits, ready), "");
    EXPECT_EQ(codes(Status::submitted, approves, ready), "approve return ");
    EXPECT_EQ(codes(Status::submitted, approves, {.involved = true, .has_projects = true}), "");
    EXPECT_EQ(codes(Status::approved, everything, ready), "return finish ");
    EXPECT_EQ(codes(Status::approved, everything, {.held = true, .has_projects = true}), "");
    EXPECT_EQ(codes(Status::finished, everything, ready), "");
}

} // namespace
