#pragma once

#include "crypto/hash.h"
#include "crypto/secret.h"
#include "crypto/signature.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace crypto {

// The keys of one library, from a directory that only the program's user may read: suite, signing keys (the ledger says which one
// is in force), field keys by id (the newest encrypts, all decrypt), look-up key, row key, pepper. Nodes on one database share it.
// Safe for use by many threads; keys that are added while the program runs are taken up.
class Keyring {
public:
    // Makes the directory (0700) and its files (0600); throws std::runtime_error in Chinese when it holds anything.
    static Keyring create(const std::filesystem::path& directory, Suite suite);
    // Throws std::runtime_error in Chinese when a file is missing, unfit or readable by others.
    static Keyring load(const std::filesystem::path& directory);
    // Adds a field key that encrypts from now on; gives its id.
    static std::uint32_t add_field_key(const std::filesystem::path& directory);
    // Adds a signing key, which signs nothing until an entry of the ledger says so; gives its number.
    static std::uint32_t add_signing_key(const std::filesystem::path& directory);
    ~Keyring();
    Keyring(Keyring&&) noexcept;

    Suite suite() const;
    // Oldest first, one at least.
    std::vector<std::shared_ptr<const SigningKey>> signing_keys() const;
    // Reads key files that were added to the directory since. Cheap when there are none.
    void refresh() const;

    // key id (4 bytes) ‖ AEAD, bound to its place: a value moved to another row or column does not open.
    Bytes encrypt(std::string_view table, std::string_view column, std::string_view row, const Secret& plain) const;
    // Throws std::runtime_error (without the value) when it does not open. A key that is not known yet is looked for.
    Secret decrypt(std::string_view table, std::string_view column, std::string_view row, const Bytes& stored) const;
    bool has_field_key(std::uint32_t id) const;
    std::uint32_t newest_field_key() const;
    static std::uint32_t field_key_id(const Bytes& stored);

    // Equal values of a kind ("citizen_id") have equal hashes; without the key nobody can guess them.
    Hash lookup_hash(std::string_view kind, const Secret& normalised) const;
    // Stands for an encrypted column in row digests; independent of the field key.
    Hash row_mac(std::string_view table, std::string_view column, const Secret& plain) const;
    const Bytes& pepper() const;

private:
    struct Parts;
    explicit Keyring(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace crypto
