#include "draw/protocol/seal.h"

#include "base/time.h"
#include "draw/protocol/messages.h"

#include <algorithm>
#include <stdexcept>

namespace draw::protocol {

namespace {

const Bytes& require_secret(const Bytes& bytes)
{
    if (bytes.size() != secret_size) throw std::logic_error("a secret or contributed value has 32 bytes");
    return bytes;
}

Hash labelled(Suite suite, std::string_view label, std::string_view rest)
{
    return crypto::Hasher(suite).add(label).add_byte(0).add(rest).finish();
}

// Takes the members of a seal one by one; `fault` names the first that is not as it must be.
struct SealReader {
    const json::Object& object;
    std::string fault{};

    const json::Value* member(const char* name)
    {
        const json::Value* value = object.find(name);
        if (!value && fault.empty()) fault = std::string("缺少 ") + name;
        return value;
    }
    std::string text(const char* name)
    {
        const json::Value* value = member(name);
        if (value && value->if_text() && !value->text().empty() && value->text().find('\0') == std::string::npos) return value->text();
        if (fault.empty()) fault = std::string(name) + " 应为非空文字";
        return {};
    }
    std::int64_t integer(const char* name, std::int64_t least)
    {
        const json::Value* value = member(name);
        if (value && value->if_int() && value->integer() >= least) return value->integer();
        if (fault.empty()) fault = std::string(name) + " 应为整数";
        return 0;
    }
    Hash hash(const char* name)
    {
        auto bytes = from_hex(text(name));
        Hash hash{};
        if (bytes && bytes->size() == hash.size())
            std::copy(bytes->begin(), bytes->end(), hash.begin());
        else if (fault.empty())
            fault = std::string(name) + " 应为 64 位小写十六进制";
        return hash;
    }
    void counts(Seal& seal)
    {
        const json::Value* value = member("counts");
        const auto* counts = value ? value->if_object() : nullptr;
        const json::Value* eligible = counts ? counts->find("eligible") : nullptr;
        const json::Value* excluded = counts ? counts->find("excluded") : nullptr;
        const json::Value* total = counts ? counts->find("total") : nullptr;
        auto is_count = [](const json::Value& v) { return v.if_int() && v.integer() >= 0; };
        bool form = counts && counts->size() == 3 && eligible && eligible->if_array() && excluded && excluded->if_object() && total &&
                    is_count(*total) && std::all_of(eligible->array().begin(), eligible->array().end(), is_count);
        if (form)
            for (const auto& [code, count] : excluded->object()) form = form && is_count(count);
        if (!form) {
            if (fault.empty()) fault = "counts 格式不对";
            return;
        }
        for (const auto& count : eligible->array()) seal.eligible.push_back(count.integer());
        for (const auto& [code, count] : excluded->object()) seal.excluded.emplace(code, count.integer());
        seal.total = total->integer();
    }
};

} // namespace

json::Value to_json(const Seal& seal)
{
    json::Object excluded;
    for (const auto& [code, count] : seal.excluded) excluded.set(code, count);
    json::Object document{{"activity", seal.activity},
                          {"counts", json::Object{{"eligible", json::Array(seal.eligible.begin(), seal.eligible.end())},
                                                  {"excluded", excluded},
                                                  {"total", seal.total}}},
                          {"format", "bole-draw/1"},
                          {"key", crypto::to_hex(seal.key)},
                          {"ledger_size", seal.ledger_size},
                          {"origin", seal.origin},
                          {"out", crypto::to_hex(seal.out)},
                          {"plan", crypto::to_hex(seal.plan)},
                          {"pool", crypto::to_hex(seal.pool)},
                          {"round", seal.round},
                          {"sealed_at", seal.sealed_at},
                          {"server", crypto::to_hex(seal.server)},
                          {"suite", crypto::to_text(seal.suite)}};
    if (seal.previous) document.set("previous", crypto::to_hex(*seal.previous));
    return document;
}

Result<Seal> read_seal(const json::Value& document)
{
    auto invalid = [](const std::string& why) { return refuse(ErrorKind::invalid, messages::seal_form, {why}); };
    const auto* object = document.if_object();
    if (!object) return invalid("应为一个对象");
    SealReader reader{*object};
    Seal seal;
    seal.activity = reader.text("activity");
    reader.counts(seal);
    if (reader.text("format") != "bole-draw/1" && reader.fault.empty()) reader.fault = "format 应为 bole-draw/1";
    seal.key = reader.hash("key");
    seal.ledger_size = reader.integer("ledger_size", 0);
    seal.origin = reader.text("origin");
    if (seal.origin.find_first_of(" \t\r\n\v\f+") != std::string::npos && reader.fault.empty()) reader.fault = "origin 不能有空白和加号";
    seal.out = reader.hash("out");
    seal.plan = reader.hash("plan");
    seal.pool = reader.hash("pool");
    seal.round = reader.integer("round", 1);
    if (seal.round > 1) seal.previous = reader.hash("previous");
    seal.sealed_at = reader.text("sealed_at");
    if (!parse_instant(seal.sealed_at) && reader.fault.empty()) reader.fault = "sealed_at 应为带时区的时间";
    seal.server = reader.hash("server");
    auto suite = crypto::parse_suite(reader.text("suite"));
    if (suite) seal.suite = *suite;
    if (!suite && reader.fault.empty()) reader.fault = "suite 应为 sm 或 intl";
    if (reader.fault.empty() && object->size() != (seal.previous ? 14u : 13u)) reader.fault = "有不认识的成员";
    if (!reader.fault.empty()) return invalid(reader.fault);
    return seal;
}

Hash key_hash(Suite suite, const Bytes& draw_key)
{
    return labelled(suite, "bole-key/1", text_of(require_secret(draw_key)));
}

Hash plan_hash(Suite suite, const json::Value& plan)
{
    return labelled(suite, "bole-plan/1", json::canonical(plan));
}

Hash seal_hash(Suite suite, const json::Value& seal)
{
    return labelled(suite, "bole-seal/1", json::canonical(seal));
}

Hash server_commitment(Suite suite, const Bytes& secret)
{
    return crypto::Hasher(suite).add("bole-commit/1").add_byte(0).add("server").add_byte(0).add(require_secret(secret)).finish();
}

Hash commitment(Suite suite, std::string_view role, const Hash& seal, const Bytes& value)
{
    return crypto::Hasher(suite).add("bole-commit/1").add_byte(0).add(role).add_byte(0).add(seal).add(require_secret(value)).finish();
}

Hash beacon_hash(Suite suite, const std::optional<std::string>& source, const Bytes& value)
{
    if (!source) return Hash{};
    if (value.empty()) throw std::logic_error("a beacon's value is not empty");
    return crypto::Hasher(suite).add("bole-beacon/1").add_byte(0).add(*source).add_byte(0).add(value).finish();
}

Hash seed_of(Suite suite, const Hash& seal, const Bytes& server_secret, const Bytes& operator_value, const Bytes& supervisor_value,
             const Hash& beacon)
{
    return crypto::Hasher(suite)
        .add("bole-seed/1")
        .add_byte(0)
        .add(seal)
        .add(require_secret(server_secret))
        .add(require_secret(operator_value))
        .add(require_secret(supervisor_value))
        .add(beacon)
        .finish();
}

namespace {

json::Array lists_of(const std::vector<std::vector<Ref>>& groups)
{
    json::Array lists;
    for (const auto& group : groups) {
        json::Array refs;
        for (const auto& ref : group) refs.push_back(to_hex(ref));
        lists.push_back(std::move(refs));
    }
    return lists;
}

} // namespace

json::Value to_json(const DrawResult& result)
{
    return json::Object{{"activity", result.activity},
                        {"attempt", result.attempt},
                        {"panel", lists_of(result.panel)},
                        {"round", result.round},
                        {"seal", crypto::to_hex(result.seal)},
                        {"seed", crypto::to_hex(result.seed)},
                        {"substitutes", lists_of(result.substitutes)}};
}

Hash result_hash(Suite suite, const json::Value& result)
{
    return labelled(suite, "bole-result/1", json::canonical(result));
}

std::string signed_bytes(const Hash& hash)
{
    std::string bytes = "bole-sign/1";
    bytes += '\0';
    return bytes.append(hash.begin(), hash.end());
}

} // namespace draw::protocol
