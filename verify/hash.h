#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace verify {

enum class Suite { sm, intl };
std::string to_text(Suite suite);

using Digest = std::array<std::uint8_t, 32>;
std::string to_hex(const Digest& digest);
std::string_view view(const Digest& digest);

struct FreeContext {
    void operator()(evp_md_ctx_st* context) const;
};
using Context = std::unique_ptr<evp_md_ctx_st, FreeContext>;

// H of the suite over what is added.
class Hash {
public:
    explicit Hash(Suite suite);
    Hash& add(std::string_view bytes);
    Hash& add(const Digest& digest) { return add(view(digest)); }
    Hash& byte(std::uint8_t b);
    Digest done();

private:
    Context context_;
};

// H(label ‖ 0 ‖ bytes), the form of most hashes of a draw.
Digest labelled(Suite suite, std::string_view label, std::string_view bytes);

// HMAC with H, keyed once.
class Mac {
public:
    Mac(Suite suite, std::string_view key);
    Digest of(std::string_view message) const;

private:
    Context inner_, outer_, running_;
};

// SM2 (id 1234567812345678, DER) or Ed25519; false also for keys and signatures that are not well formed.
bool is_signed(Suite suite, std::string_view public_key, std::string_view message, std::string_view signature);

} // namespace verify
