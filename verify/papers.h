#pragma once

#include "course.h"
#include "evidence.h"
#include "members.h"
#include "note.h"
#include "seal.h"

namespace verify {

// The ledger's part of an evidence file: checkpoint, entries, rounds, signature (docs/formats/draw.md, 3, points 8, 9 and 12).
// Construction checks all of it; throws Problem for the first thing that is wrong.
class Papers {
public:
    Papers(Members& evidence, const Seal& seal, const Outside& outside);

    const Checkpoint& checkpoint() const { return checkpoint_; }
    // The key that signed the result; the checkpoint may be signed by one that followed it.
    const LedgerKey& key() const { return key_; }
    const std::string& signature() const { return signature_; }
    const Course& course() const { return course_; }
    // A Chinese line for every other round.
    std::vector<std::string> history() const;

private:
    struct Round {
        Seal seal;
        std::int64_t sealed = 0;
        std::optional<std::int64_t> ended;
        std::optional<Event> sealed_event, drawn, voided;
    };

    const Seal& seal_;
    Checkpoint checkpoint_;
    LedgerKey key_;
    std::vector<Handover> handovers_; // since the result
    std::string signature_;
    Course course_;
    std::vector<Round> rounds_;
    std::vector<Event> events_;

    void read_signature(Members& evidence);
    void check_checkpoint(Members& ledger, const Outside& outside);
    void read_rounds(Members& evidence);
    void read_entries(Members& ledger);
    void take_events();
    void check_rounds();
    void check_substitutions(Members& evidence);
    Round& round_of(const Event& event);
};

} // namespace verify
