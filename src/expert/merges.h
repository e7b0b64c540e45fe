#pragma once

#include "expert/record.h"

#include <unordered_map>

// Two records of one person brought together (B11): the absorbed one stays as it was and leads to the one that goes on.
namespace expert {

// The status of an absorbed record.
inline constexpr std::string_view merged_status = "merged";

struct Merge {
    std::int64_t absorbed_id = 0, survivor_id = 0;
    std::string absorbed; // its public id
};
// The hash of an identity number, citizen's or passport's, that gave way to another of the same person.
struct FormerNumber {
    Bytes hash;
    std::int64_t survivor_id = 0;
};

// All of them, as the connection sees them.
class Merges {
public:
    explicit Merges(db::Connection& connection);

    const std::vector<Merge>& all() const { return all_; }
    const std::vector<FormerNumber>& numbers() const { return numbers_; }
    bool absorbed(std::int64_t id) const { return into_.contains(id); }
    // The record that goes on for this one: itself, when it was not absorbed.
    std::int64_t lasting(std::int64_t id) const;

private:
    std::vector<Merge> all_;
    std::vector<FormerNumber> numbers_;
    std::unordered_map<std::int64_t, std::int64_t> into_;
};

// The records that went into this one, also through another.
std::vector<std::int64_t> absorbed_by(db::Connection& connection, std::int64_t id);

std::vector<Sanction> sanctions_of(db::Connection& connection, std::int64_t expert_id);

// What a record says of its place in the library.
struct Standing {
    std::string status;
    Day since{}, entered_on{};
    std::optional<Day> confirmed_on;
};
Standing standing_of(db::Connection& connection, std::int64_t expert_id);

struct Merging {
    const Record &survivor, &absorbed; // as they stand
    const Record& wanted;              // the survivor as it is to be: facts of the absorbed one are rows without number
    Standing standing;                 // that it is to have
    std::vector<Sanction> sanctions;   // that it is to be given
    std::string document, reason;
    std::int64_t account_id = 0;
};
// Writes the survivor as wanted, makes the absorbed record a merged one, keeps the version of each that ends and appends the entry
// "expert.merged/1". Gives the names of the fields that changed.
std::vector<std::string> merge_experts(ledger::Act& act, const crypto::Keyring& keys, const Merging& merging);

} // namespace expert
