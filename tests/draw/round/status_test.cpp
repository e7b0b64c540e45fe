#include "draw/round/status.h"

#include <gtest/gtest.h>

#include <string>

// Every pair of status and action: only what the table says is possible.

namespace {

using namespace draw::round;

std::string steps_of(Status status, Part part, const Facts& facts)
{
    std::string steps;
    for (Action action : {Action::commit, Action::reveal, Action::beacon, Action::draw, Action::confirm, Action::annul})
        if (const auto* step = find_transition(status, action, part, facts))
            steps += (steps.empty() ? "" : " ") + std::string(code_of(action)) + ">" + std::string(code_of(step->to));
    return steps;
}

TEST(RoundStatus, OnlyStepsOfTheTableArePossible)
{
    using enum Status;
    using enum Part;
    struct Case {
        Status status;
        Facts facts;
        std::string of_operator, of_supervisor, of_server;
    };
    const Facts none{}, one_commitment{{true, false}, {}}, committed_both{{true, true}, {}}, one_confirmation{{true, true}, {false, true}},
        both{{true, true}, {true, true}}, with_beacon{{true, true}, {}, true}, agreed{{true, true}, {}, true, true};
    const Case cases[] = {
        {sealed, none, "commit>sealed void>void", "commit>sealed void>void", ""},
        {sealed, one_commitment, "void>void", "commit>committed void>void", ""},
        {committed, committed_both, "reveal>revealing void>void", "void>void", "void>void"},
        {revealing, committed_both, "void>void", "reveal>revealed void>void", "void>void"},
        {revealing, with_beacon, "void>void", "reveal>awaiting void>void", "void>void"},
        {awaiting, with_beacon, "beacon>awaiting", "beacon>awaiting", "void>void"},
        {awaiting, agreed, "beacon>revealed", "beacon>revealed", "void>void"},
        {revealed, committed_both, "", "", "draw>drawn"},
        {drawn, committed_both, "confirm>drawn", "confirm>drawn", ""},
        {drawn, one_confirmation, "confirm>confirmed", "", ""},
        {confirmed, both, "", "", ""},
        {voided, none, "", "", ""},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(steps_of(c.status, by_operator, c.facts), c.of_operator) << code_of(c.status);
        EXPECT_EQ(steps_of(c.status, by_supervisor, c.facts), c.of_supervisor) << code_of(c.status);
        EXPECT_EQ(steps_of(c.status, by_server, c.facts), c.of_server) << code_of(c.status);
    }
}

TEST(RoundStatus, CodesAreReadBack)
{
    for (auto code : status_codes) EXPECT_EQ(code_of(status_of(code).value()), code);
    for (auto code : part_codes) EXPECT_EQ(code_of(part_of(code).value()), code);
    EXPECT_FALSE(status_of("open"));
    EXPECT_FALSE(part_of("absent"));
}

} // namespace
