#pragma once

#include "event.h"

// The order in which entries of draws may stand; evidence and ledgers are held against the same.
namespace verify {

// One round from its seal on.
class Course {
public:
    Course(Suite suite, const Digest& seal_hash) : suite_(suite), seal_hash_(seal_hash) {}
    // The next entry that names this round's seal hash, but for the seal's own. Throws Problem when it may not stand here.
    void take(const Event& event);

    std::optional<Event> operator_commitment, supervisor_commitment;
    std::optional<Event> operator_value, supervisor_value, server_value;
    std::optional<Event> beacon, drawn, operator_confirmed, supervisor_confirmed, voided;
    std::vector<Event> vacancies; // vacated, substituted, exhausted

private:
    Suite suite_;
    Digest seal_hash_;

    void reveal(const Event& event);
};

// The rounds of one activity.
class Chain {
public:
    // The next entry of this activity: seals, ends, proposals and answers; others are passed over.
    void take(const Event& event);
    std::int64_t rounds() const { return round_; }
    bool running() const { return round_ > 0 && !ended_; }

private:
    std::int64_t round_ = 0;
    Digest seal_hash_{};
    bool ended_ = false;
    std::int64_t proposed_ = 0, agreed_ = 0; // round for which another draw was proposed, agreed to
};

} // namespace verify
