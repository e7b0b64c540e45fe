#pragma once

#include "expert/expert.h"

// What becomes of two records of one person (B11), as pure rules: of plain fields one value stays, lists are united without doubles,
// and nothing that bars is lost (R16).
namespace amendment {

// What is chosen where the two differ.
struct Choice {
    std::vector<std::string> taken;                   // plain fields whose value is the absorbed record's
    std::vector<std::string> disciplines, industries; // empty: those of both
};

inline constexpr std::size_t most_codes = 3; // B1

// The plain fields of which one value is chosen, as record_fields() names them. The reading of a name goes with the name.
std::span<const std::string_view> plain_fields();

// The survivor as it will be: facts that come from the absorbed record are rows without number, verified as they were. Where only one
// record has a value it stays; of a fact that both have, the verified one. Every fault of the choice is told.
Result<expert::Record> united(const expert::Record& survivor, const expert::Record& absorbed, const Choice& choice);

// The codes of both, the survivor's first.
std::vector<std::string> all_codes(const std::vector<std::string>& survivor, const std::vector<std::string>& absorbed);

// The stricter status with its day, the earlier entering, the later confirmation.
expert::Standing united(const expert::Standing& survivor, const expert::Standing& absorbed);

// Those of the absorbed record that the survivor has not.
std::vector<expert::Sanction> lacking(const std::vector<expert::Sanction>& survivor, const std::vector<expert::Sanction>& absorbed);

// Whether both have an identity number, and not the same.
bool numbers_differ(const expert::Record& a, const expert::Record& b);

} // namespace amendment
