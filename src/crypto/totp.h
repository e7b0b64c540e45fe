#pragma once

#include "base/bytes.h"
#include "base/time.h"

namespace crypto {

// RFC 6238: SHA-1, 30 seconds, six digits, as authenticator apps expect.
inline constexpr std::size_t totp_secret_size = 20;

std::string totp_code(const Bytes& secret, std::int64_t step);
std::int64_t totp_step(Instant now);
// The step whose code this is, within one step of now and after `used_step`; nothing for a wrong or used code.
std::optional<std::int64_t> totp_match(const Bytes& secret, std::string_view code, Instant now, std::int64_t used_step);
// For the QR code of the set-up page. `label` is the login, `issuer` the product.
std::string totp_uri(const Bytes& secret, std::string_view label, std::string_view issuer);
// The secret as people type it: upper-case base32.
std::string totp_text(const Bytes& secret);

} // namespace crypto
