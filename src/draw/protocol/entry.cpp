#include "draw/protocol/entry.h"

#include "draw/protocol/messages.h"

#include <algorithm>

namespace draw::protocol {

namespace {

Error entry_fault(const char* why)
{
    return refuse(ErrorKind::invalid, messages::entry_form, {why});
}

bool is_code(std::string_view code)
{
    return !code.empty() && std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '_' || c == '-';
    });
}

// What stands against one exclusion beside the entry's groups; nullptr when nothing does.
const char* exclusion_fault(const std::string& text, const Entry& entry, int groups)
{
    auto at = text.find('@');
    std::string code = text.substr(0, at);
    if (!is_code(code)) return "排除代码含有不许可的字符";
    if (at == std::string::npos) {
        if (!entry.groups.empty()) return "整体排除的人仍列在组中";
        return nullptr;
    }
    if (code == "no_group") return "no_group 不能只对一个组";
    for (int group = 0; group < groups; ++group)
        if (text.compare(at + 1, std::string::npos, std::to_string(group)) == 0)
            return std::binary_search(entry.groups.begin(), entry.groups.end(), group) ? "对某组排除的人仍列在该组" : nullptr;
    return "排除代码的组号不存在";
}

template <std::size_t Size>
std::array<std::uint8_t, Size> first_bytes(const Hash& hash)
{
    std::array<std::uint8_t, Size> bytes;
    std::copy_n(hash.begin(), Size, bytes.begin());
    return bytes;
}

} // namespace

std::string to_hex(const Ref& ref)
{
    return ::to_hex(ref.data(), ref.size());
}

std::optional<Ref> parse_ref(std::string_view hex)
{
    auto bytes = from_hex(hex);
    if (!bytes || bytes->size() != 16) return std::nullopt;
    Ref ref;
    std::copy(bytes->begin(), bytes->end(), ref.begin());
    return ref;
}

std::optional<Error> fault_of(const Entry& entry, int groups)
{
    if (entry.groups.empty() && entry.excluded.empty()) return entry_fault("既无可选的组，也无排除原因");
    int last = -1;
    for (int group : entry.groups) {
        if (group <= last || group >= groups) return entry_fault("组号不是升序或不存在");
        last = group;
    }
    for (std::size_t i = 0; i < entry.excluded.size(); ++i) {
        if (i > 0 && entry.excluded[i - 1] >= entry.excluded[i]) return entry_fault("排除代码不是升序或有重复");
        if (entry.excluded[i] == "no_group" && entry.excluded.size() > 1) return entry_fault("no_group 应单独出现");
        if (const char* why = exclusion_fault(entry.excluded[i], entry, groups)) return entry_fault(why);
    }
    return std::nullopt;
}

json::Value to_json(const Entry& entry)
{
    json::Array excluded(entry.excluded.begin(), entry.excluded.end()), groups(entry.groups.begin(), entry.groups.end());
    json::Object tags;
    for (const auto& [tag, value] : entry.tags) tags.set(tag, value);
    return json::Object{
        {"excluded", std::move(excluded)}, {"groups", std::move(groups)}, {"ref", to_hex(entry.ref)}, {"tags", std::move(tags)}};
}

Result<Entry> read_entry(const json::Value& document, int groups)
{
    const auto* object = document.if_object();
    if (!object || object->size() != 4) return entry_fault("成员应为 excluded、groups、ref、tags");
    const json::Value *excluded = object->find("excluded"), *listed = object->find("groups"), *ref = object->find("ref"),
                      *tags = object->find("tags");
    if (!excluded || !excluded->if_array() || !listed || !listed->if_array() || !ref || !ref->if_text() || !tags || !tags->if_object())
        return entry_fault("成员应为 excluded、groups、ref、tags");
    Entry entry;
    auto parsed = parse_ref(ref->text());
    if (!parsed) return entry_fault("ref 应为 32 位小写十六进制");
    entry.ref = *parsed;
    for (const auto& code : excluded->array()) {
        if (!code.if_text()) return entry_fault("排除代码应为文字");
        entry.excluded.push_back(code.text());
    }
    for (const auto& group : listed->array()) {
        if (!group.if_int() || group.integer() < 0 || group.integer() >= groups) return entry_fault("组号不是升序或不存在");
        entry.groups.push_back(static_cast<int>(group.integer()));
    }
    for (const auto& [tag, value] : tags->object()) {
        if (!value.if_text()) return entry_fault("标签的值应为文字");
        entry.tags.emplace(tag, value.text());
    }
    if (auto fault = fault_of(entry, groups)) return *fault;
    return entry;
}

Hash Refs::nonce(std::string_view kind, std::string_view id)
{
    return nonces_.add("bole-nonce/1").add_byte(0).add(kind).add_byte(0).add(id).finish();
}

Ref Refs::ref(std::string_view kind, std::string_view id)
{
    return first_bytes<16>(hasher_.add("bole-ref/1").add_byte(0).add(kind).add_byte(0).add(nonce(kind, id)).add(id).finish());
}

Salt Refs::salt(const Ref& ref)
{
    return first_bytes<16>(salts_.add("bole-salt/1").add_byte(0).add(ref.data(), ref.size()).finish());
}

Hash leaf_of(crypto::Hasher& hasher, const Salt& salt, std::string_view canonical_entry)
{
    return hasher.add_byte(0).add(salt.data(), salt.size()).add(canonical_entry).finish();
}

} // namespace draw::protocol
