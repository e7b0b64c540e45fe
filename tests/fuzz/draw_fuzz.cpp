// What draws and the ledger hand on, read by the server and by the verifier, which have no code in common; see script/fuzz.
// Targets: plan, entry, seal, note, case, evidence, ledger.
#include "case.h"
#include "crypto/signature.h"
#include "draw/plan.h"
#include "draw/protocol/entry.h"
#include "draw/protocol/plan.h"
#include "draw/protocol/seal.h"
#include "event.h"
#include "evidence.h"
#include "fuzz.h"
#include "ledger.h"
#include "ledger/note.h"
#include "plan.h"
#include "problem.h"

#include <sstream>

using fuzz::must;

namespace {

// What the verifier makes of it; nothing when it refuses, in words.
template <class Read>
auto verified(Read read) -> std::optional<decltype(read())>
{
    try {
        return read();
    } catch (const verify::Problem& problem) {
        fuzz::must_tell(problem);
        return std::nullopt;
    }
}

// A sealed plan: what the server would seal the verifier takes, and both read the same of it.
void check_sealed(const json::Value& document)
{
    auto ours = draw::protocol::read_plan(document);
    auto theirs = verified([&] { return verify::read_plan(verify::read_json(json::canonical(document))); });
    if (!ours) fuzz::must_tell(ours.error());
    must(!theirs || bool(ours), "what the verifier takes the server takes");
    if (!ours || !theirs) return;
    std::int64_t seats = 0;
    for (auto count : theirs->seats) seats += count;
    must(seats == ours->seats() && theirs->panel.size() == ours->panel.size() && theirs->substitutes == ours->substitutes &&
             theirs->beacon_source == ours->beacon_source,
         "both read one plan");
}

[[maybe_unused]] void check_plan(std::string_view text)
{
    auto document = json::read(text);
    if (!document) return;
    check_sealed(*document);
    auto plan = fields::read<draw::Plan>(*document);
    if (!plan) return fuzz::must_tell(plan.error());
    auto faults = draw::faults_of(*plan, "plan.", [](const std::string&) { return true; });
    for (const auto& fault : faults) must(!fault.message.empty() && is_utf8(fault.message), "each fault has a message");
    std::string written = json::canonical(fields::write(*plan));
    auto again = fields::read<draw::Plan>(*json::read(written));
    must(again && json::canonical(fields::write(*again)) == written, "a plan reads as it was written");
    if (!faults.empty()) return;
    auto sealed = fields::write(draw::with_projects(*plan, 3));
    must(bool(draw::protocol::read_plan(sealed)), "a plan without faults may be sealed");
}

[[maybe_unused]] void check_entry(std::string_view text)
{
    constexpr int groups = 3; // and conditions across the panel by unit and sex
    auto document = json::read(text);
    if (!document) return;
    verify::Plan plan;
    plan.seats = {1, 1, 1};
    for (const char* tag : {"unit", "sex"}) plan.panel.push_back({tag, std::nullopt, 0, std::nullopt});
    auto ours = draw::protocol::read_entry(*document, groups);
    auto theirs = verified([&] { return verify::read_entry(verify::read_json(text), plan, "名单"); });
    if (!ours) return fuzz::must_tell(ours.error());
    must(json::canonical(draw::protocol::to_json(*ours)) == json::canonical(*document), "an entry is all of its document");
    if (!theirs) return;
    must(theirs->groups.size() == ours->groups.size() && theirs->excluded == ours->excluded && theirs->tags.size() == ours->tags.size(),
         "both read one entry");
}

[[maybe_unused]] void check_seal(std::string_view text)
{
    auto document = json::read(text);
    if (!document) return;
    auto seal = draw::protocol::read_seal(*document);
    if (!seal) return fuzz::must_tell(seal.error());
    must(json::canonical(draw::protocol::to_json(*seal)) == json::canonical(*document), "a seal is all of its document");
}

// A checkpoint that was signed opens on both sides; with any byte changed on neither, unless it says the same.
[[maybe_unused]] void check_note(fuzz::Input input)
{
    using crypto::Suite;
    static const std::map<Suite, crypto::SigningKey> keys = [] {
        std::map<Suite, crypto::SigningKey> made;
        for (auto suite : {Suite::sm, Suite::intl}) made.emplace(suite, crypto::SigningKey::generate(suite));
        return made;
    }();
    std::uint8_t choice = input.byte(), at = input.byte(), by = input.byte();
    Suite suite = choice % 2 ? Suite::sm : Suite::intl;
    const auto& key = keys.at(suite);
    std::string origin(input.until('\n'));
    bool sound = is_utf8(origin) && verify::is_origin(origin);
    if (!sound) origin = "bole.example/a";
    ledger::Checkpoint checkpoint{origin, choice * 1000 + at, {}};
    checkpoint.root[choice % checkpoint.root.size()] = by;
    std::string note = ledger::sign_checkpoint(suite, key, checkpoint);
    auto both = [&](const std::string& text) {
        auto ours = ledger::open_checkpoint(suite, key.public_key(), text);
        auto theirs = verified([&] {
            auto read = verify::read_checkpoint(text);
            auto known = verify::read_key(ledger::verifier_key(suite, read.origin, key.public_key()));
            return std::pair(read, verify::is_signed(read, known));
        });
        bool taken = theirs && theirs->second;
        must(ours.has_value() == taken, "both open a note or neither does");
        if (taken)
            must(theirs->first.origin == ours->origin && theirs->first.size == ours->size &&
                     std::equal(ours->root.begin(), ours->root.end(), theirs->first.root.begin(),
                                [](auto a, auto b) { return static_cast<unsigned char>(a) == static_cast<unsigned char>(b); }),
                 "and read the same");
        return ours;
    };
    must(both(note).has_value(), "a signed note opens");
    std::string changed = note;
    std::size_t place = (at * 256u + by) % changed.size();
    changed[place] = static_cast<char>(changed[place] ^ (1 + choice % 255));
    if (auto opened = both(changed))
        must(opened->origin == origin && opened->size == checkpoint.size && opened->root == checkpoint.root,
             "a changed note says the same or does not open");
    // Whatever may stand beside the signature, and whatever a note may be.
    both(note + std::string(input.rest()));
    both(std::string(input.rest()));
}

[[maybe_unused]] void check_evidence(std::string_view text)
{
    auto document = verified([&] { return verify::read_json(text); });
    if (!document) return;
    auto lines = verified([&] { return verify::check_evidence(*document, {}); });
    if (lines)
        for (const auto& line : *lines) must(!line.empty() && is_utf8(line), "what was checked is told in text");
    verified([&] { return verify::read_event(0, *document); });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view text(reinterpret_cast<const char*>(data), size);
    if constexpr (fuzz::target == "plan") check_plan(text);
    if constexpr (fuzz::target == "entry") check_entry(text);
    if constexpr (fuzz::target == "seal") check_seal(text);
    if constexpr (fuzz::target == "note") check_note({data, size});
    if constexpr (fuzz::target == "evidence") check_evidence(text);
    if constexpr (fuzz::target == "case") {
        auto result = verified([&] { return verify::run_case(verify::read_json(text), 50); });
        if (result)
            must(verify::jcs(*result) == verify::jcs(*verified([&] { return verify::run_case(verify::read_json(text), 50); })),
                 "a case has one result");
    }
    if constexpr (fuzz::target == "ledger") {
        std::istringstream file{std::string(text)};
        verified([&] { return verify::check_ledger(file, {}); });
        verified([&] { return verify::read_key(text); });
    }
    return 0;
}
