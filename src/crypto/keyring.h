#pragma once

#include "crypto/hash.h"
#include "crypto/secret.h"
#include "crypto/signature.h"

#include <filesystem>
#include <map>

namespace crypto {

// The keys of one library, from a directory that only the program's user may read: suite, signing key, field keys by
// id (the newest encrypts, all decrypt), look-up key, row key, pepper. Nodes on one database share it.
class Keyring {
public:
    // Makes the directory (0700) and its files (0600); throws std::runtime_error in Chinese when it holds anything.
    static Keyring create(const std::filesystem::path& directory, Suite suite);
    // Throws std::runtime_error in Chinese when a file is missing, unfit or readable by others.
    static Keyring load(const std::filesystem::path& directory);
    // Adds a field key that encrypts from now on; gives its id.
    static std::uint32_t add_field_key(const std::filesystem::path& directory);

    Suite suite() const { return suite_; }
    const SigningKey& signing() const { return signing_; }

    // key id (4 bytes) ‖ AEAD, bound to its place: a value moved to another row or column does not open.
    Bytes encrypt(std::string_view table, std::string_view column, std::string_view row, const Secret& plain) const;
    // Throws std::runtime_error (without the value) when it does not open.
    Secret decrypt(std::string_view table, std::string_view column, std::string_view row, const Bytes& stored) const;
    bool has_field_key(std::uint32_t id) const { return field_keys_.contains(id); }
    static std::uint32_t field_key_id(const Bytes& stored);

    // Equal values of a kind ("citizen_id") have equal hashes; without the key nobody can guess them.
    Hash lookup_hash(std::string_view kind, const Secret& normalised) const;
    // Stands for an encrypted column in row digests; independent of the field key.
    Hash row_mac(std::string_view table, std::string_view column, const Secret& plain) const;
    const Bytes& pepper() const { return pepper_; }

private:
    Keyring(Suite suite, SigningKey signing) : suite_(suite), signing_(std::move(signing)) {}

    Suite suite_;
    SigningKey signing_;
    std::map<std::uint32_t, Bytes> field_keys_;
    Bytes lookup_key_, row_key_, pepper_;
};

} // namespace crypto
