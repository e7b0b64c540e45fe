#include "app/backup_commands.h"

#include "app/library.h"
#include "app/tables.h"
#include "backup/backup.h"
#include "ledger/check.h"
#include "own_record/own_record.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iostream>

namespace app {

namespace fs = std::filesystem;

namespace {

std::ifstream open_file(const std::string& name)
{
    std::ifstream in(name, std::ios::binary);
    if (!in) throw std::runtime_error("打不开备份文件 " + name + "。");
    return in;
}

std::vector<std::string> lines_of(const std::string& name)
{
    std::ifstream in(name);
    if (!in) throw std::runtime_error("打不开删除名单 " + name + "。");
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

// Who was erased after the backup was made (PIPL 47).
void erase_again(Library& library, const std::vector<std::string>& public_ids)
{
    const Platform& platform = *library.platform;
    ledger::Act act(platform.database, platform.keys, console_author(), platform.clock.now());
    std::size_t erased = own_record::erase_again(act, platform.keys, public_ids);
    if (erased > 0) act.commit();
    std::cout << "删除名单上有 " << public_ids.size() << " 人，其中 " << erased << " 人随备份回来了，已重新删除。\n";
}

// On the disk, not only in the machine's memory.
void sync_file(const fs::path& path)
{
    int file = ::open(path.c_str(), O_RDONLY);
    bool synced = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (!synced) throw std::runtime_error("写不进文件 " + path.string() + "。");
}

void remove_sqlite(const fs::path& path)
{
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(path.string() + ending, ignored);
}

// Fills the empty database at `url` from the file, with the entry that tells of it.
void fill(const std::string& url, const crypto::Keyring& keys, const std::string& file, const ShowProgress& progress)
{
    db::Options options;
    options.statement_ms = 3'600'000;
    auto database = db::open(url, options);
    db::migrate(*database);
    {
        auto snapshot = database->read();
        if (ledger::read_head(snapshot->connection())) throw std::runtime_error("这个数据库中已有专家库，没有改动它。");
    }
    auto in = open_file(file);
    backup::load(in, keys, covered_tables(), *database, rebuild_derived,
                 [&](std::int64_t now, std::int64_t of) { progress("写入", now, of); });
    backup::open_epoch(*database, keys, console_author(), SystemClock().now());
}

// SQLite is filled under another name, so that a library is whole as soon as it has its own.
void fill_sqlite(const fs::path& place, const crypto::Keyring& keys, const std::string& file, const ShowProgress& progress)
{
    fs::path partial = place.string() + ".restoring";
    remove_sqlite(partial);
    try {
        fill("sqlite:" + partial.string(), keys, file, progress);
        fs::rename(partial, place);
    } catch (...) {
        remove_sqlite(partial);
        throw;
    }
}

} // namespace

void back_up(const Config& config, const std::string& out, const ShowProgress& progress)
{
    if (fs::exists(out)) throw std::runtime_error("文件 " + out + " 已存在，没有改动它；请换一个文件名。");
    Library library = open_library(config);
    const Platform& platform = *library.platform;
    ledger::Act act(platform.database, platform.keys, console_author(), platform.clock.now());
    act.append({"ledger.backed_up/1", "", "", {}});
    act.commit();

    fs::path partial = out + ".partial";
    try {
        backup::Contents contents;
        {
            std::ofstream file(partial, std::ios::binary | std::ios::trunc);
            ::chmod(partial.c_str(), 0600);
            contents = backup::make(platform.database, platform.keys, covered_tables(), platform.clock.now(), file,
                                    [&](std::int64_t now, std::int64_t of) { progress("备份", now, of); });
            if (!file.flush()) throw std::runtime_error("写不进文件 " + partial.string() + "。");
        }
        sync_file(partial);
        fs::rename(partial, out);
        std::cout << "已备份到 " << out << "：账本 " << contents.ledger_size << " 条，共 " << contents.rows << " 行，" << fs::file_size(out)
                  << " 字节。\n密钥不在其中，请把密钥目录另外保存在别处；没有它，备份打不开。\n";
    } catch (...) {
        std::error_code ignored;
        fs::remove(partial, ignored);
        throw;
    }
}

bool restore(const Config& config, const std::string& file, const std::string& erased, const ShowProgress& progress)
{
    fs::path place = config.data / "bole.db";
    if (config.database.empty() && fs::exists(place))
        throw std::runtime_error("目录 " + config.data.string() + " 中已有专家库，没有改动它。");
    auto keys = crypto::Keyring::load(config.keys_directory());
    auto again = erased.empty() ? std::vector<std::string>() : lines_of(erased);
    {
        auto in = open_file(file);
        backup::verify(in, keys, covered_tables(), [&](std::int64_t now, std::int64_t of) { progress("检验备份", now, of); });
    }
    if (!fs::exists(config.data)) {
        fs::create_directories(config.data);
        ::chmod(config.data.c_str(), 0700);
    }
    if (config.database.empty())
        fill_sqlite(place, keys, file, progress);
    else
        fill(config.database_url(), keys, file, progress);
    if (!fs::exists(config.data / "bole.toml")) std::ofstream(config.data / "bole.toml") << commented_config();

    Library library = open_library(config);
    if (!again.empty()) erase_again(library, again);
    auto snapshot = library.database->read();
    auto report = ledger::check(snapshot->connection(), *library.keys, covered_tables(),
                                [&](std::int64_t now, std::int64_t of) { progress("核对账本", now, of); });
    std::cout << "已恢复：账本 " << report.entries << " 条，受保护数据 " << report.rows << " 行，根 " << report.root
              << "。\n账本已记下这次恢复。所有人须重新登录。\n";
    if (!report.clean())
        std::cout << "备份中的数据与账本有 " << report.findings.size() << " 处不一致，恢复前就已如此；请用 bole check 查看。\n";
    return report.clean();
}

} // namespace app
