#include "alert/alert.h"
#include "crypto/random.h"
#include "notify/messages.h"
#include "notify/notify.h"
#include "notify/rules.h"
#include "rulebook/rulebook.h"

#include <arpa/inet.h>

#include <algorithm>

namespace notify {

namespace {

constexpr std::int64_t valid_ms = code_minutes * 60'000, between_ms = 60'000, hour_ms = 3'600'000, day_ms = 24 * hour_ms;
constexpr std::int64_t most_tries = 5;

Bytes code_hash(const crypto::Keyring& keys, std::string_view purpose, const std::string& phone, const std::string& code)
{
    return crypto::bytes_of(keys.lookup_hash("sms_code", crypto::Secret(std::string(purpose) + " " + phone + " " + code)));
}

// Each of the million as likely as the others.
std::string random_code()
{
    for (;;) {
        Bytes bytes = crypto::random_bytes(3);
        std::uint32_t number = bytes[0] | static_cast<std::uint32_t>(bytes[1]) << 8 | static_cast<std::uint32_t>(bytes[2]) << 16;
        if (number >= 16'000'000) continue;
        std::string text = std::to_string(number % 1'000'000);
        return std::string(6 - text.size(), '0') + text;
    }
}

// Who asks, as the caps know them.
struct Asker {
    Bytes phone, address, network;
};

Asker asker_of(const crypto::Keyring& keys, const std::string& phone, const std::string& peer)
{
    auto hash = [&](const std::string& text) { return crypto::bytes_of(keys.lookup_hash("peer", crypto::Secret(text))); };
    return {phone_hash(keys, phone), hash(peer), hash(network_of(peer))};
}

struct Cap {
    std::string_view rule, column;
    Bytes Asker::*value;
    std::int64_t ms;
    std::string_view alarm; // of the last one that it lets through; empty: none
};
const Cap caps[] = {
    {"12.sms_phone_day", "phone_hash", &Asker::phone, day_ms, ""},
    {"12.sms_address_hour", "address_hash", &Asker::address, hour_ms, ""},
    {"12.sms_network_hour", "network_hash", &Asker::network, hour_ms, "一个网段一小时内要满了 {0} 条验证码，之后的已拒绝。"},
    {"12.sms_day", "", nullptr, day_ms, "全库一天内发满了 {0} 条验证码，之后的已拒绝。"},
};

std::int64_t asked(db::Connection& connection, std::string_view column, const Bytes* value, Instant since)
{
    std::string sql = "SELECT COUNT(*) FROM sms_ask WHERE asked_at > $1";
    db::Values values{to_text(since)};
    if (value) {
        sql += " AND " + std::string(column) + " = $2";
        values.emplace_back(*value);
    }
    return connection.one(sql, values, [](const db::Row& row) { return row.integer(0); }).value();
}

// The refusal of what is over a cap; otherwise the alarms of those that this one fills.
Result<std::vector<std::string>> within_caps(db::Connection& connection, const auth::Context& c, const Asker& asker)
{
    if (asked(connection, "phone_hash", &asker.phone, c.now - between_ms) > 0) return refuse(ErrorKind::too_many, messages::soon);
    const RuleBook book = rulebook::load(connection);
    std::vector<std::string> alarms;
    for (const auto& cap : caps) {
        std::int64_t most = book.value(dated_rules, cap.rule, c.today);
        std::int64_t before = asked(connection, cap.column, cap.value ? &(asker.*cap.value) : nullptr, c.now - cap.ms);
        if (before >= most) return refuse(ErrorKind::too_many, messages::often);
        if (before + 1 == most && !cap.alarm.empty()) alarms.push_back(fill(cap.alarm, {std::to_string(most)}));
    }
    return alarms;
}

} // namespace

Bytes phone_hash(const crypto::Keyring& keys, const std::string& phone)
{
    return crypto::bytes_of(keys.lookup_hash("phone", crypto::Secret(phone)));
}

std::string mask_phone(const std::string& phone)
{
    return phone.size() == 11 ? phone.substr(0, 3) + "****" + phone.substr(7) : "****";
}

std::string network_of(const std::string& address)
{
    in6_addr v6{};
    in_addr v4{};
    char text[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET6, address.c_str(), &v6) == 1) {
        if (IN6_IS_ADDR_V4MAPPED(&v6)) return network_of(address.substr(address.rfind(':') + 1));
        std::fill(v6.s6_addr + 8, v6.s6_addr + 16, std::uint8_t{0});
        return std::string(inet_ntop(AF_INET6, &v6, text, sizeof text)) + "/64";
    }
    if (inet_pton(AF_INET, address.c_str(), &v4) != 1) return address;
    v4.s_addr &= htonl(0xFFFFFF00);
    return std::string(inet_ntop(AF_INET, &v4, text, sizeof text)) + "/24";
}

Result<Done> send_code(auth::Context& c, std::string_view purpose, const std::string& phone, bool somebody)
{
    if (!can_send(c.platform)) return refuse(ErrorKind::unavailable, messages::none);
    const auto& keys = c.platform.keys;
    const Asker asker = asker_of(keys, phone, c.request.peer);
    const std::string code = random_code();
    bool signed_in = c.actor.account_id != 0;
    ledger::Act act(c.platform.database, keys, signed_in ? c.author() : ledger::Author{"system", "sms", std::nullopt, c.request.peer},
                    c.now);
    auto& connection = act.connection();
    auto alarms = within_caps(connection, c, asker);
    if (!alarms) return alarms.error();
    connection.run("DELETE FROM sms_ask WHERE asked_at <= $1", {to_text(c.now - day_ms)});
    connection.run("DELETE FROM sms_code WHERE until_at <= $1", {to_text(c.now)});
    connection.run("INSERT INTO sms_ask (id, phone_hash, address_hash, network_hash, asked_at) VALUES ($1, $2, $3, $4, $5)",
                   {act.new_id(), asker.phone, asker.address, asker.network, to_text(c.now)});
    connection.run("INSERT INTO sms_code (phone_hash, purpose, code_hash, until_at, tries) VALUES ($1, $2, $3, $4, 0) "
                   "ON CONFLICT (phone_hash, purpose) DO UPDATE SET code_hash = $3, until_at = $4, tries = 0",
                   {asker.phone, std::string(purpose), code_hash(keys, purpose, phone, code), to_text(c.now + valid_ms)});
    send(act, keys, {crypto::Secret(phone), purpose, crypto::Secret(code), somebody});
    act.append({"sms.code_asked/1", "", "", json::Object{{"template", purpose}}});
    for (const auto& alarm : *alarms) alert::raise(act, {"sms_flood", 0, "", alarm});
    act.commit();
    return Done{};
}

Result<Done> test_code(auth::Context& c, std::string_view purpose, const std::string& phone, const std::string& code)
{
    const Bytes hash = phone_hash(c.platform.keys, phone), typed = code_hash(c.platform.keys, purpose, phone, code);
    const std::string kind(purpose);
    auto transaction = c.platform.database.write();
    auto& connection = transaction->connection();
    bool open =
        connection.run("UPDATE sms_code SET tries = tries + 1 WHERE phone_hash = $1 AND purpose = $2 AND until_at > $3 AND tries < $4",
                       {hash, kind, to_text(c.now), most_tries}) == 1;
    auto sent = connection.one("SELECT code_hash FROM sms_code WHERE phone_hash = $1 AND purpose = $2", {hash, kind},
                               [](const db::Row& row) { return row.bytes(0); });
    bool right = open && sent && crypto::equal(*sent, typed);
    if (right) connection.run("DELETE FROM sms_code WHERE phone_hash = $1 AND purpose = $2", {hash, kind});
    transaction->commit();
    if (right) return Done{};
    return refuse_field("code", open ? messages::wrong : messages::over);
}

} // namespace notify
