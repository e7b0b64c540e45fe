#include "attachment/store.h"

namespace attachment {

namespace {

constexpr std::string_view job = "attachment.scan";

struct Held {
    std::int64_t id, version, bytes, account_id;
    std::string expert, account; // public ids
};

std::optional<Held> held(db::Connection& connection, const std::string& public_id)
{
    return connection.one("SELECT t.id, t.version, t.size, t.account_id, e.public_id, a.public_id FROM attachment t JOIN expert e ON e.id "
                          "= t.expert_id JOIN account a ON a.id = t.account_id WHERE t.public_id = $1 AND t.scan = 'waiting' AND t.content "
                          "IS NOT NULL",
                          {public_id}, [](const db::Row& row) {
                              return Held{row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.text(4), row.text(5)};
                          });
}

std::vector<std::string> waiting(db::Connection& connection, std::int64_t most)
{
    return connection.all("SELECT public_id FROM attachment WHERE scan = 'waiting' AND content IS NOT NULL ORDER BY random() LIMIT $1",
                          {most}, [](const db::Row& row) { return row.text(0); });
}

std::optional<crypto::Secret> content(db::Connection& connection, const crypto::Keyring& keys, const std::string& id)
{
    auto file = held(connection, id);
    return file ? std::optional(content_of(connection, keys, file->id)) : std::nullopt;
}

bool settle(ledger::Act& act, const crypto::Keyring&, const std::string& id, const scanner::Finding& finding)
{
    auto file = held(act.connection(), id);
    if (!file) return false;
    ledger::Record changes{{"scan", scanner::stored(finding.verdict)}};
    bool infected = finding.verdict == scanner::Verdict::infected;
    if (infected) {
        changes.emplace("content", db::Value(nullptr));
        changes.emplace("malware", db::Value(finding.what));
    }
    (void)*act.update(attachment_table, file->id, changes, file->version);
    if (infected)
        scanner::report(act, {kind_of_file, "expert", file->expert, file->bytes, file->account_id, file->account}, finding);
    else
        act.append({"upload.released/1", "expert", file->expert, json::Object{{"attachment", id}}});
    return true;
}

} // namespace

const scanner::Quarantine& quarantine()
{
    static constexpr scanner::Quarantine files{job, waiting, content, settle};
    return files;
}

jobs::Kind scan_job()
{
    auto run = [](const Platform& platform, const std::string&) { scanner::work(platform, quarantine()); };
    return {job, run, run};
}

} // namespace attachment
