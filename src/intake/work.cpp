#include "intake/work.h"

#include "crypto/random.h"
#include "intake/good_rows.h"
#include "intake/intake.h"
#include "intake/namesakes.h"
#include "intake/scan.h"
#include "intake/undo_work.h"
#include "intake/views.h"

namespace intake {

namespace {

// The upload while it waits for this work; takes a job without an object off the queue.
std::optional<Upload> waiting(const Platform& platform, std::string_view job, State state, const std::string& public_id)
{
    {
        auto snapshot = platform.database.read();
        auto upload = find_upload(snapshot->connection(), public_id);
        if (upload && upload->state == state) return upload;
    }
    auto transaction = platform.database.write();
    jobs::finish(transaction->connection(), job, public_id);
    transaction->commit();
    return std::nullopt;
}

struct Found {
    files::Workbook workbook;
    Prepared prepared;
    Namesakes namesakes = {};
};

// The file read by its mapping, which is found now when there was none. Nothing when someone has to look at it first.
std::optional<Found> read(const Platform& platform, Upload& upload)
{
    auto snapshot = platform.database.read();
    auto& connection = snapshot->connection();
    crypto::Secret content = content_of(connection, platform.keys, upload);
    auto workbook = files::read_workbook(content.reveal(), upload.file_name);
    if (!workbook) {
        Found refused;
        refused.prepared.faults.add("", 0, "", "", workbook.error());
        return refused;
    }
    if (upload.mapping.empty()) {
        Guess guess = guess_mapping(*workbook, Selection::library, memory_of(connection, platform.keys.suite()));
        upload.mapping = std::move(guess.mapping);
        if (!guess.sure) return std::nullopt;
    }
    auto prepared = prepare(*workbook, upload.mapping, upload.corrections, day_of(platform.clock.now()));
    return Found{std::move(*workbook), std::move(prepared), {}};
}

// Ends a job by what was found, unless the upload moved on meanwhile.
void conclude(const Platform& platform, std::string_view job, const Upload& worked, State from, std::optional<Found>& found)
{
    auto transaction = platform.database.write();
    auto& connection = transaction->connection();
    jobs::finish(connection, job, worked.public_id);
    auto upload = find_upload(connection, worked.public_id);
    if (upload && upload->state == from) {
        upload->mapping = worked.mapping;
        upload->good = worked.good;
        upload->held = worked.held;
        if (found) {
            auto& [reading, faults] = found->prepared;
            upload->pairs = found->namesakes.total;
            replace_pairs(connection, upload->id, found->namesakes.pairs);
            upload->state = step(from, faults.empty() ? Action::found_none : Action::found_faults)->to.value();
            upload->rows = reading.rows;
            upload->errors = faults.count();
            upload->sheets = sheets_text(reading, faults);
            replace_errors(connection, upload->id, faults.sorted());
        } else {
            upload->state = step(from, Action::unsure)->to.value();
            upload->rows = 0;
            for (const auto& sheet : upload->mapping) upload->rows += sheet.rows;
        }
        update_upload(connection, *upload);
    }
    transaction->commit();
}

void check(const Platform& platform, const std::string& public_id)
{
    auto upload = waiting(platform, check_job, State::checking, public_id);
    if (!upload) return;
    auto found = read(platform, *upload);
    upload->good = 0;
    upload->held.clear();
    if (found) {
        auto snapshot = platform.database.read();
        auto& [reading, faults] = found->prepared;
        Matched matched = match(reading, upload->corrections, snapshot->connection(), platform.keys, faults);
        found->namesakes = compare_namesakes(reading, matched, snapshot->connection(), platform.keys, faults);
        if (!faults.empty()) {
            Reading good = reading;
            upload->held = keep_good(good, upload->corrections, snapshot->connection(), platform.keys, faults).held;
            upload->good = good.rows;
        }
    }
    conclude(platform, check_job, *upload, State::checking, found);
}

// The rows left behind as an upload of their own, with what was corrected already; gives its public id.
std::string leave(ledger::Act& act, const Platform& platform, const Upload& upload, const files::Workbook& workbook, const Places& held)
{
    std::string bytes = workbook_of_rows(workbook, upload.mapping, held);
    Upload rest;
    rest.public_id = crypto::random_id();
    auto stem = upload.file_name.substr(0, upload.file_name.rfind('.'));
    rest.file_name = stem + "（未导入的 " + std::to_string(held.size()) + " 行）.xlsx";
    rest.file_hash = hash_of_file(platform.keys.suite(), Selection::library, bytes);
    rest.file_size = static_cast<std::int64_t>(bytes.size());
    rest.at = act.now();
    rest.author = upload.applied_by;
    auto& connection = act.connection();
    // The same rows may wait already.
    if (auto before = upload_of_file(connection, rest.file_hash)) return before->public_id;
    insert_upload(act, platform.keys, rest, bytes);
    auto stored = find_upload(connection, rest.public_id);
    stored->corrections = upload.corrections;
    update_upload(connection, *stored);
    jobs::enqueue(act, check_job, rest.public_id);
    return rest.public_id;
}

// Reads and checks before it takes the ledger's head, compares with the library under it, writes, and takes the upload and the job
// away in the same transaction: after a crash all of it happened or nothing.
void apply(const Platform& platform, const std::string& public_id)
{
    auto upload = waiting(platform, apply_job, State::applying, public_id);
    if (!upload) return;
    auto found = read(platform, *upload);
    {
        ledger::Act act(platform.database, platform.keys,
                        {"account", upload->applied_by, std::nullopt,
                         upload->applied_from.empty() ? std::nullopt : std::optional(upload->applied_from)},
                        platform.clock.now());
        auto& connection = act.connection();
        auto now = find_upload(connection, public_id);
        if (!now || now->state != State::applying) return; // another process did it; its transaction took the job
        auto& [reading, faults] = found->prepared;
        Kept kept{match(reading, upload->corrections, connection, platform.keys, faults), {}};
        found->namesakes = compare_namesakes(reading, kept.matched, connection, platform.keys, faults);
        Reading good = reading;
        if (!faults.empty() && upload->good_only) kept = keep_good(good, upload->corrections, connection, platform.keys, faults);
        if (faults.empty() || (upload->good_only && good.rows > 0)) {
            Batch batch{upload->public_id,   upload->file_name,   upload->file_hash,         upload->document,
                        upload->verified_on, upload->verified_by, found->namesakes.undecided};
            if (!kept.held.empty()) batch.rest = leave(act, platform, *upload, found->workbook, kept.held);
            write_batch(act, platform.keys, good, kept.matched, batch, [&](std::int64_t done, std::int64_t of) {
                jobs::report(public_id, {done, of});
            });
            remove_upload(connection, upload->id);
            jobs::finish(connection, apply_job, public_id);
            act.commit();
            return;
        }
    }
    conclude(platform, apply_job, *upload, State::applying, found);
}

void give_up(const Platform& platform, std::string_view job, const std::string& public_id)
{
    auto transaction = platform.database.write();
    auto& connection = transaction->connection();
    jobs::finish(connection, job, public_id);
    if (auto upload = find_upload(connection, public_id))
        if (const Step* next = step(upload->state, Action::broke)) {
            upload->state = *next->to;
            update_upload(connection, *upload);
        }
    transaction->commit();
}

} // namespace

std::string sheets_text(const Reading& reading, const Faults& faults)
{
    json::Array list;
    auto add = [&](const std::string& name, std::int64_t rows) {
        list.push_back(fields::write(SheetView{name, rows, faults.count(name)}));
    };
    if (faults.count("") > 0) add("", 0);
    for (const auto& count : reading.counts) add(faults.label(count.name, count.first), count.rows);
    return json::canonical(list);
}

std::span<const jobs::Kind> job_kinds()
{
    static const jobs::Kind kinds[] = {
        {check_job, check, [](const Platform& platform, const std::string& id) { give_up(platform, check_job, id); }},
        {apply_job, apply, [](const Platform& platform, const std::string& id) { give_up(platform, apply_job, id); }},
        {undo_job, work_undo, give_up_undo},
        scan_job(),
    };
    return kinds;
}

} // namespace intake
