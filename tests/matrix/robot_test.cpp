#include "base/identity.h"
#include "expert/expert.h"
#include "matrix/callers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

// T8: a robot with each role tries to learn a hundred planted identity numbers and telephones through what lists can be asked: text,
// filter, sort, range, page. Two questions that differ only in whether somebody has what they ask for must be answered alike.
namespace {

using matrix::Caller;
using matrix::Route;
using matrix::World;

constexpr int planted = 100;

// No unit, number or region begins as these do.
constexpr std::string_view nowhere = "990102";

// Digits as they stand at the beginning, the middle or the end of a number, and the same with the last one changed.
struct Guess {
    std::string right, wrong;
};

Guess guess_at(const std::string& number, std::size_t from, std::size_t length)
{
    if (number[from + length - 1] == 'X') --length; // digits alone: where a number is asked for, X is no number
    Guess guess{number.substr(from, length), number.substr(from, length)};
    char& last = guess.wrong.back();
    last = last == '9' ? '0' : static_cast<char>(last + 1);
    return guess;
}

std::string encoded(const std::string& text)
{
    std::string out;
    for (char c : text) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte))
            out += c;
        else
            (out += '%') += {digits[byte >> 4], digits[byte & 15]};
    }
    return out;
}

class Robot : public testing::Test {
protected:
    World world{db::Engine::sqlite};
    std::vector<std::string> numbers; // identity numbers, then telephones
    int questions = 0;

    void SetUp() override
    {
        std::int64_t unit = world.library().add_unit("哨兵研究院");
        auto act = world.library().act();
        expert::Numbers places(act.connection(), 2026);
        for (int i = 0; i < planted; ++i) {
            std::string id = identity::invent_citizen_id(std::string(nowhere), Day::of(1890, 1, 1) + 37 * i, 500 + i);
            std::string phone = "138" + std::to_string(93'000'000 + 7919 * i);
            expert::NewExpert e;
            e.name = "哨兵";
            e.citizen_id = crypto::Secret(id);
            e.phone = crypto::Secret(phone);
            e.entered_on = day_of(world.library().clock().now());
            e.categories = {{"research", "教授", parse_day("2020-02-01"), "演示"}};
            e.posts = {{unit, "main", "教授", parse_day("2010-09-01"), std::nullopt, parse_day("2020-02-01"), "演示"}};
            expert::add_expert(act, world.library().platform().keys, places, e);
            numbers.push_back(id);
            numbers.push_back(phone);
        }
        act.commit();
    }

    std::string answer(support::Client& client, const std::string& path, const std::string& name, const std::string& value)
    {
        ++questions;
        auto reply = client.get(path + "?" + name + "=" + encoded(value));
        bool file = reply.header("content-type").find("json") == std::string::npos; // with the time when it was made
        return std::to_string(reply.status) + " " + (file ? "" : reply.body);
    }

    // Beyond the words of the question itself, which an error may repeat; a page is told as a number.
    static std::string without(std::string body, const std::string& asked)
    {
        for (const auto& told : {asked, asked.substr(std::min(asked.find_first_not_of('0'), asked.size() - 1))})
            for (auto at = body.find(told); at != std::string::npos; at = body.find(told, at)) body.replace(at, told.size(), "·");
        return body;
    }

    // Every form in which a digit more could be asked for.
    void ask(support::Client& client, const Route& route, const Caller& caller, const std::string& name, const Guess& guess)
    {
        for (std::string form : {"{}", "{}%", ">={}"}) {
            auto filled = [&](const std::string& digits) { return std::string(form).replace(form.find("{}"), 2, digits); };
            auto right = answer(client, route.path, name, filled(guess.right)),
                 wrong = answer(client, route.path, name, filled(guess.wrong));
            EXPECT_TRUE(right == wrong || without(right, guess.right) == without(wrong, guess.wrong))
                << route.name() << " by " << caller.name << ", " << name << "=" << filled(guess.right);
        }
    }
};

TEST_F(Robot, GainsNoDigit)
{
    std::size_t next = 0;
    for (const auto& caller : matrix::callers()) {
        auto client = matrix::client_of(world, caller);
        for (const auto& route : matrix::routes_of_description()) {
            if (route.changes() || route.has_parameter() || matrix::scope_for(route, caller).empty()) continue;
            // They tell of their own reading, so no two answers are alike; the ledger holds no number (tests/app/planted_test.cpp).
            if (route.path == "/api/v1/trail" || route.path.starts_with("/api/v1/ledger/")) continue;
            auto names = route.query;
            for (const char* more : {"sort", "order", "q", "citizen_id", "phone"}) names.push_back(more);
            for (const auto& name : names)
                for (std::size_t i = 0; i < 2; ++i) {
                    const auto& number = numbers[next++ % numbers.size()];
                    std::size_t length = 5 + next % (number.size() - 5); // longer than codes are, never the whole
                    ask(client, route, caller, name, guess_at(number, next % 3 == 0 ? number.size() - length : 0, length));
                }
            for (const char* sort : {"citizen_id", "phone", "citizen_id desc", "-phone", "citizen_id_hash"})
                EXPECT_TRUE(answer(client, route.path, "sort", sort) == answer(client, route.path, "sort", "nothing"))
                    << route.name() << " by " << caller.name << " sorted by " << sort;
        }
    }
    for (const auto& what : world.failures()) ADD_FAILURE() << what;
    std::cout << "robot: " << numbers.size() << " numbers, " << questions << " questions\n";
}

} // namespace
