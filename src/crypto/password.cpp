#include "crypto/password.h"

#include "crypto/random.h"

#include <botan/argon2.h>

#include <semaphore>

namespace crypto {

namespace {

constexpr std::size_t memory_kib = 19 * 1024, passes = 2, lanes = 1, salt_size = 16;
constexpr std::string_view prefix = "bole-argon2id/1$";

std::counting_semaphore<2> turns(2);

Hash derive(const Keyring& keys, const Secret& password, const Bytes& salt)
{
    struct Turn {
        Turn() { turns.acquire(); }
        ~Turn() { turns.release(); }
    } turn;
    Hash raw;
    const std::string& text = password.reveal();
    Botan::argon2(raw.data(), raw.size(), text.data(), text.size(), salt.data(), salt.size(), nullptr, 0, nullptr, 0, 2, lanes, memory_kib, passes);
    return Mac(keys.suite(), keys.pepper()).add(raw).finish();
}

}  // namespace

std::string hash_password(const Keyring& keys, const Secret& password)
{
    Bytes salt = random_bytes(salt_size);
    return std::string(prefix) + ::to_hex(salt) + "$" + to_hex(derive(keys, password, salt));
}

bool check_password(const Keyring& keys, const Secret& password, const std::string& stored)
{
    std::size_t size = prefix.size() + 2 * salt_size;
    if (!stored.starts_with(prefix) || stored.size() != size + 1 + 64) throw std::runtime_error("unknown form of password hash");
    auto salt = from_hex(std::string_view(stored).substr(prefix.size(), 2 * salt_size));
    auto wanted = from_hex(std::string_view(stored).substr(size + 1));
    return equal(bytes_of(derive(keys, password, salt.value())), wanted.value());
}

void check_nothing(const Keyring& keys, const Secret& password)
{
    derive(keys, password, Bytes(salt_size));
}

}  // namespace crypto
