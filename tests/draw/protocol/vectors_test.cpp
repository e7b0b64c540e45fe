#include "draw/protocol/freeze.h"
#include "draw/protocol/panel.h"
#include "support/places.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

// The sixty cases of docs/formats/draw.md: two other programs gave these answers.

namespace {

using namespace draw::protocol;
namespace fs = std::filesystem;

json::Value read_document(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), {});
    auto document = json::read(text);
    if (!document) throw std::runtime_error(path.string() + ": " + document.error().message);
    return *document;
}

std::vector<std::string> case_names()
{
    std::vector<std::string> names;
    for (const auto& file : fs::directory_iterator(support::source_folder() / "tests/data/draw_vectors")) {
        std::string name = file.path().filename().string();
        if (name.ends_with(".case.json")) names.push_back(name.substr(0, 4));
    }
    std::sort(names.begin(), names.end());
    return names;
}

Bytes secret_of(const json::Object& object, const char* name)
{
    return from_hex(object.at(name).text()).value();
}

json::Array lists_of(const Seats& seats, const std::vector<Entry>& pool)
{
    json::Array lists;
    for (const auto& group : seats) {
        json::Array refs;
        for (auto person : group) refs.push_back(to_hex(pool[person].ref));
        lists.push_back(std::move(refs));
    }
    return lists;
}

// A standing for each expert; the ids are those of `input`.
Evaluation experts_of(const json::Object& input)
{
    Evaluation evaluation;
    for (const auto& value : input.at("experts").array()) {
        const auto& o = value.object();
        evaluation.experts.push_back({o.at("id").text(), static_cast<std::uint32_t>(evaluation.standings.size())});
        Standing& expert = evaluation.standings.emplace_back();
        for (const auto& group : o.at("groups").array()) expert.groups.push_back(static_cast<int>(group.integer()));
        for (const auto& code : o.at("excluded").array()) expert.excluded.push_back(code.text());
        for (const auto& [tag, attribute] : o.at("attributes").object()) expert.attributes.emplace(tag, attribute.text());
    }
    return evaluation;
}

Seal seal_of(const json::Object& input, const Frozen& frozen, Suite suite)
{
    Seal seal;
    seal.activity = input.at("activity").text();
    seal.eligible = frozen.eligible;
    seal.excluded = frozen.excluded;
    seal.total = frozen.total();
    seal.key = key_hash(suite, secret_of(input, "draw_key"));
    seal.ledger_size = input.at("ledger_size").integer();
    seal.origin = input.at("origin").text();
    seal.out = frozen.out_root;
    seal.plan = plan_hash(suite, input.at("plan"));
    seal.pool = frozen.pool_root;
    if (const auto* previous = input.find("previous")) {
        Bytes bytes = from_hex(previous->text()).value();
        std::copy(bytes.begin(), bytes.end(), seal.previous.emplace().begin());
    }
    seal.round = input.at("round").integer();
    seal.sealed_at = input.at("sealed_at").text();
    seal.server = server_commitment(suite, secret_of(input, "server"));
    seal.suite = suite;
    return seal;
}

// The members of the expected file, from the case alone.
json::Object answer_of(const json::Object& input)
{
    Suite suite = crypto::parse_suite(input.at("suite").text()).value();
    Plan plan = *read_plan(input.at("plan"));
    Bytes draw_key = secret_of(input, "draw_key");
    auto experts = experts_of(input);
    Frozen frozen = **freeze(suite, draw_key, plan, experts);
    json::Value seal = to_json(seal_of(input, frozen, suite));
    Hash sealed = seal_hash(suite, seal);
    EXPECT_EQ(json::canonical(to_json(*read_seal(seal))), json::canonical(seal)) << "what is written is read";

    Bytes beacon_value;
    if (const auto* beacon = input.at("beacon").if_object()) {
        EXPECT_EQ(plan.beacon_source, beacon->at("source").text());
        beacon_value = from_hex(beacon->at("value").text()).value();
    }
    Hash beacon = beacon_hash(suite, plan.beacon_source, beacon_value);
    Bytes by_operator = secret_of(input, "operator"), by_supervisor = secret_of(input, "supervisor");
    Hash seed = seed_of(suite, sealed, secret_of(input, "server"), by_operator, by_supervisor, beacon);

    std::vector<Entry> pool;
    for (const auto& leaf : frozen.pool) pool.push_back(frozen.entry_of(leaf));
    auto draw = PanelDraw::over(plan, pool);
    auto panel = draw->draw(suite, seed, 100'000);
    if (!panel) return {{"error", "no panel"}};
    Seats orders = draw->substitutes(suite, seed, panel->seats, plan.substitutes);

    DrawResult result{seal.object().at("activity").text(), panel->attempt, {}, input.at("round").integer(), sealed, seed, {}};
    auto refs_of = [&](const Seats& seats) {
        std::vector<std::vector<Ref>> groups;
        for (const auto& group : seats) {
            groups.emplace_back();
            for (auto person : group) groups.back().push_back(pool[person].ref);
        }
        return groups;
    };
    result.panel = refs_of(panel->seats);
    result.substitutes = refs_of(orders);
    json::Value document = to_json(result);

    Refs refs(suite, draw_key);
    json::Object nonces, names;
    for (const auto& expert : experts.experts) {
        nonces.set(std::string(expert.id), crypto::to_hex(refs.nonce("expert", expert.id)));
        names.set(std::string(expert.id), to_hex(refs.ref("expert", expert.id)));
    }
    return {{"attempt", panel->attempt},
            {"beacon_hash", crypto::to_hex(beacon)},
            {"key", crypto::to_hex(key_hash(suite, draw_key))},
            {"nonces", nonces},
            {"operator_commitment", crypto::to_hex(commitment(suite, "operator", sealed, by_operator))},
            {"out_root", crypto::to_hex(frozen.out_root)},
            {"panel", lists_of(panel->seats, pool)},
            {"plan_hash", crypto::to_hex(plan_hash(suite, input.at("plan")))},
            {"pool_root", crypto::to_hex(frozen.pool_root)},
            {"refs", names},
            {"result", document},
            {"result_hash", crypto::to_hex(result_hash(suite, document))},
            {"seal", seal},
            {"seal_hash", crypto::to_hex(sealed)},
            {"seed", crypto::to_hex(seed)},
            {"substitutes", lists_of(orders, pool)},
            {"supervisor_commitment", crypto::to_hex(commitment(suite, "supervisor", sealed, by_supervisor))}};
}

class DrawCase : public testing::TestWithParam<std::string> {};

TEST_P(DrawCase, GivesTheStatedAnswer)
{
    fs::path folder = support::source_folder() / "tests/data/draw_vectors";
    auto input = read_document(folder / (GetParam() + ".case.json"));
    auto expected = read_document(folder / (GetParam() + ".expected.json"));
    auto answer = answer_of(input.object());
    EXPECT_EQ(answer.size(), expected.object().size());
    for (const auto& [name, value] : expected.object()) {
        const auto* ours = answer.find(name);
        ASSERT_TRUE(ours) << name;
        EXPECT_EQ(json::canonical(*ours), json::canonical(value)) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(Vectors, DrawCase, testing::ValuesIn(case_names()), [](const auto& tested) { return "Case" + tested.param; });

TEST(DrawCases, AreSixty)
{
    EXPECT_EQ(case_names().size(), 60u);
}

} // namespace
