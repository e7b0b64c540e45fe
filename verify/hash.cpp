#include "hash.h"

#include "text.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <stdexcept>

namespace verify {

namespace {

void must(int good)
{
    if (good != 1) throw std::runtime_error("OpenSSL 调用失败。");
}

const EVP_MD* md_of(Suite suite)
{
    // Fetched once: a look-up for each hash costs more than the hash.
    static EVP_MD* const sm3 = EVP_MD_fetch(nullptr, "SM3", nullptr);
    static EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    const EVP_MD* md = suite == Suite::sm ? sm3 : sha256;
    if (!md) throw std::runtime_error("OpenSSL 缺少 SM3 或 SHA-256。");
    return md;
}

Context started(Suite suite)
{
    Context context(EVP_MD_CTX_new());
    must(EVP_DigestInit_ex2(context.get(), md_of(suite), nullptr));
    return context;
}

Digest finished(EVP_MD_CTX* context)
{
    Digest digest;
    must(EVP_DigestFinal_ex(context, digest.data(), nullptr));
    return digest;
}

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;

const unsigned char* raw(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

Key sm2_key(std::string_view point)
{
    Key key(nullptr, EVP_PKEY_free);
    // Only the uncompressed form: others include the point at infinity.
    if (point.size() != 65 || point[0] != 4) return key;
    KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr), EVP_PKEY_CTX_free);
    std::string group = "SM2", bytes(point);
    OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size()),
                           OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, bytes.data(), bytes.size()),
                           OSSL_PARAM_construct_end()};
    EVP_PKEY* made = nullptr;
    if (context && EVP_PKEY_fromdata_init(context.get()) == 1 && EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params) == 1)
        key.reset(made);
    return key;
}

bool sm2_signed(std::string_view public_key, std::string_view message, std::string_view signature)
{
    Key key = sm2_key(public_key);
    if (!key) return false;
    KeyContext key_context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr), EVP_PKEY_CTX_free);
    Context context(EVP_MD_CTX_new());
    static constexpr std::string_view id = "1234567812345678";
    if (!key_context || EVP_PKEY_CTX_set1_id(key_context.get(), id.data(), static_cast<int>(id.size())) != 1) return false;
    EVP_MD_CTX_set_pkey_ctx(context.get(), key_context.get());
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sm3(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message), message.size()) == 1;
}

bool ed25519_signed(std::string_view public_key, std::string_view message, std::string_view signature)
{
    if (public_key.size() != 32 || signature.size() != 64) return false;
    Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(public_key), 32), EVP_PKEY_free);
    Context context(EVP_MD_CTX_new());
    return key && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message), message.size()) == 1;
}

} // namespace

void FreeContext::operator()(evp_md_ctx_st* context) const
{
    EVP_MD_CTX_free(context);
}

std::string to_text(Suite suite)
{
    return suite == Suite::sm ? "sm" : "intl";
}

std::string_view view(const Digest& digest)
{
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string to_hex(const Digest& digest)
{
    return to_hex(view(digest));
}

Hash::Hash(Suite suite) : context_(started(suite)) {}

Hash& Hash::add(std::string_view bytes)
{
    must(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
    return *this;
}

Hash& Hash::byte(std::uint8_t b)
{
    must(EVP_DigestUpdate(context_.get(), &b, 1));
    return *this;
}

Digest Hash::done()
{
    return finished(context_.get());
}

Digest labelled(Suite suite, std::string_view label, std::string_view bytes)
{
    return Hash(suite).add(label).byte(0).add(bytes).done();
}

Mac::Mac(Suite suite, std::string_view key) : inner_(started(suite)), outer_(started(suite)), running_(EVP_MD_CTX_new())
{
    constexpr std::size_t block = 64; // of SM3 and SHA-256; keys here are 32 bytes
    std::string ipad(block, 0x36), opad(block, 0x5c);
    for (std::size_t i = 0; i < key.size(); ++i) {
        ipad[i] = static_cast<char>(ipad[i] ^ key[i]);
        opad[i] = static_cast<char>(opad[i] ^ key[i]);
    }
    must(EVP_DigestUpdate(inner_.get(), ipad.data(), block));
    must(EVP_DigestUpdate(outer_.get(), opad.data(), block));
}

Digest Mac::of(std::string_view message) const
{
    must(EVP_MD_CTX_copy_ex(running_.get(), inner_.get()));
    must(EVP_DigestUpdate(running_.get(), message.data(), message.size()));
    Digest inner = finished(running_.get());
    must(EVP_MD_CTX_copy_ex(running_.get(), outer_.get()));
    must(EVP_DigestUpdate(running_.get(), inner.data(), inner.size()));
    return finished(running_.get());
}

bool is_signed(Suite suite, std::string_view public_key, std::string_view message, std::string_view signature)
{
    bool good = suite == Suite::sm ? sm2_signed(public_key, message, signature) : ed25519_signed(public_key, message, signature);
    ERR_clear_error();
    return good;
}

} // namespace verify
