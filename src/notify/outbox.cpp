#include "notify/outbox.h"

#include "auth/second_factor.h"
#include "crypto/random.h"
#include "notify/notify.h"
#include "notify/rules.h"
#include "rulebook/rulebook.h"

#include <map>
#include <stdexcept>

namespace notify {

namespace {

constexpr std::string_view job_name = "sms", table = "sms_outbox";

constexpr Template known_templates[] = {
    {to_sign_in, "登录验证码"},    {to_bind, "绑定手机验证码"},    {to_claim, "认领档案验证码"},
    {to_pass, "登录第二步验证码"}, {to_step_up, "确认本人验证码"},
};

// Throws for a name that is none.
const Template& template_of(std::string_view name)
{
    for (const auto& known : known_templates)
        if (known.name == name) return known;
    throw std::logic_error("no template " + std::string(name));
}

bool is_demonstration(const Platform& platform)
{
    return platform.instance == "demonstration";
}

// A demonstration keeps what it would have sent, to show it.
void finish_as(const Platform& platform, const std::string& public_id, std::string_view state)
{
    auto transaction = platform.database.write();
    auto& connection = transaction->connection();
    Instant now = platform.clock.now();
    std::int64_t kept_days = rulebook::load(connection).value(dated_rules, "21.keep_sms_days", day_of(now));
    connection.run("DELETE FROM sms_outbox WHERE (public_id = $1 AND state = 'nobody') OR made_at < $2",
                   {public_id, to_text(now - kept_days * 86'400'000)});
    connection.run("UPDATE sms_outbox SET state = $2, done_at = $3 WHERE public_id = $1", {public_id, std::string(state), to_text(now)});
    if (!is_demonstration(platform)) connection.run("UPDATE sms_outbox SET value = NULL WHERE public_id = $1", {public_id});
    jobs::finish(connection, job_name, public_id);
    transaction->commit();
}

void hand_over(const Platform& platform, const std::string& public_id)
{
    finish_as(platform, public_id, can_send(platform) ? "sent" : "failed");
}

void give_up(const Platform& platform, const std::string& public_id)
{
    finish_as(platform, public_id, "failed");
}

} // namespace

bool can_send(const Platform& platform)
{
    return auth::sms_leaves(platform);
}

std::span<const Template> templates()
{
    return known_templates;
}

void forget(db::Connection& connection, const crypto::Keyring& keys, const std::string& phone)
{
    auto sent = connection.all("SELECT id, phone FROM sms_outbox", {}, [&](const db::Row& row) {
        return std::pair(row.integer(0), keys.decrypt(table, "phone", std::to_string(row.integer(0)), row.bytes(1)).reveal());
    });
    for (const auto& [id, to] : sent)
        if (to == phone) connection.run("DELETE FROM sms_outbox WHERE id = $1", {id});
    for (const std::string kept : {"sms_code", "sms_ask"})
        connection.run("DELETE FROM " + kept + " WHERE phone_hash = $1", {phone_hash(keys, phone)});
}

void send(ledger::Act& act, const crypto::Keyring& keys, const Sms& sms)
{
    std::int64_t id = act.new_id();
    std::string row = std::to_string(id), public_id = crypto::random_id();
    act.connection().run(
        "INSERT INTO sms_outbox (id, public_id, phone, template, value, state, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {id, public_id, keys.encrypt(table, "phone", row, sms.phone), std::string(template_of(sms.sms_template).name),
         keys.encrypt(table, "value", row, sms.value), std::string(sms.to_somebody ? "queued" : "nobody"), to_text(act.now())});
    jobs::enqueue(act, job_name, public_id);
}

jobs::Kind outbox_job()
{
    return {job_name, hand_over, give_up};
}

Outbox find_messages(const Platform& platform, const std::string& state, const auth::Page& page)
{
    auto snapshot = platform.database.read();
    auto& connection = snapshot->connection();
    std::string where = "state <> 'nobody'";
    db::Values values;
    if (!state.empty()) {
        where += " AND state = $1";
        values.emplace_back(state);
    }
    Outbox found;
    found.total =
        connection.one("SELECT COUNT(*) FROM sms_outbox WHERE " + where, values, [](const db::Row& row) { return row.integer(0); }).value();
    std::map<std::string_view, std::vector<rulebook::Edition>> editions;
    for (const auto& known : known_templates) editions[known.name] = rulebook::editions(connection, known.text());
    // In the words of the day on which it was made.
    auto words_of = [&](const Template& known, Instant made_at, const std::string& value) {
        return rulebook::filled(rulebook::edition_on(editions[known.name], day_of(made_at)).text,
                                {{"code", value}, {"minutes", std::to_string(code_minutes)}});
    };
    found.items = connection.all(
        "SELECT id, public_id, phone, template, value, state, made_at, done_at FROM sms_outbox WHERE " + where +
            " ORDER BY made_at DESC, id DESC LIMIT " + std::to_string(page.size) + " OFFSET " + std::to_string(page.offset()),
        values, [&](const db::Row& row) {
            std::string id = std::to_string(row.integer(0));
            const Template& known = template_of(row.text(3));
            Kept kept{row.text(1),
                      mask_phone(platform.keys.decrypt(table, "phone", id, row.bytes(2)).reveal()),
                      std::string(known.title),
                      row.text(5),
                      parse_instant(row.text(6)).value(),
                      {},
                      {}};
            if (auto at = row.maybe_text(7)) kept.done_at = parse_instant(*at);
            if (auto value = row.maybe_bytes(4); value && is_demonstration(platform))
                kept.text = words_of(known, kept.made_at, platform.keys.decrypt(table, "value", id, *value).reveal());
            return kept;
        });
    return found;
}

} // namespace notify
