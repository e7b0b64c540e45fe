#include "draw/round/papers.h"

#include "auth/qr.h"
#include "catalog/catalog.h"
#include "draw/condition_words.h"
#include "draw/exclusion.h"
#include "draw/round/group_words.h"
#include "draw/round/proofs.h"
#include "draw/round/room.h"
#include "draw/round/store.h"
#include "ledger/signing.h"

namespace draw::round {

namespace {

// What people typed may name someone: it stands on the record, never on the public face.
enum class Texts { shown, hidden };

std::optional<std::string> reason_for(db::Connection& connection, const Round& round)
{
    for (const auto& proposal : proposals_for(connection, round.activity_id, round.round))
        if (proposal.kind == "again" && proposal.agree == true) return proposal.reason;
    return std::nullopt;
}

std::vector<RoundLineView> lines_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t activity_id, Texts texts)
{
    std::vector<RoundLineView> lines;
    for (Round round : rounds_of(connection, keys, activity_id)) {
        if (round.ending && texts == Texts::hidden) round.ending->text.clear();
        auto seal = round.read_seal();
        RoundLineView line{round.round,
                           round.public_id,
                           std::string(code_of(round.status)),
                           std::string(name_of(round.status)),
                           to_hex(round.seal_hash),
                           {},
                           round.sealed_at,
                           round.drawn_at,
                           words_of(round)};
        if (seal.previous) line.previous = crypto::to_hex(*seal.previous);
        if (round.ending) line.ended_at = round.ending->at;
        if (texts == Texts::shown) line.reason = reason_for(connection, round);
        lines.push_back(std::move(line));
    }
    return lines;
}

// Why people stand outside the pool; each code counts everyone it bars.
std::vector<SectionView> excluded_of(const protocol::Seal& seal)
{
    std::vector<SectionView> sections;
    auto add = [&](std::string_view code, std::string_view label) {
        auto found = seal.excluded.find(std::string(code));
        if (found != seal.excluded.end()) sections.push_back({std::string(label), count_view(found->second)});
    };
    add("no_group", "不符合任何一组的条件");
    for (const auto& code : exclusion_codes) add(code.code, code.label);
    return sections;
}

PartView without_name(PartView part)
{
    part.name.reset();
    part.unit.reset();
    return part;
}

} // namespace

RecordView record_of(db::Connection& connection, const Platform& platform, const activity::Activity& activity, const Round& round,
                     Part part, Instant now)
{
    auto plan = round.read_plan();
    const auto* kind = catalog::activity_kinds().find(activity.kind);
    RecordView view;
    view.activity = {activity.public_id,
                     activity.number,
                     activity.name,
                     activity.status,
                     activity.from,
                     activity.to,
                     unit_name(connection, activity.using_unit_id)};
    view.kind = kind ? kind->name : activity.kind;
    view.place = activity_face(connection, activity.id).place;
    view.projects = static_cast<std::int64_t>(activity.projects.size());
    view.round = view_of(connection, platform, round, activity.public_id, part, now);
    view.panel_conditions = panel_words(plan, round.plan_document());
    view.group_conditions = group_words(connection, round.plan_document());
    view.excluded = excluded_of(round.read_seal());
    view.rounds = lines_of(connection, platform.keys, round.activity_id, Texts::shown);
    view.certificate_url = certificate_url(platform, round);
    view.qr = auth::qr_rows(view.certificate_url);
    Proofs proofs(connection, platform.keys.suite());
    view.checkpoint_size = proofs.size();
    view.checkpoint_root = proofs.root();
    return view;
}

CertificateView certificate_of(db::Connection& connection, const Platform& platform, const Round& round)
{
    auto seal = json::read(round.seal);
    auto face = activity_face(connection, round.activity_id);
    RoundView whole = view_of(connection, platform, round, seal->object().at("activity").text(), std::nullopt, round.sealed_at);
    CertificateView view;
    view.activity_number = face.number;
    view.activity_name = face.name;
    view.using_unit = face.unit;
    view.id = round.public_id;
    view.number = round.number;
    view.round = round.round;
    view.status = whole.status;
    view.status_name = whole.status_name;
    view.suite = whole.suite;
    view.seal = std::move(*seal);
    view.seal_hash = whole.seal_hash;
    for (auto& part : whole.parts) view.parts.push_back(without_name(std::move(part)));
    view.beacon = whole.beacon;
    view.seed = whole.seed;
    view.result_hash = whole.result_hash;
    if (round.signature) view.signature = to_hex(*round.signature);
    view.attempt = whole.attempt;
    if (round.result) {
        auto result = json::read(*round.result);
        for (const auto& group : result->object().at("panel").array()) view.panel.push_back(group);
    }
    view.drawn_at = round.drawn_at;
    if (round.ending) view.voided = void_view({round.ending->cause, round.ending->role, "", round.ending->at});
    view.rounds = lines_of(connection, platform.keys, round.activity_id, Texts::hidden);
    Proofs proofs(connection, platform.keys.suite());
    ledger::KeyHistory history(connection, platform.keys, platform.origin);
    view.checkpoint = proofs.checkpoint();
    view.public_key = to_hex(history.key_of(proofs.size() - 1));
    for (const auto& entry : entries_of(connection, "round", round.public_id)) {
        if (entry.type != "draw.voided/1" && entry.type != "draw.drawn/1") continue;
        view.entry_index = entry.seq;
        view.public_key = to_hex(history.key_of(entry.seq)); // signed the result
        // An entry made by a person tells who and from where; the server's own tells only hashes.
        json::Value leaf = leaf_document(entry);
        if (leaf.array()[1].object().at("actor").object().at("kind").text() == "system") view.entry_leaf = std::move(leaf);
        for (const auto& hash : proofs.of(entry.seq)) view.entry_proof.push_back(hash.text());
    }
    return view;
}

} // namespace draw::round
