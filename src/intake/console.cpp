#include "crypto/random.h"
#include "intake/batch.h"
#include "intake/intake.h"
#include "intake/messages.h"
#include "intake/namesakes.h"
#include "intake/report.h"
#include "intake/scan.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace intake {

namespace {

Selection selection_of(const std::string& what)
{
    return what == "units" ? Selection::units : what == "projects" ? Selection::projects : Selection::library;
}

std::string bytes_of_file(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file)) throw std::runtime_error("打不开文件 " + file.string() + "。");
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string all_names()
{
    std::string names;
    for (const auto& info : sheets()) names += (names.empty() ? "" : "、") + info.name;
    return names;
}

Batch batch_of(const ConsoleImport& import, const std::string& file_hash)
{
    Batch batch{crypto::random_id(), import.file.filename().string(), file_hash, import.document, std::nullopt, import.verified_by};
    if (batch.document.empty()) batch.document = batch.file_name;
    if (import.verified_on.empty() != import.verified_by.empty())
        throw std::runtime_error("--verified-on 与 --verified-by 须一起给出，或都不给。");
    if (!import.verified_on.empty()) {
        batch.verified_on = parse_day(import.verified_on);
        if (!batch.verified_on) throw std::runtime_error("--verified-on 应为存在的日期，写作 2026-03-10 的形式。");
    }
    return batch;
}

// Nobody can be asked here: what is not certain is a fault.
Prepared read(db::Database& database, crypto::Suite suite, const std::string& bytes, const std::string& file_name, Selection selection,
              Day today)
{
    auto workbook = files::read_workbook(bytes, file_name);
    Prepared refused;
    if (!workbook) {
        refused.faults.add("", 0, "", "", workbook.error());
        return refused;
    }
    auto snapshot = database.read();
    Guess guess = guess_mapping(*workbook, selection, memory_of(snapshot->connection(), suite));
    if (selection != Selection::library && guess.mapping.empty()) {
        const char* name = selection == Selection::units ? "单位" : "项目";
        refused.faults.add("", 0, "", "", refuse(ErrorKind::invalid, messages::sheet_absent, {name}));
        return refused;
    }
    Prepared found = prepare(*workbook, guess.mapping, {}, today);
    for (const auto& sheet : guess.mapping) {
        if (sheet.as.empty())
            found.faults.add(sheet.sheet, 0, "", "", refuse(ErrorKind::invalid, messages::sheet_unmapped, {sheet.sheet, all_names()}));
        for (const auto& column : sheet.columns)
            if (!guess.sure && !sheet.as.empty() && column.field.empty() && !column.title.empty())
                found.faults.add(sheet.as, 0, column.title, "", refuse(ErrorKind::invalid, messages::column_unmapped, {column.title}));
    }
    return found;
}

// At the console nothing is kept in quarantine: the file stays where it is.
void refuse_unclean(const Platform& platform, const ledger::Author& author, const std::string& bytes)
{
    auto finding = scanner::in_use().scan(bytes, scanner::in_background);
    if (finding.verdict == scanner::Verdict::away)
        throw std::runtime_error(finding.what + "，没有导入任何数据；请等查毒程序恢复后再导入。");
    if (finding.verdict != scanner::Verdict::infected) return;
    ledger::Act act(platform.database, platform.keys, author, platform.clock.now());
    scanner::report(act, {kind_of_file, "", "", static_cast<std::int64_t>(bytes.size())}, finding);
    act.commit();
    throw std::runtime_error("这个文件查出病毒（" + finding.what + "），没有导入任何数据，已告知安全管理员。");
}

bool sound(Faults& faults, const Console& console)
{
    if (faults.empty()) return true;
    for (const auto& fault : faults.sorted()) console.fault(line_of(fault));
    console.say("有 " + std::to_string(faults.count()) + " 处错误，没有导入任何数据。");
    return false;
}

} // namespace

bool import_file(const Platform& platform, const ledger::Author& author, const ConsoleImport& import, const Console& console)
{
    std::string bytes = bytes_of_file(import.file);
    refuse_unclean(platform, author, bytes);
    Selection selection = selection_of(import.what);
    Batch batch = batch_of(import, hash_of_file(platform.keys.suite(), selection, bytes));
    auto applied = [&](db::Connection& connection) {
        auto before = batch_of_file(connection, batch.file_hash);
        if (before) console.say("这个文件已经导入（批次 " + *before + "），没有重复导入。");
        return before.has_value();
    };
    if (applied(platform.database.read()->connection())) return true;
    console.progress("读取", 0, 1);
    Prepared found = read(platform.database, platform.keys.suite(), bytes, batch.file_name, selection, day_of(platform.clock.now()));
    auto compare = [&](db::Connection& connection) {
        Matched matched = match(found.reading, {}, connection, platform.keys, found.faults);
        batch.undecided = compare_namesakes(found.reading, matched, connection, platform.keys, found.faults).undecided;
        return matched;
    };
    compare(platform.database.read()->connection());
    if (!sound(found.faults, console)) return false;
    auto say_undecided = [&] {
        if (batch.undecided)
            console.say("有 " + std::to_string(batch.undecided) +
                        " 对同名而出生日期或单位相同的人没有决定是不是同一人，身份证号不同，按不同的人导入；可在网页上传后并排对照。");
    };
    if (import.dry_run) {
        console.say("可以导入：" + std::to_string(found.reading.rows) + " 行，没有写入任何数据。");
        say_undecided();
        return true;
    }
    ledger::Act act(platform.database, platform.keys, author, platform.clock.now());
    if (applied(act.connection())) return true; // someone was quicker
    Matched matched = compare(act.connection());
    if (!sound(found.faults, console)) return false;
    Written written = write_batch(act, platform.keys, found.reading, matched, batch,
                                  [&](std::int64_t done, std::int64_t of) { console.progress("导入", done, of); });
    act.commit();
    console.say("已导入 " + std::to_string(written.rows) + " 行：新增单位 " + std::to_string(written.units) + "，专家 " +
                std::to_string(written.experts) + "，科研项目 " + std::to_string(written.projects) + "；批次 " + batch.public_id + "。");
    say_undecided();
    if (!batch.verified_on && (written.units || written.experts))
        console.say("没有给出 --verified-on 和 --verified-by：这批单位和资格待核实，核实前不能被抽取。");
    return true;
}

} // namespace intake
