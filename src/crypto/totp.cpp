#include "crypto/totp.h"

#include "crypto/hash.h"

#include <botan/mac.h>

#include <algorithm>
#include <cctype>

namespace crypto {

std::string totp_code(const Bytes& secret, std::int64_t step)
{
    auto mac = Botan::MessageAuthenticationCode::create_or_throw("HMAC(SHA-1)");
    mac->set_key(secret);
    for (int shift = 56; shift >= 0; shift -= 8) mac->update(static_cast<std::uint8_t>(step >> shift));
    auto hash = mac->final();
    std::size_t at = hash.back() & 15;
    std::uint32_t number = (hash[at] & 127u) << 24 | hash[at + 1] << 16 | hash[at + 2] << 8 | hash[at + 3];
    std::string digits = std::to_string(number % 1'000'000);
    return std::string(6 - digits.size(), '0') + digits;
}

std::int64_t totp_step(Instant now)
{
    return now.ms / 30'000;
}

std::optional<std::int64_t> totp_match(const Bytes& secret, std::string_view code, Instant now, std::int64_t used_step)
{
    std::int64_t present = totp_step(now);
    for (std::int64_t step : {present, present - 1, present + 1})
        if (step > used_step && equal(::bytes_of(totp_code(secret, step)), ::bytes_of(code))) return step;
    return std::nullopt;
}

namespace {

// RFC 3986: everything but unreserved characters as %XX.
std::string escaped(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (unsigned char c : text)
        if (c < 0x80 && (std::isalnum(c) || c == '-' || c == '.' || c == '_' || c == '~'))
            out += static_cast<char>(c);
        else
            ((out += '%') += digits[c >> 4]) += digits[c & 15];
    return out;
}

} // namespace

std::string totp_uri(const Bytes& secret, std::string_view label, std::string_view issuer)
{
    return "otpauth://totp/" + escaped(issuer) + ":" + escaped(label) + "?secret=" + totp_text(secret) + "&issuer=" + escaped(issuer);
}

std::string totp_text(const Bytes& secret)
{
    std::string text = to_base32(secret);
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return text;
}

} // namespace crypto
