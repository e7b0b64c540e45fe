#pragma once

#include "crypto/keyring.h"
#include "db/db.h"

#include <string>
#include <string_view>
#include <vector>

// Which key signs the ledger, and how one follows another (docs/formats/ledger.md, "Change of the key").
namespace ledger {

inline constexpr std::string_view key_changed = "ledger.key_changed/1";

// One change: the entry, both keys as people hand them on, and the old key's signature over the new one.
struct Handover {
    std::int64_t seq = 0;
    std::string previous, key;
    Bytes signature;
};

// What the old key signs.
std::string handover_bytes(std::string_view verifier_key);

// The keys of a ledger in the order in which they were in force.
class KeyHistory {
public:
    // From the entries; entries that cannot be read are passed over, and the chain is then not whole.
    KeyHistory(db::Connection& connection, const crypto::Keyring& keys, std::string_view origin);

    const std::vector<Handover>& handovers() const { return handovers_; }
    // Verifier keys, oldest first.
    std::vector<std::string> verifier_keys() const;
    // The public key under which the entry with this index was signed; for a change itself the old one.
    Bytes key_of(std::int64_t seq) const;
    // The changes that came after an entry: how its key leads to the one in force.
    std::vector<Handover> after(std::int64_t seq) const;
    // Whether each change is signed by the key before it and the last key is at hand.
    bool whole() const;

private:
    crypto::Suite suite_;
    std::vector<Handover> handovers_;
    std::string first_; // verifier key
    bool at_hand_ = false;
};

// The key that signs now, by the head's note. Throws std::runtime_error in Chinese when its file is missing.
std::shared_ptr<const crypto::SigningKey> key_in_force(db::Connection& connection, const crypto::Keyring& keys, std::string_view note);

} // namespace ledger
