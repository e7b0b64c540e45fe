#include "auth/permission.h"
#include "matrix/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

// What nobody should send, to every route: never 5xx, always a code and a Chinese text, the field named where one is at fault.
namespace {

using matrix::Fixture;
using matrix::Route;
using matrix::Side;
using matrix::World;

using Step = std::variant<std::string, std::size_t>; // member or position
using Place = std::vector<Step>;

void find_places(const json::Value& value, Place here, std::vector<Place>& places)
{
    if (!here.empty()) places.push_back(here);
    if (const auto* object = value.if_object())
        for (const auto& [name, member] : *object) {
            Place there = here;
            there.emplace_back(name);
            find_places(member, there, places);
        }
    if (const auto* array = value.if_array(); array && !array->empty()) { // one entry stands for all
        here.emplace_back(std::size_t{0});
        find_places(array->front(), here, places);
    }
}

const json::Value& at(const json::Value& value, const Place& place, std::size_t depth = 0)
{
    if (depth == place.size()) return value;
    if (const auto* name = std::get_if<std::string>(&place[depth])) return at(value.object().at(*name), place, depth + 1);
    return at(value.array()[std::get<std::size_t>(place[depth])], place, depth + 1);
}

// `value` with the place replaced, or taken away when `by` is nothing.
json::Value changed(const json::Value& value, const Place& place, const std::optional<json::Value>& by, std::size_t depth = 0)
{
    bool last = depth + 1 == place.size();
    if (const auto* name = std::get_if<std::string>(&place[depth])) {
        json::Object out;
        for (const auto& [member, inner] : value.object())
            if (member != *name)
                out.set(member, inner);
            else if (!last)
                out.set(member, changed(inner, place, by, depth + 1));
            else if (by)
                out.set(member, *by);
        return out;
    }
    json::Array out = value.array();
    auto index = std::get<std::size_t>(place[depth]);
    if (!last)
        out[index] = changed(out[index], place, by, depth + 1);
    else if (by)
        out[index] = *by;
    else
        out.erase(out.begin() + static_cast<std::ptrdiff_t>(index));
    return out;
}

std::string text_of(const Place& place)
{
    std::string text;
    for (const auto& step : place)
        if (const auto* name = std::get_if<std::string>(&step))
            text += (text.empty() ? "" : ".") + *name;
        else
            text += "[" + std::to_string(std::get<std::size_t>(step)) + "]";
    return text;
}

enum class Kind { none, text, number, truth, list, record };

Kind kind_of(const json::Value& value)
{
    if (value.if_text()) return Kind::text;
    if (value.if_int()) return Kind::number;
    if (value.if_bool()) return Kind::truth;
    if (value.if_array()) return Kind::list;
    return value.if_object() ? Kind::record : Kind::none;
}

bool has_chinese(std::string_view text)
{
    // Leading bytes of U+4E00 … U+9FFF in UTF-8.
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0xE4 && c <= 0xE9; });
}

std::string deep(std::string_view opening, std::size_t times)
{
    std::string text;
    while (times--) text += opening;
    return text;
}

class Hostile : public testing::TestWithParam<db::Engine> {
protected:
    World world{GetParam()};
    std::map<std::string, Fixture> fixtures = matrix::fixtures();
    int sent = 0;

    std::string caller_of(const Route& route)
    {
        for (const auto& role : auth::roles())
            for (const auto& permission : route.permissions)
                for (std::size_t i = 0; i < auth::permission_count; ++i)
                    if (auto p = static_cast<auth::Permission>(i); auth::to_text(p) == permission && role.permissions.has(p))
                        return std::string(role.code);
        throw std::runtime_error("nobody may call " + route.name());
    }

    // What every answer owes.
    void expect_civil(const support::Reply& reply, const std::string& where)
    {
        ++sent;
        EXPECT_LT(reply.status, 500) << where << ": " << reply.body;
        if (reply.status < 400) return;
        auto body = json::read(reply.body);
        ASSERT_TRUE(body) << where << ": " << reply.status << " " << reply.body;
        const auto& error = body->object().at("error").object();
        EXPECT_FALSE(error.at("code").text().empty()) << where;
        EXPECT_TRUE(has_chinese(error.at("message").text())) << where << ": " << reply.body;
        for (const auto& field : error.at("fields").array())
            EXPECT_TRUE(has_chinese(field.object().at("message").text())) << where << ": " << reply.body;
    }

    static bool names_field(const support::Reply& reply, const std::string& member)
    {
        auto document = reply.json();
        for (const auto& field : document.object().at("error").object().at("fields").array())
            if (field.object().at("path").text().starts_with(member)) return true;
        return false;
    }

    // One route's target for a storm of requests: a success uses the object up, and the next gets a new one.
    struct Target {
        World& world;
        const Route& route;
        const Fixture& fixture;
        std::string login, id;
        std::optional<support::Client> client;

        void renew()
        {
            id = route.has_parameter() ? world.make(fixture.object, Side::own) : "";
            client.emplace(world.as(login));
        }
        std::string body() { return world.body_for(fixture, id, Side::own); }
        support::Reply send(std::string_view bytes, const std::string& type = "application/json")
        {
            support::Headers headers;
            if (!type.empty()) headers.emplace_back("Content-Type", type);
            auto reply = client->send(route.method, world.target_of(route, fixture, id, Side::own), bytes, headers);
            if (reply.status < 400) renew();
            return reply;
        }
    };

    Target target_of(const Route& route)
    {
        Target target{world, route, fixtures.at(route.name()), caller_of(route), "", std::nullopt};
        target.renew();
        return target;
    }

    void expect_refused(Target& target, std::string_view bytes, const std::string& what, const std::string& type = "application/json")
    {
        auto reply = target.send(bytes, type);
        expect_civil(reply, target.route.name() + " with " + what);
        EXPECT_GE(reply.status, 400) << target.route.name() << " takes " << what;
    }

    void whole_bodies(Target& target)
    {
        std::string body = target.body(), key = body.substr(0, body.find(':'));
        const std::pair<std::string, std::string> cases[] = {
            {"nothing", ""},
            {"half an object", "{"},
            {"null", "null"},
            {"a list", "[]"},
            {"a number", "1"},
            {"a text", "\"x\""},
            {"two documents", body + body},
            {"a comment", "/* */" + body},
            {"a byte order mark", "\xEF\xBB\xBF" + body},
            {"GB18030", "{\"name\":\"\xB2\xAE\xC0\xD6\"}"},
            {"half a character", "{\"name\":\"\xE4\xBC\"}"},
            {"an overlong character", "{\"name\":\"\xC0\xAF\"}"},
            {"U+0000", std::string("{\"name\":\"a\0b\"}", 14)},
            {"an unknown key", body.substr(0, body.size() - 1) + ",\"没有的字段\":1}"},
            {"a key twice", body.substr(0, body.size() - 1) + "," + key.substr(1) + ":1}"},
            {"deep lists", deep("[", 100'000)},
            {"deep records", deep("{\"a\":", 10'000)},
            {"a deep value", "{\"a\":" + deep("[", 70) + deep("]", 70) + "}"},
        };
        for (const auto& [what, bytes] : cases) expect_refused(target, bytes, what);
        expect_refused(target, body, "text/plain", "text/plain");
        expect_refused(target, body, "no type", "");
        EXPECT_EQ(target.send(std::string(15 << 20, ' ') + body).status, 413) << target.route.name(); // more than any route takes
    }

    void every_field(Target& target)
    {
        static const std::string too_long(100'000, 'x');
        // Spelled out, since some cannot be written by the program itself.
        static const std::pair<Kind, std::string> values[] = {
            {Kind::none, "null"},
            {Kind::truth, "true"},
            {Kind::number, "0"},
            {Kind::number, "-1"},
            {Kind::number, "9007199254740991"},
            {Kind::none, "9223372036854775808"},
            {Kind::none, "1.5"},
            {Kind::none, "1e400"},
            {Kind::text, "\"\""},
            {Kind::text, "\"   \""},
            {Kind::text, "\"" + too_long + "\""},
            {Kind::text, "\"\\u0000\""},
            {Kind::text, "\"a\\u0001\\u001fb\""},
            {Kind::none, "\"\\ud800\""},
            {Kind::text, "\"'; DROP TABLE expert; --\""},
            {Kind::text, "\"=HYPERLINK(1)\""},
            {Kind::text, "\"<img src=x onerror=alert(1)>\""},
            {Kind::text, "\"2026-02-30\""},
            {Kind::text, "\"𠮷野·ᠮᠣᠩᠭᠣᠯ\""},
            {Kind::list, "[]"},
            {Kind::list, "[[[[null]]]]"},
            {Kind::record, "{}"},
            {Kind::record, "{\"a\":{\"b\":1}}"},
        };
        std::vector<Place> places;
        find_places(*json::read(target.body()), {}, places);
        for (const auto& place : places) {
            std::string name = text_of(place), top = std::get<std::string>(place.front());
            auto check = [&](const std::string& what, const std::string& bytes, bool wrong_kind) {
                auto reply = target.send(bytes);
                std::string where = target.route.name() + ": " + name + " = " + what.substr(0, 60);
                expect_civil(reply, where);
                if (wrong_kind) {
                    EXPECT_GE(reply.status, 400) << where;
                    EXPECT_TRUE(reply.status != 422 || names_field(reply, top)) << where << ": " << reply.body;
                }
            };
            auto body = *json::read(target.body());
            check("nothing", json::canonical(changed(body, place, std::nullopt)), false);
            for (const auto& [kind, spelling] : values) {
                body = *json::read(target.body());
                std::string bytes = json::canonical(changed(body, place, json::Value("@here@")));
                bytes.replace(bytes.find("\"@here@\""), 8, spelling);
                check(spelling, bytes, kind != Kind::none && kind != kind_of(at(body, place)));
            }
        }
    }

    void every_query(Target& target)
    {
        static const std::string values[] = {"",
                                             "%00",
                                             "-1",
                                             "0",
                                             "99999999999999999999",
                                             "1e9",
                                             "%27%3B+DROP+TABLE+expert%3B--",
                                             "%25_%5C",
                                             "%F0%A0%AE%B7",
                                             "%ED%A0%80",
                                             "%C0%AF",
                                             "%zz",
                                             std::string(3500, 'x')};
        for (const auto& name : target.route.query)
            for (const auto& value : values) {
                if (target.fixture.stream) continue;
                std::string at = target.route.at(target.id) + "?" + name + "=" + value;
                auto ask = [&](const std::string& path) { return target.client->send(target.route.method, path, target.fixture.raw); };
                expect_civil(ask(at), target.route.name() + "?" + name + "=" + value.substr(0, 40));
                if (value == "1e9") expect_civil(ask(at + "&" + name + "=1"), target.route.name() + " with " + name + " twice");
            }
    }

    void every_name(Target& target)
    {
        static const std::string names[] = {"%00",    "..",  "%2e%2e%2f%2e%2e", "%27+OR+1%3D1--",
                                            "-1",     "0",   "%F0%A0%AE%B7",    "%ED%A0%80",
                                            "%C0%AF", "%zz", "a%2Fb",           std::string(3000, 'a')};
        for (const auto& name : names) {
            auto reply = target.client->send(target.route.method, target.route.at(name), target.fixture.has_body ? target.body() : "",
                                             {{"Content-Type", "application/json"}});
            expect_civil(reply, target.route.name() + " of " + name.substr(0, 40));
            EXPECT_GE(reply.status, 400) << target.route.name() << " of " << name.substr(0, 40);
        }
    }
};

TEST_P(Hostile, NothingSentBreaksAnyRoute)
{
    auto routes = matrix::routes_of_description();
    for (const auto& route : routes) {
        if (!fixtures.count(route.name())) continue; // the matrix says so
        auto target = target_of(route);
        EXPECT_EQ(route.has_body, target.fixture.has_body) << route.name() << ": body in the description and in fixtures.json";
        if (target.fixture.has_body) {
            whole_bodies(target);
            every_field(target);
        }
        if (!target.fixture.raw.empty())
            for (const auto& bytes : {std::string(), std::string("PK\x03\x04"), std::string(1000, '\xff'), std::string(1000, '\0')})
                expect_civil(target.send(bytes, "application/octet-stream"), route.name() + " with bytes");
        every_query(target);
        if (route.has_parameter()) every_name(target);
    }
    for (const auto& what : world.failures()) ADD_FAILURE() << what;
    EXPECT_EQ(world.library().check(), "");
    std::cout << "hostile: " << routes.size() << " routes, " << sent << " requests\n";
}

INSTANTIATE_TEST_SUITE_P(Engines, Hostile, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
