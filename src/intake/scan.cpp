#include "intake/scan.h"

#include "intake/work.h"

namespace intake {

namespace {

constexpr std::string_view job = "import.scan";

std::optional<Upload> held(db::Connection& connection, const std::string& public_id)
{
    auto upload = find_upload(connection, public_id);
    return upload && upload->state == State::quarantined ? upload : std::nullopt;
}

std::vector<std::string> waiting(db::Connection& connection, std::int64_t most)
{
    return connection.all("SELECT public_id FROM import_upload WHERE state = 'quarantined' ORDER BY random() LIMIT $1", {most},
                          [](const db::Row& row) { return row.text(0); });
}

std::optional<crypto::Secret> content(db::Connection& connection, const crypto::Keyring& keys, const std::string& id)
{
    auto upload = held(connection, id);
    return upload ? std::optional(content_of(connection, keys, *upload)) : std::nullopt;
}

bool settle(ledger::Act& act, const crypto::Keyring& keys, const std::string& id, const scanner::Finding& finding)
{
    auto& connection = act.connection();
    auto upload = held(connection, id);
    if (!upload) return false;
    if (finding.verdict == scanner::Verdict::infected) {
        auto account = connection.one("SELECT id FROM account WHERE public_id = $1", {upload->author},
                                      [](const db::Row& row) { return row.integer(0); });
        condemn(connection, keys, *upload, finding);
        scanner::report(act, {kind_of_file, "import", id, upload->file_size, account.value_or(0), upload->author}, finding);
        return true;
    }
    upload->state = *step(upload->state, Action::release)->to;
    update_upload(connection, *upload);
    jobs::enqueue(act, check_job, id);
    act.append({"upload.released/1", "import", id, {}});
    return true;
}

} // namespace

const scanner::Quarantine& quarantine()
{
    static constexpr scanner::Quarantine files{job, waiting, content, settle};
    return files;
}

void condemn(db::Connection& connection, const crypto::Keyring& keys, Upload& upload, const scanner::Finding& finding)
{
    const Step* next = step(upload.state, Action::condemn);
    if (!next) return; // under way: what is being written was read before
    upload.state = *next->to;
    upload.malware = finding.what;
    forget_rows(connection, upload);
    update_upload(connection, upload);
    empty_content(connection, keys, upload.id);
}

jobs::Kind scan_job()
{
    auto run = [](const Platform& platform, const std::string&) { scanner::work(platform, quarantine()); };
    return {job, run, run};
}

} // namespace intake
