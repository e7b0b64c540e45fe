#include "event.h"

#include "members.h"
#include "problem.h"
#include "text.h"

#include <algorithm>

namespace verify {

namespace {

using Kind = Event::Kind;

struct TypeName {
    std::string_view type;
    Kind kind;
};
constexpr TypeName types[] = {
    {"draw.proposed/1", Kind::proposed},   {"draw.consented/1", Kind::consented},     {"draw.sealed/1", Kind::sealed},
    {"draw.committed/1", Kind::committed}, {"draw.revealed/1", Kind::revealed},       {"draw.beacon/1", Kind::beacon},
    {"draw.drawn/1", Kind::drawn},         {"draw.confirmed/1", Kind::confirmed},     {"draw.voided/1", Kind::voided},
    {"draw.vacated/1", Kind::vacated},     {"draw.substituted/1", Kind::substituted}, {"draw.exhausted/1", Kind::exhausted},
};

struct Word {
    std::string_view name, word;
};
constexpr Word roles[] = {{"operator", "操作员"}, {"supervisor", "监督员"}, {"server", "服务器"}};
constexpr Word causes[] = {{"mismatch", "揭示的值与承诺不符"},
                           {"late", "逾期未揭示"},
                           {"stopped", "中止"},
                           {"lost", "服务器无法揭示其值"},
                           {"beacon", "没有得到公开信标的值"}};
constexpr Word proposals[] = {{"again", ""}, {"thin", ""}};
constexpr Word vacations[] = {{"declined", ""}, {"removed", ""}};
constexpr Word reasons[] = {{"seated", ""}, {"taken", ""}, {"declined", ""}, {"ineligible", ""}, {"maximum", ""}, {"minimum", ""}};

template <std::size_t N>
const std::string& one_of(Members& data, std::string_view name, const Word (&words)[N])
{
    const std::string& text = data.text(name);
    bool known = std::any_of(std::begin(words), std::end(words), [&](const Word& word) { return word.name == text; });
    require(known, data.place(name) + " 的取值不认识。");
    return text;
}

template <std::size_t N>
std::string word_of(std::string_view name, const Word (&words)[N])
{
    for (const auto& word : words)
        if (word.name == name) return std::string(word.word);
    return std::string(name);
}

Seat read_seat(Members& data)
{
    constexpr std::int64_t most = 1 << 30;
    return {static_cast<std::size_t>(data.integer("group", 0, most)), static_cast<std::size_t>(data.integer("seat", 0, most))};
}

void read_filling(Members& data, Event& event)
{
    event.seat = read_seat(data);
    for (const auto& element : data.array("passed")) {
        Members passed(element, data.place("passed"));
        event.passed.push_back({passed.bytes("ref", 16), one_of(passed, "reason", reasons)});
        passed.end();
    }
    for (const auto& element : data.array("vacant")) {
        const Array& pair = element.array(data.place("vacant"));
        require(pair.size() == 2, data.place("vacant") + " 的每一项应为 [组, 席]。");
        std::int64_t group = pair[0].integer(data.place("vacant")), number = pair[1].integer(data.place("vacant"));
        require(group >= 0 && number >= 0, data.place("vacant") + " 的序号不应为负。");
        event.vacant.push_back({static_cast<std::size_t>(group), static_cast<std::size_t>(number)});
    }
}

void read_data(Members& data, Event& event)
{
    if (event.of_round()) event.seal_hash = data.digest("seal_hash");
    switch (event.kind) {
    case Kind::consented:
        event.agree = data.need("agree").boolean(data.place("agree"));
        [[fallthrough]];
    case Kind::proposed:
        event.activity = data.id("activity");
        event.round = data.integer("round", 1);
        event.again = one_of(data, "kind", proposals) == "again";
        break;
    case Kind::sealed:
        event.activity = data.id("activity");
        event.round = data.integer("round", 1);
        if (data.maybe("previous")) event.previous = data.digest("previous");
        break;
    case Kind::committed:
        event.role = one_of(data, "role", roles);
        require(event.role != "server", data.place("role") + " 不应为 server：服务器的承诺在封存件中。");
        event.hash = data.digest("commitment");
        break;
    case Kind::revealed:
        event.role = one_of(data, "role", roles);
        event.value = data.bytes("value", 32);
        break;
    case Kind::beacon:
        event.source = data.id("source");
        event.value = data.bytes("value", 0);
        break;
    case Kind::drawn:
        event.hash = data.digest("result_hash");
        event.value = data.bytes("signature", 0);
        break;
    case Kind::confirmed:
        event.role = one_of(data, "role", roles);
        require(event.role != "server", data.place("role") + " 不应为 server。");
        event.hash = data.digest("result_hash");
        break;
    case Kind::voided:
        event.cause = one_of(data, "cause", causes);
        event.role = one_of(data, "role", roles);
        event.text = data.text("text");
        break;
    case Kind::vacated:
        event.seat = read_seat(data);
        event.value = data.bytes("ref", 16);
        event.cause = one_of(data, "cause", vacations);
        break;
    case Kind::substituted:
        event.value = data.bytes("ref", 16);
        [[fallthrough]];
    case Kind::exhausted:
        read_filling(data, event);
        break;
    }
}

} // namespace

std::string entry_place(std::int64_t index)
{
    return "账本第 " + std::to_string(index) + " 条";
}

std::string role_word(std::string_view role)
{
    return word_of(role, roles);
}

std::string cause_word(std::string_view cause)
{
    return word_of(cause, causes);
}

std::optional<Event> read_event(std::int64_t index, const Value& body)
{
    Members members(body, entry_place(index));
    const std::string& type = members.text("type");
    auto known = std::find_if(std::begin(types), std::end(types), [&](const TypeName& name) { return name.type == type; });
    if (known == std::end(types)) return std::nullopt;
    Event event{.kind = known->kind, .index = index, .at = members.text("at")};
    require(is_ledger_time(event.at), members.place("at") + " 不是账本写法的时间。");
    Members data = members.object("data");
    read_data(data, event);
    data.end();
    return event;
}

} // namespace verify
