#pragma once

#include "members.h"

#include <vector>

// Checkpoints as signed notes (docs/formats/ledger.md, "Checkpoints").
namespace verify {

struct Checkpoint {
    std::string origin;
    std::int64_t size = 0;
    Digest root{};
    std::string signed_text; // what signatures cover
    std::string signatures;  // the lines after the empty one
};

// Throws Problem when `note` is not of the form; says nothing of its signatures.
Checkpoint read_checkpoint(std::string_view note);

// A ledger's public key as people hand it on: name+keyid+base64.
struct LedgerKey {
    std::string name;
    Suite suite = Suite::sm;
    std::string public_key;
};
LedgerKey read_key(std::string_view text);

// Whether one of the note's lines is a valid signature under the key, whose name is the note's origin.
bool is_signed(const Checkpoint& checkpoint, const LedgerKey& key);

// One change of a ledger's key: the old key's signature over the new one (docs/formats/ledger.md, "Change of the key").
struct Handover {
    LedgerKey previous, key;
    std::string signature;
};
Handover read_handover(Members members);
bool same(const LedgerKey& one, const LedgerKey& other);
// Throws Problem unless each is of the ledger `origin` and signed by the key before it, beginning with `first`. Gives the last key.
LedgerKey follow(const LedgerKey& first, const std::vector<Handover>& handovers);

bool is_origin(std::string_view text);

} // namespace verify
