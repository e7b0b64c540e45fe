#include "ledger/note.h"

#include "base/text.h"

namespace ledger {

namespace {

// Ed25519 has the standard's algorithm byte; SM2 takes the byte for others (0xff) and a name of its own.
Bytes typed_key(crypto::Suite suite, const Bytes& public_key)
{
    Bytes typed = suite == crypto::Suite::intl ? Bytes{0x01} : Bytes{0xff};
    if (suite == crypto::Suite::sm)
        for (char c : std::string_view("bole-sm2/1")) typed.push_back(static_cast<std::uint8_t>(c));
    typed.insert(typed.end(), public_key.begin(), public_key.end());
    return typed;
}

Bytes key_id(crypto::Suite suite, std::string_view name, const Bytes& public_key)
{
    auto hash = crypto::Hasher(crypto::Suite::intl).add(name).add("\n").add(typed_key(suite, public_key)).finish();
    return Bytes(hash.begin(), hash.begin() + 4);
}

std::string body_of(const Checkpoint& checkpoint)
{
    return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + to_base64(crypto::bytes_of(checkpoint.root)) + "\n";
}

constexpr std::string_view dash = "\xE2\x80\x94 ";

std::string signature_line(crypto::Suite suite, const crypto::SigningKey& key, const std::string& origin, const std::string& body)
{
    Bytes blob = key_id(suite, origin, key.public_key());
    Bytes signature = key.sign(body);
    blob.insert(blob.end(), signature.begin(), signature.end());
    return std::string(dash) + origin + " " + to_base64(blob) + "\n";
}

} // namespace

std::string sign_checkpoint(crypto::Suite suite, const crypto::SigningKey& key, const Checkpoint& checkpoint)
{
    std::string body = body_of(checkpoint);
    return body + "\n" + signature_line(suite, key, checkpoint.origin, body);
}

std::string also_sign(crypto::Suite suite, const crypto::SigningKey& key, const std::string& note)
{
    return note + signature_line(suite, key, note.substr(0, note.find('\n')), note.substr(0, note.find("\n\n") + 1));
}

bool ends_under(crypto::Suite suite, const Bytes& public_key, std::string_view note)
{
    auto end = note.find("\n\n");
    if (end == std::string_view::npos) return false;
    std::string origin(note.substr(0, note.find('\n')));
    // A base64 of four bytes and more: the first five characters are the id's 30 bits; the sixth holds the last two.
    std::string id = to_base64(key_id(suite, origin, public_key)).substr(0, 5);
    auto last = note.rfind("\n" + std::string(dash) + origin + " ");
    return last != std::string_view::npos && last > end && note.substr(last).starts_with("\n" + std::string(dash) + origin + " " + id);
}

std::optional<Checkpoint> open_checkpoint(crypto::Suite suite, const Bytes& public_key, std::string_view note)
{
    auto end = note.find("\n\n");
    if (end == std::string_view::npos || !is_utf8(note)) return std::nullopt;
    std::string_view body = note.substr(0, end + 1), lines = note.substr(end + 2);
    auto first = body.find('\n'), second = body.find('\n', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    Checkpoint checkpoint;
    checkpoint.origin = body.substr(0, first);
    std::string size(body.substr(first + 1, second - first - 1));
    checkpoint.size = std::strtoll(size.c_str(), nullptr, 10);
    auto root = from_base64(body.substr(second + 1, body.size() - second - 2));
    if (checkpoint.size < 0 || std::to_string(checkpoint.size) != size || !root || root->size() != 32) return std::nullopt;
    std::copy(root->begin(), root->end(), checkpoint.root.begin());

    Bytes id = key_id(suite, checkpoint.origin, public_key);
    bool ours = false;
    while (!lines.empty()) { // others may have signed too; nothing else stands there
        auto line_end = lines.find('\n');
        if (line_end == std::string_view::npos) return std::nullopt;
        std::string_view line = lines.substr(0, line_end);
        lines.remove_prefix(line_end + 1);
        if (!line.starts_with(dash)) return std::nullopt;
        std::string prefix = std::string(dash) + checkpoint.origin + " ";
        if (!line.starts_with(prefix)) continue;
        auto blob = from_base64(line.substr(prefix.size()));
        if (!blob || blob->size() < 5 || !std::equal(id.begin(), id.end(), blob->begin())) continue;
        ours = ours || crypto::verify(suite, public_key, body, Bytes(blob->begin() + 4, blob->end()));
    }
    return ours ? std::optional(checkpoint) : std::nullopt;
}

std::optional<Bytes> public_key_of(crypto::Suite suite, std::string_view verifier_key)
{
    auto first = verifier_key.find('+'); // of an origin without '+'; later ones are letters of base64
    auto last = first == std::string_view::npos ? first : verifier_key.find('+', first + 1);
    if (last == std::string_view::npos) return std::nullopt;
    auto typed = from_base64(verifier_key.substr(last + 1));
    std::size_t size = suite == crypto::Suite::intl ? 32 : 65;
    if (!typed || typed->size() < size) return std::nullopt;
    Bytes key(typed->end() - static_cast<std::ptrdiff_t>(size), typed->end());
    return typed_key(suite, key) == *typed ? std::optional(key) : std::nullopt;
}

std::string verifier_key(crypto::Suite suite, std::string_view origin, const Bytes& public_key)
{
    return std::string(origin) + "+" + to_hex(key_id(suite, origin, public_key)) + "+" + to_base64(typed_key(suite, public_key));
}

} // namespace ledger
