#include "base/bytes.h"

namespace {

constexpr std::string_view base64_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

} // namespace

Bytes bytes_of(std::string_view text)
{
    return Bytes(text.begin(), text.end());
}

std::string text_of(const Bytes& bytes)
{
    return std::string(bytes.begin(), bytes.end());
}

std::string to_hex(const std::uint8_t* data, std::size_t size)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex(size * 2, '0');
    for (std::size_t i = 0; i < size; ++i) {
        hex[2 * i] = digits[data[i] >> 4];
        hex[2 * i + 1] = digits[data[i] & 15];
    }
    return hex;
}

std::string to_hex(const Bytes& bytes)
{
    return to_hex(bytes.data(), bytes.size());
}

std::optional<Bytes> from_hex(std::string_view hex)
{
    if (hex.size() % 2) return std::nullopt;
    Bytes bytes(hex.size() / 2);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        int high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return bytes;
}

std::string to_base64(const Bytes& bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = bytes[i] << 16;
        if (i + 1 < bytes.size()) group |= bytes[i + 1] << 8;
        if (i + 2 < bytes.size()) group |= bytes[i + 2];
        text += base64_alphabet[group >> 18];
        text += base64_alphabet[group >> 12 & 63];
        text += i + 1 < bytes.size() ? base64_alphabet[group >> 6 & 63] : '=';
        text += i + 2 < bytes.size() ? base64_alphabet[group & 63] : '=';
    }
    return text;
}

std::optional<Bytes> from_base64(std::string_view text)
{
    if (text.size() % 4) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && !text.empty() && text.back() == '=') {
        text.remove_suffix(1);
        ++padding;
    }
    Bytes bytes;
    std::uint32_t group = 0;
    int bits = 0;
    for (char c : text) {
        auto digit = base64_alphabet.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        group = group << 6 | static_cast<std::uint32_t>(digit);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<std::uint8_t>(group >> bits));
        }
    }
    if (group & ((1u << bits) - 1)) return std::nullopt; // bits that no byte carries
    return bytes;
}

std::string to_base32(const Bytes& bytes)
{
    static constexpr char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
    std::string text;
    std::uint32_t group = 0;
    int bits = 0;
    for (auto byte : bytes) {
        group = group << 8 | byte;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            text += alphabet[group >> bits & 31];
        }
    }
    if (bits) text += alphabet[group << (5 - bits) & 31];
    return text;
}
