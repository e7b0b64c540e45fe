#pragma once

#include "registry/store.h"
#include "registry/views.h"

// One unit goes into another (A1): what it has moves over, its name stays as an alias of the other (Art. 14(4)4).
namespace registry {

struct Pair {
    Unit survivor, absorbed;
};

// Why the two cannot be merged now.
std::vector<Error> obstacles(db::Connection& connection, const Pair& pair);
// What moves, kinds without anything left out.
std::vector<MoveView> moves_of(db::Connection& connection, const Pair& pair);
std::vector<std::string> consequences_of(db::Connection& connection, const Pair& pair);

// The survivor as it is to be.
Facts united(const Pair& pair);

// Does it, with the entries "expert.changed/1" of everyone whose record names the unit, "units.absorbed/1" and "units.merged/1".
void merge(ledger::Act& act, const crypto::Keyring& keys, const Pair& pair, const std::string& grounds, std::int64_t account_id);

} // namespace registry
