// SM2, SM3 and SM4 as src/crypto has them, for another implementation to be held against (agree.mjs).
//   bole-crypto-cases make COUNT    prints cases, a JSON document a line, every value in hex: {associated, hash, key, mac,
//                                   message, public_key, sealed, signature}; `sealed` is the message under `key`, `mac` keyed by it
//   bole-crypto-cases check         reads such lines from standard input; prints for each what holds: {hash, mac, opens, verifies}
#include "base/json.h"
#include "crypto/aead.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "crypto/signature.h"

#include <iostream>

namespace {

using namespace crypto;

constexpr Suite sm = Suite::sm;
constexpr std::size_t longest = 200; // beyond three blocks of SM3

Bytes bytes(const Hash& hash)
{
    return {hash.begin(), hash.end()};
}

void make(std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        std::string message = text_of(random_bytes(i % longest));
        std::string associated = text_of(random_bytes(i % 41));
        Bytes secret = random_bytes(aead_key_size(sm));
        auto key = SigningKey::generate(sm);
        json::Object values;
        auto set = [&](const char* name, const Bytes& value) { values.set(name, to_hex(value)); };
        set("associated", bytes_of(associated));
        set("hash", bytes(hash_of(sm, message)));
        set("key", secret);
        set("mac", bytes(Mac(sm, secret).add(message).finish()));
        set("message", bytes_of(message));
        set("public_key", key.public_key());
        set("sealed", aead_seal(sm, secret, associated, message));
        set("signature", key.sign(message));
        std::cout << json::canonical(values) << "\n";
    }
}

void check(const std::string& line)
{
    auto document = json::read(line);
    if (!document) throw std::runtime_error("not JSON: " + line);
    auto value = [&](const char* name) { return from_hex(document->object().at(name).text()).value(); };
    std::string message = text_of(value("message"));
    Bytes sealed = value("sealed");
    auto opened = aead_open(sm, value("key"), text_of(value("associated")), sealed.data(), sealed.size());
    std::cout << json::canonical(json::Object{{"hash", bytes(hash_of(sm, message)) == value("hash")},
                                              {"mac", bytes(Mac(sm, value("key")).add(message).finish()) == value("mac")},
                                              {"opens", opened == message},
                                              {"verifies", verify(sm, value("public_key"), message, value("signature"))}})
              << "\n";
}

} // namespace

int main(int count, char** arguments)
try {
    std::string what = count > 1 ? arguments[1] : "";
    if (what == "make" && count == 3) {
        make(std::stoul(arguments[2]));
        return 0;
    }
    if (what != "check" || count != 2) return 2;
    for (std::string line; std::getline(std::cin, line);) check(line);
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
}
