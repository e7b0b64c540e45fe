#pragma once

#include "base/result.h"
#include "crypto/signature.h"

namespace ledger {

// A checkpoint: a C2SP signed note over origin, size and root (docs/formats/ledger.md, "Checkpoints").
struct Checkpoint {
    std::string origin;
    std::int64_t size = 0;
    crypto::Hash root{};
};

std::string sign_checkpoint(crypto::Suite suite, const crypto::SigningKey& key, const Checkpoint& checkpoint);
// The checkpoint in `note` when one of its lines is a valid signature of `public_key`; nothing otherwise.
std::optional<Checkpoint> open_checkpoint(crypto::Suite suite, const Bytes& public_key, std::string_view note);
// The note with one more signature, of another key.
std::string also_sign(crypto::Suite suite, const crypto::SigningKey& key, const std::string& note);
// Whether the last of the note's own lines names the key (the newer one where the key was just changed); says nothing of the
// signature.
bool ends_under(crypto::Suite suite, const Bytes& public_key, std::string_view note);
// "name+keyid+base64": how people hand on the ledger's public key.
std::string verifier_key(crypto::Suite suite, std::string_view origin, const Bytes& public_key);
// The public key in a verifier key of the suite; nothing when it is of another form.
std::optional<Bytes> public_key_of(crypto::Suite suite, std::string_view verifier_key);

} // namespace ledger
