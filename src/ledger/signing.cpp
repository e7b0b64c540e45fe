#include "ledger/signing.h"

#include "base/json.h"
#include "ledger/note.h"

#include <stdexcept>

namespace ledger {

namespace {

Handover read_handover(std::int64_t seq, const std::string& body)
{
    auto document = json::read(body);
    if (!document) throw std::runtime_error("an entry is damaged");
    const auto& data = document->object().at("data").object();
    auto signature = from_hex(data.at("signature").text());
    if (!signature) throw std::runtime_error("an entry is damaged");
    return {seq, data.at("previous").text(), data.at("key").text(), std::move(*signature)};
}

std::vector<Handover> read_handovers(db::Connection& connection)
{
    std::vector<Handover> list;
    connection.each("SELECT seq, body FROM ledger_entry WHERE type = $1 AND body IS NOT NULL ORDER BY seq", {std::string(key_changed)},
                    [&](const db::Row& row) {
                        try {
                            list.push_back(read_handover(row.integer(0), row.text(1)));
                        } catch (const std::exception&) { // told by the check as an altered entry
                        }
                    });
    return list;
}

std::shared_ptr<const crypto::SigningKey> signer_of(const crypto::Keyring& keys, std::string_view note)
{
    auto list = keys.signing_keys();
    for (auto key = list.rbegin(); key != list.rend(); ++key)
        if (ends_under(keys.suite(), (*key)->public_key(), note)) return *key;
    return nullptr;
}

} // namespace

std::string handover_bytes(std::string_view verifier_key)
{
    return std::string("bole-key-change/1") + '\0' + std::string(verifier_key);
}

KeyHistory::KeyHistory(db::Connection& connection, const crypto::Keyring& keys, std::string_view origin)
    : suite_(keys.suite()), handovers_(read_handovers(connection))
{
    auto at_hand = keys.signing_keys();
    first_ = handovers_.empty() ? verifier_key(suite_, origin, at_hand.front()->public_key()) : handovers_.front().previous;
    auto last = public_key_of(suite_, handovers_.empty() ? first_ : handovers_.back().key);
    for (const auto& key : at_hand) at_hand_ = at_hand_ || key->public_key() == last;
}

std::vector<std::string> KeyHistory::verifier_keys() const
{
    std::vector<std::string> keys{first_};
    for (const auto& handover : handovers_) keys.push_back(handover.key);
    return keys;
}

Bytes KeyHistory::key_of(std::int64_t seq) const
{
    std::string key = first_;
    for (const auto& handover : handovers_)
        if (handover.seq < seq) key = handover.key;
    return public_key_of(suite_, key).value_or(Bytes{});
}

std::vector<Handover> KeyHistory::after(std::int64_t seq) const
{
    std::vector<Handover> list;
    for (const auto& handover : handovers_)
        if (handover.seq > seq) list.push_back(handover);
    return list;
}

bool KeyHistory::whole() const
{
    std::string key = first_;
    for (const auto& handover : handovers_) {
        auto before = public_key_of(suite_, key);
        if (handover.previous != key || !before || !public_key_of(suite_, handover.key)) return false;
        if (!crypto::verify(suite_, *before, handover_bytes(handover.key), handover.signature)) return false;
        key = handover.key;
    }
    return at_hand_;
}

std::shared_ptr<const crypto::SigningKey> key_in_force(db::Connection& connection, const crypto::Keyring& keys, std::string_view note)
{
    if (auto key = signer_of(keys, note)) return key;
    keys.refresh(); // another process changed it just now
    if (auto key = signer_of(keys, note)) return key;
    // The head was altered, or a key is missing: the entries tell.
    auto handovers = read_handovers(connection);
    if (handovers.empty()) return keys.signing_keys().front();
    for (const auto& key : keys.signing_keys())
        if (public_key_of(keys.suite(), handovers.back().key) == key->public_key()) return key;
    throw std::runtime_error("密钥目录中没有账本现在所用的签名密钥，不能办理；请把它放回密钥目录。");
}

} // namespace ledger
