#pragma once

#include "expert/expert.h"
#include "intake/matching.h"

namespace intake {

// People of a file who may be somebody known, or another row: persons are the same by identity number alone, so these are warned of and
// decided by a person (B11).
// Two people side by side.
struct Pair {
    std::string pair; // keyed hash of who the two are: the decision holds in every file
    expert::Card card, other;
    std::string label, other_label;    // "第 3 行", "E2026-00017"
    std::optional<std::string> expert; // public id of the other; nothing: another row of the file
    bool by_birth = false, by_unit = false;
    bool numbered = false; // both have identity numbers: they differ
    std::optional<bool> same;
};

inline constexpr std::int64_t most_pairs = 10'000; // of one file that are kept, to be decided

struct Namesakes {
    std::vector<Pair> pairs;
    std::int64_t total = 0, undecided = 0;
};

// Compares the rows of a file with each other and with the library, by few questions for all of them. Who was decided to be one person
// with somebody cannot be written (a person would stand in the library twice) and is added to `faults`; whoever is not decided has a
// number of their own and counts as a person of their own.
Namesakes compare_namesakes(const Reading& reading, Matched& matched, db::Connection& connection, const crypto::Keyring& keys,
                            Faults& faults);

// How two people are told apart, and what a decision about both is kept under.
std::string key_of(const expert::Namesake& record);
std::string pair_of(crypto::Suite suite, const std::string& key, const std::string& other);

// The pairs of an upload.
void replace_pairs(db::Connection& connection, std::int64_t upload_id, const std::vector<Pair>& pairs);
struct FoundPairs {
    std::vector<Pair> items;
    std::int64_t total = 0, undecided = 0; // of all that are kept
};
FoundPairs pairs_of(db::Connection& connection, std::int64_t upload_id, bool undecided_only, const auth::Page& page);
// How many pairs of an upload are kept and not decided.
std::int64_t undecided_of(db::Connection& connection, std::int64_t upload_id);
// Which of these are pairs of the upload, as decided.
std::map<std::string, std::optional<bool>> known_pairs(db::Connection& connection, std::int64_t upload_id,
                                                       const std::vector<std::string>& pairs);
// What was decided of these pairs, and maybe of others.
std::map<std::string, bool> decisions_of(db::Connection& connection, const std::vector<std::string>& pairs);
// Keeps a decision, or takes it back; gives whether anything changed.
bool decide(ledger::Act& act, const std::string& pair, std::optional<bool> same, std::int64_t account_id);

} // namespace intake
