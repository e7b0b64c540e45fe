#include "app/library.h"

#include "app/tables.h"
#include "auth/limits.h"
#include "ledger/act.h"

#include <sys/stat.h>

#include <fstream>

namespace app {

namespace fs = std::filesystem;

namespace {

// Every key id that an encrypted value names must be at hand before anything is served.
void require_field_keys(db::Connection& connection, const crypto::Keyring& keys)
{
    for (const ledger::Table* table : covered_tables())
        for (const auto& column : table->columns) {
            if (column.kind != ledger::ColumnKind::encrypted) continue;
            std::string name(column.name);
            std::string prefix =
                connection.engine() == db::Engine::sqlite ? "substr(" + name + ", 1, 4)" : "substring(" + name + " from 1 for 4)";
            connection.each("SELECT DISTINCT " + prefix + " FROM " + std::string(table->name) + " WHERE " + name + " IS NOT NULL", {},
                            [&](const db::Row& row) {
                                auto id = crypto::Keyring::field_key_id(row.bytes(0));
                                if (!keys.has_field_key(id))
                                    throw std::runtime_error("缺少字段密钥 field-" + std::to_string(id) +
                                                             ".key，启动中止；请把它放回密钥目录。");
                            });
        }
}

Library assemble(const Config& config, std::unique_ptr<db::Database> database, crypto::Keyring keys, std::unique_ptr<Clock> clock)
{
    Library library;
    library.database = std::move(database);
    library.keys = std::make_unique<crypto::Keyring>(std::move(keys));
    library.clock = clock ? std::move(clock) : std::make_unique<SystemClock>();
    ledger::Head head = [&] {
        auto snapshot = library.database->read();
        auto found = ledger::read_head(snapshot->connection());
        if (!found) throw std::runtime_error("数据库中还没有专家库，请先运行 bole demo 或 bole init。");
        require_field_keys(snapshot->connection(), *library.keys);
        return *found;
    }();
    library.accesses = std::make_unique<auth::AccessJournal>(config.data / "access");
    library.limits = std::make_shared<auth::Limits>(config.account_rates());
    library.platform.reset(new Platform{*library.database, *library.keys, *library.clock, config.reached_at(), head.origin, head.instance,
                                        *library.accesses, *library.limits});
    return library;
}

} // namespace

ledger::Author console_author()
{
    const char* user = std::getenv("USER");
    return {"console", user && *user ? user : "root", std::nullopt, std::nullopt};
}

Library open_library(const Config& config, std::unique_ptr<Clock> clock)
{
    if (config.database.empty() && !fs::exists(config.data / "bole.db"))
        throw std::runtime_error("目录 " + config.data.string() + " 中没有专家库，请先运行 bole demo 或 bole init。");
    auto database = db::open(config.database_url());
    if (!db::is_current(*database)) throw std::runtime_error("数据库结构不是最新，请先备份，再运行 bole migrate。");
    return assemble(config, std::move(database), crypto::Keyring::load(config.keys_directory()), std::move(clock));
}

Library open_on_demo_clock(const Config& config, const std::string& start)
{
    auto instant = parse_instant(start);
    if (!instant) throw std::runtime_error("--demo-clock 应写作 2026-03-10T09:00:00+08:00 的形式。");
    Library library = open_library(config, std::make_unique<RunningClock>(*instant));
    if (library.platform->instance != "demonstration")
        throw std::runtime_error("--demo-clock 只能用于演示库；这个库是正式的，时间以本机时钟为准，没有启动。");
    return library;
}

Library create_library(const Config& config, std::string_view instance, crypto::Suite suite, std::unique_ptr<Clock> clock)
{
    if (config.database.empty() && fs::exists(config.data / "bole.db"))
        throw std::runtime_error("目录 " + config.data.string() + " 中已有专家库，没有改动它。");
    fs::create_directories(config.data);
    ::chmod(config.data.c_str(), 0700);
    auto keys = crypto::Keyring::create(config.keys_directory(), suite);
    auto database = db::open(config.database_url());
    db::migrate(*database);
    {
        auto snapshot = database->read();
        if (ledger::read_head(snapshot->connection())) throw std::runtime_error("这个数据库中已有专家库，没有改动它。");
    }
    SystemClock machine;
    Instant now = clock ? clock->now() : machine.now();
    ledger::open_ledger(*database, keys,
                        {std::string(instance), "bole." + std::string(instance) + "." + to_text(day_of(now)), console_author()}, now);
    std::ofstream(config.data / "bole.toml") << commented_config();
    return assemble(config, std::move(database), std::move(keys), std::move(clock));
}

} // namespace app
