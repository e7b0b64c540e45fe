#pragma once

#include "hash.h"

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

bool is_origin(std::string_view text);

} // namespace verify
