#include "crypto/password.h"

#include "crypto/random.h"

#include <botan/argon2.h>

#include <cstdio>
#include <semaphore>
#include <stdexcept>

namespace crypto {

namespace {

constexpr std::size_t salt_size = 16;
constexpr std::string_view prefix = "$bole-argon2id$v=1$";

struct Cost {
    std::size_t memory_kib = 19 * 1024, passes = 2, lanes = 1;
    bool operator==(const Cost&) const = default;
};

struct Stored {
    Cost cost;
    Bytes salt, hash;
};

std::counting_semaphore<2> turns(2);

Hash derive(const Keyring& keys, const Secret& password, const Bytes& salt, const Cost& cost)
{
    struct Turn {
        Turn() { turns.acquire(); }
        ~Turn() { turns.release(); }
    } turn;
    Hash raw;
    const std::string& text = password.reveal();
    constexpr int argon2id = 2;
    Botan::argon2(raw.data(), raw.size(), text.data(), text.size(), salt.data(), salt.size(), nullptr, 0, nullptr, 0, argon2id, cost.lanes,
                  cost.memory_kib, cost.passes);
    return Mac(keys.suite(), keys.pepper()).add(raw).finish();
}

std::string cost_text(const Cost& cost)
{
    return "m=" + std::to_string(cost.memory_kib) + ",t=" + std::to_string(cost.passes) + ",p=" + std::to_string(cost.lanes);
}

Stored parse(const std::string& stored)
{
    Stored parts;
    auto unfit = [] { return std::runtime_error("unknown form of password hash"); };
    if (!stored.starts_with(prefix)) throw unfit();
    std::string_view rest = std::string_view(stored).substr(prefix.size());
    auto first = rest.find('$'), second = rest.find('$', first + 1);
    if (second == std::string_view::npos) throw unfit();
    std::string cost(rest.substr(0, first));
    auto& c = parts.cost;
    if (std::sscanf(cost.c_str(), "m=%zu,t=%zu,p=%zu", &c.memory_kib, &c.passes, &c.lanes) != 3 || cost_text(c) != cost) throw unfit();
    auto salt = from_base64(rest.substr(first + 1, second - first - 1)), hash = from_base64(rest.substr(second + 1));
    if (!salt || salt->size() != salt_size || !hash || hash->size() != 32) throw unfit();
    parts.salt = *salt;
    parts.hash = *hash;
    return parts;
}

} // namespace

std::string hash_password(const Keyring& keys, const Secret& password)
{
    Bytes salt = random_bytes(salt_size);
    Cost cost;
    Hash hash = derive(keys, password, salt, cost);
    return std::string(prefix) + cost_text(cost) + "$" + to_base64(salt) + "$" + to_base64(bytes_of(hash));
}

bool check_password(const Keyring& keys, const Secret& password, const std::string& stored)
{
    Stored parts = parse(stored);
    return equal(bytes_of(derive(keys, password, parts.salt, parts.cost)), parts.hash);
}

bool needs_rehash(const std::string& stored)
{
    return parse(stored).cost != Cost{};
}

void check_nothing(const Keyring& keys, const Secret& password)
{
    derive(keys, password, Bytes(salt_size), Cost{});
}

} // namespace crypto
