#include "papers.h"

#include "problem.h"
#include "text.h"
#include "tree.h"

#include <algorithm>

namespace verify {

namespace {

std::string round_word(std::int64_t round)
{
    return "第 " + std::to_string(round) + " 轮";
}

} // namespace

Papers::Papers(Members& evidence, const Seal& seal, const Outside& outside) : seal_(seal), course_(seal.suite, seal.hash)
{
    read_signature(evidence);
    Members ledger = evidence.object("ledger");
    check_checkpoint(ledger, outside);
    read_rounds(evidence);
    read_entries(ledger);
    ledger.end();
    take_events();
    check_rounds();
    check_substitutions(evidence);
}

void Papers::read_signature(Members& evidence)
{
    const Array& signatures = evidence.array("signatures");
    require(signatures.size() == 1, "signatures 应恰有服务器的一项。");
    Members signature(signatures[0], "signatures[0]");
    require(signature.text("role") == "server", "signatures[0].role 应为 server。");
    require(signature.suite("suite") == seal_.suite, "signatures[0].suite 与封存件不符。");
    key_ = {seal_.origin, seal_.suite, signature.bytes("public_key", seal_.suite == Suite::sm ? 65 : 32)};
    signature_ = signature.bytes("signature", 0);
    signature.end();
    if (!evidence.maybe("key_changes")) return;
    const Array& changes = evidence.array("key_changes");
    require(!changes.empty(), "key_changes 是空的。");
    for (std::size_t i = 0; i < changes.size(); ++i)
        handovers_.push_back(read_handover(Members(changes[i], "key_changes[" + std::to_string(i) + "]")));
}

void Papers::check_checkpoint(Members& ledger, const Outside& outside)
{
    checkpoint_ = read_checkpoint(ledger.text("checkpoint"));
    require(checkpoint_.origin == seal_.origin, "检查点的来源名与封存件不符。");
    if (outside.key) {
        require(outside.key->name == checkpoint_.origin, "所给公钥的名称不是这个账本的来源名。");
        bool known = same(*outside.key, key_) || std::any_of(handovers_.begin(), handovers_.end(),
                                                             [&](const Handover& handover) { return same(*outside.key, handover.key); });
        require(known, "签名所用的公钥不是所给的公钥。");
    }
    require(is_signed(checkpoint_, follow(key_, handovers_)), "检查点的签名无效。");
}

void Papers::read_rounds(Members& evidence)
{
    const Array& rounds = evidence.array("rounds");
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        std::string place = "rounds[" + std::to_string(i) + "]";
        Members members(rounds[i], place);
        Round round;
        round.seal = read_seal(members.need("seal"), place + ".seal");
        round.sealed = members.integer("sealed", 0);
        if (members.maybe("ended")) round.ended = members.integer("ended", 0);
        members.end();
        require(round.seal.round == static_cast<std::int64_t>(i) + 1, place + "：轮次不连续，有轮次缺失。");
        require(round.seal.activity == seal_.activity, place + "：是另一个活动的封存件。");
        require(round.seal.origin == seal_.origin, place + "：封存件出自另一个账本。");
        require(round.ended || i + 1 == rounds.size(), place + "：其后还有轮次，却没有结束。");
        rounds_.push_back(std::move(round));
    }
    require(static_cast<std::uint64_t>(seal_.round) <= rounds_.size() &&
                rounds_[static_cast<std::size_t>(seal_.round) - 1].seal.hash == seal_.hash,
            "rounds 中没有本轮，或其封存件与本轮不同。");
}

void Papers::read_entries(Members& ledger)
{
    const Array& entries = ledger.array("entries");
    std::int64_t last_index = -1;
    std::string last_at;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        std::string place = "ledger.entries[" + std::to_string(i) + "]";
        Members members(entries[i], place);
        std::int64_t index = members.integer("index", 0);
        require(index > last_index, place + " 未按序号升序排列或重复。");
        const Array& leaf = members.array("leaf");
        require(leaf.size() == 2, place + ".leaf 应为 [盐, 条目]。");
        std::string salt = bytes_of(leaf[0], place + ".leaf", 16);
        std::vector<Digest> path;
        for (const auto& step : members.array("proof")) {
            std::string bytes = bytes_of(step, place + ".proof", 32);
            std::copy(bytes.begin(), bytes.end(), path.emplace_back().begin());
        }
        members.end();
        require(is_included(seal_.suite, leaf_hash(seal_.suite, salt, jcs(leaf[1])), static_cast<std::uint64_t>(index),
                            static_cast<std::uint64_t>(checkpoint_.size), path, checkpoint_.root),
                entry_place(index) + "：不在检查点的账本中，条目被改动或证明不对。");
        auto event = read_event(index, leaf[1]);
        require(event.has_value(), entry_place(index) + "：与抽取无关，不应在此。");
        require(event->at >= last_at, entry_place(index) + "：时间早于前面的条目。");
        last_index = index;
        last_at = event->at;
        events_.push_back(std::move(*event));
    }
}

Papers::Round& Papers::round_of(const Event& event)
{
    for (auto& round : rounds_)
        if (round.seal.hash == event.seal_hash) return round;
    fail(entry_place(event.index) + "：所属的轮次不在 rounds 中。");
}

void Papers::take_events()
{
    Chain chain;
    for (const auto& event : events_) {
        if (!event.of_round()) {
            require(event.activity == seal_.activity, entry_place(event.index) + "：属于另一个活动。");
            chain.take(event);
            continue;
        }
        Round& round = round_of(event);
        if (event.kind == Event::Kind::sealed)
            require(event.activity == round.seal.activity && event.round == round.seal.round && event.previous == round.seal.previous,
                    entry_place(event.index) + "：与其封存件不符。");
        chain.take(event);
        if (event.kind == Event::Kind::sealed) {
            require(!round.sealed_event, entry_place(event.index) + "：同一封存件出现了两次。");
            round.sealed_event = event;
        } else {
            require(round.sealed_event.has_value(), entry_place(event.index) + "：早于所属轮次的封存件。");
            if (round.seal.hash == seal_.hash) course_.take(event);
        }
        if (event.kind == Event::Kind::drawn) round.drawn = event;
        if (event.kind == Event::Kind::voided) round.voided = event;
    }
}

void Papers::check_rounds()
{
    for (const auto& round : rounds_) {
        std::string word = round_word(round.seal.round);
        require(round.sealed_event && round.sealed_event->index == round.sealed, word + "：账本中没有所记的封存件条目。");
        require(round.seal.ledger_size == round.sealed, word + "：封存件的账本条数与其条目的序号不符。");
        const auto& end = round.voided ? round.voided : round.drawn;
        require(end.has_value() == round.ended.has_value() && (!end || end->index == *round.ended), word + "：账本中没有所记的结束条目。");
    }
}

void Papers::check_substitutions(Members& evidence)
{
    std::vector<std::int64_t> given;
    for (const auto& element : evidence.array("substitutions")) given.push_back(element.integer("substitutions"));
    std::vector<std::int64_t> entered;
    for (const auto& event : course_.vacancies) entered.push_back(event.index);
    require(given == entered, "substitutions 与账本中离席、递补的条目不符。");
}

std::vector<std::string> Papers::history() const
{
    std::vector<std::string> lines;
    for (const auto& round : rounds_) {
        if (round.seal.hash == seal_.hash) continue;
        std::string line = "本活动" + round_word(round.seal.round) + "：";
        if (round.voided) {
            std::string text = round.voided->text;
            if (text.ends_with("。")) text.resize(text.size() - std::string_view("。").size());
            line += "作废（" + role_word(round.voided->role) + "，" + cause_word(round.voided->cause) + (text.empty() ? "" : "：" + text) +
                    "）。";
        } else {
            line += round.drawn ? "已有结果。" : "进行中。";
        }
        lines.push_back(line);
    }
    if (lines.empty()) lines.push_back("本活动至检查点只有这一轮。");
    return lines;
}

} // namespace verify
