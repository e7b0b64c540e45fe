#pragma once

#include "draw/round/round.h"

// The draw room of an activity: who is there, what stands between now and the seal, what people propose.
namespace draw::round {

// Someone counts as present for so long after the room was last looked at.
inline constexpr std::int64_t presence_ms = 90'000;

struct PlanState {
    std::string status; // none, draft, submitted, returned, approved
    json::Value document;
};

// Everything the room knows, read at one time.
struct Room {
    activity::Activity activity;
    PlanState plan;
    std::vector<Round> rounds;                          // ascending
    std::vector<Proposal> proposals;                    // for the next round
    std::array<std::optional<Instant>, 2> joined, seen; // by part
    bool different_departments = true;
    std::array<bool, 2> entitled{true, true}; // by part: holds today what the part needs

    std::int64_t next_round() const { return rounds.empty() ? 1 : rounds.back().round + 1; }
    const Round* live() const { return !rounds.empty() && is_live(rounds.back().status) ? &rounds.back() : nullptr; }
    bool present(Part part, Instant now) const { return seen[index_of(part)] && now - *seen[index_of(part)] <= presence_ms; }
    const Proposal* open_proposal() const;
    bool agreed(std::string_view kind) const;
};

Room load_room(db::Connection& connection, const crypto::Keyring& keys, const activity::Activity& activity, Day today);

// What stands between now and the seal, apart from the pool itself; nothing when the operator may seal.
std::optional<Error> why_not_seal(const Room& room, Instant now);

RoomView view_of(db::Connection& connection, const Platform& platform, const Room& room, std::optional<Part> part, Instant now);
RoundView view_of(db::Connection& connection, const Platform& platform, const Round& round, const std::string& activity_id,
                  std::optional<Part> part, Instant now);
// How a round stands or ended, for the face of papers.
std::string words_of(const Round& round);
// Where anyone reads the round's certificate.
std::string certificate_url(const Platform& platform, const Round& round);
VoidView void_view(const Ending& ending);

Result<Done> propose(auth::Context& context, const std::string& activity_id, const std::string& reason);
Result<Done> consent(auth::Context& context, const std::string& activity_id, bool agree, const std::string& answer);

} // namespace draw::round
