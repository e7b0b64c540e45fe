#include "backup/backup.h"

#include "app/backup_commands.h"
#include "app/commands.h"
#include "app/library.h"
#include "app/tables.h"
#include "auth/account.h"
#include "backup/sealed_file.h"
#include "base/identity.h"
#include "expert/expert.h"
#include "ledger/check.h"
#include "own_record/own_record.h"
#include "support/databases.h"
#include "units/units.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using db::Engine;

const std::string citizen_id = "150102197003071234", phone = "13800012345", email = "planted.person@example.invalid";
const auto quiet = [](std::string_view, std::int64_t, std::int64_t) {};

app::Config config_of(Engine engine, const support::Folder& folder)
{
    app::Config config;
    config.data = folder.path() / "library";
    config.keys = folder.path() / "keys";
    if (engine == Engine::postgres) config.database = support::empty_database(engine, folder);
    return config;
}

// A department above the units that were there before it, an expert with everything encrypted, accounts, the name in
// Mongolian script that no blank may be lost from.
void fill(app::Library& library, bool again = false)
{
    const Platform& platform = *library.platform;
    ledger::Act act(platform.database, platform.keys, {"console", "test", std::nullopt, std::nullopt}, platform.clock.now());
    units::NewUnit unit;
    unit.name = "草原大学";
    std::int64_t university = units::add_unit(act, unit);
    unit.name = "能源学院";
    unit.parent_id = university;
    std::int64_t school = units::add_unit(act, unit);
    unit.name = "北疆教育厅";
    unit.parent_id = std::nullopt;
    std::int64_t department = units::add_unit(act, unit);
    (void)act.update(units::unit_table, university, {{"competent_department_id", department}});
    act.append({"units.imported/1"});

    expert::NewExpert e;
    e.name = "乌云其木格";
    e.name_mongolian = "\u1824\u182D\u1836\u1824\u1828\u202F\u180E ";
    e.citizen_id = crypto::Secret(again ? identity::invent_citizen_id(1) : citizen_id);
    e.phone = crypto::Secret(phone);
    e.email = crypto::Secret(email);
    e.entered_on = *parse_day("2020-03-01");
    e.categories = {{"research", "教授", std::nullopt, ""}};
    e.disciplines = {"4806040"};
    e.posts = {{school, "main", "", std::nullopt, std::nullopt, std::nullopt, ""}};
    expert::Numbers numbers(act.connection(), 2026);
    std::int64_t id = expert::add_expert(act, platform.keys, numbers, e);
    act.flush();
    expert::write_facets(act.connection(), id);

    auth::NewAccount account;
    account.login = again ? "another" : "manager";
    account.display_name = "韩雪梅";
    account.unit_id = school;
    account.password = crypto::Secret("Correct-Horse-38");
    account.roles = {"library_administrator"};
    account.from = *parse_day("2026-01-01");
    auth::add_account(act, platform.keys, account);
    act.append({"accounts.created/1"});
    act.commit();
}

// Every row of the covered and derived tables and of the ledger up to `size` entries, as text.
std::string everything(db::Connection& connection, std::int64_t size)
{
    std::ostringstream text;
    auto put = [&](const std::string& sql) {
        text << "# " << sql << "\n";
        connection.each(sql, {}, [&](const db::Row& row) {
            for (int i = 0; i < row.columns(); ++i)
                text << "|"
                     << (row.is_null(i)                          ? "-"
                         : row.type(i) == db::ValueType::integer ? std::to_string(row.integer(i))
                         : row.type(i) == db::ValueType::text    ? row.text(i)
                                                                 : to_hex(row.bytes(i)));
            text << "\n";
        });
    };
    for (const auto* table : app::covered_tables()) {
        std::string columns = "id, version";
        for (const auto& column : table->columns) columns += ", " + std::string(column.name);
        put("SELECT " + columns + " FROM " + std::string(table->name) + " ORDER BY id");
    }
    put("SELECT unit_id, above_id, distance FROM unit_closure ORDER BY unit_id, above_id");
    put("SELECT facet, code, expert_id FROM expert_facet ORDER BY facet, code, expert_id");
    put("SELECT seq, type, at, actor_kind, actor_id, object_kind, object_id, body, salt, leaf FROM ledger_entry WHERE seq < " +
        std::to_string(size) + " ORDER BY seq");
    put("SELECT size, at, note FROM ledger_checkpoint WHERE size <= " + std::to_string(size) + " ORDER BY size");
    return text.str();
}

std::string findings(app::Library& library)
{
    auto snapshot = library.database->read();
    auto report = ledger::check(snapshot->connection(), *library.keys, app::covered_tables());
    std::string text;
    for (const auto& finding : report.findings) text += finding.code + " " + finding.place + "\n";
    return text;
}

std::string bytes_of_file(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

int bole(std::vector<std::string> words)
{
    words.insert(words.begin(), "bole");
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    return app::run(static_cast<int>(argv.size()), argv.data());
}

struct Road {
    Engine from, to;
    crypto::Suite suite;
};

class Backup : public ::testing::TestWithParam<Road> {};

TEST_P(Backup, EverythingComesBackAndTheLedgerSaysSo)
{
    support::Folder folder, other;
    app::Config config = config_of(GetParam().from, folder);
    std::string before, file = (folder.path() / "library.backup").string();
    std::int64_t size = 0;
    {
        auto library = app::create_library(config, "demonstration", GetParam().suite);
        fill(library);
        auto snapshot = library.database->read();
        size = ledger::read_head(snapshot->connection())->size;
    }
    app::back_up(config, file, quiet);
    {
        auto library = app::open_library(config);
        auto snapshot = library.database->read();
        before = everything(snapshot->connection(), size + 1);
    }
    EXPECT_THROW(app::back_up(config, file, quiet), std::runtime_error) << "an older backup is never overwritten";
    EXPECT_EQ(fs::status(file).permissions() & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write);
    std::string content = bytes_of_file(file);
    for (const auto& planted : {citizen_id, phone, email, std::string("乌云其木格"), std::string("manager")})
        EXPECT_EQ(content.find(planted), std::string::npos) << planted;

    app::Config target = config_of(GetParam().to, other);
    target.keys = config.keys;
    ASSERT_TRUE(app::restore(target, file, "", quiet));
    auto library = app::open_library(target);
    EXPECT_EQ(findings(library), "");
    auto snapshot = library.database->read();
    EXPECT_EQ(everything(snapshot->connection(), size + 1), before);
    auto head = ledger::read_head(snapshot->connection());
    EXPECT_EQ(head->size, size + 2) << "the backup's own entry and the restore's";
    EXPECT_EQ(head->epoch, 2);
    auto body = snapshot->connection().one("SELECT body FROM ledger_entry WHERE type = 'ledger.restored/1'", {},
                                           [](const db::Row& row) { return row.text(0); });
    EXPECT_EQ(json::canonical(json::read(*body)->object().at("data")), R"({"epoch":2,"size":)" + std::to_string(size + 1) + "}");
    snapshot.reset();
    fill(library, true); // the restored library goes on: ids and numbers do not collide
    EXPECT_EQ(findings(library), "");
    EXPECT_THROW(app::restore(target, file, "", quiet), std::runtime_error) << "a library is never overwritten";
}

// An older backup brings nobody back who was erased since (PIPL 47).
TEST_P(Backup, WhoWasErasedSinceIsErasedAgain)
{
    support::Folder folder, other;
    app::Config config = config_of(GetParam().from, folder);
    std::string file = (folder.path() / "library.backup").string(), list = (folder.path() / "erased.txt").string();
    auto library = app::create_library(config, "demonstration", GetParam().suite);
    fill(library);
    app::back_up(config, file, quiet);
    auto id = [&] {
        auto snapshot = library.database->read();
        return *snapshot->connection().one("SELECT public_id FROM expert WHERE name = '乌云其木格' ORDER BY id", {},
                                           [](const db::Row& row) { return row.text(0); });
    }();
    {
        ledger::Act act(*library.database, *library.keys, {"console", "test"}, library.clock->now());
        EXPECT_EQ(own_record::erase_again(act, *library.keys, {id, "nobody"}), 1u);
        act.commit();
        auto snapshot = library.database->read();
        for (const auto& erased : own_record::erased_records(snapshot->connection())) std::ofstream(list) << erased << "\n";
    }
    app::Config target = config_of(GetParam().to, other);
    target.keys = config.keys;
    ASSERT_TRUE(app::restore(target, file, list, quiet));
    auto restored = app::open_library(target);
    EXPECT_EQ(findings(restored), "");
    auto snapshot = restored.database->read();
    EXPECT_EQ(own_record::erased_records(snapshot->connection()), std::vector<std::string>{id});
}

INSTANTIATE_TEST_SUITE_P(Roads, Backup,
                         ::testing::Values(Road{Engine::sqlite, Engine::sqlite, crypto::Suite::sm},
                                           Road{Engine::sqlite, Engine::postgres, crypto::Suite::sm},
                                           Road{Engine::postgres, Engine::sqlite, crypto::Suite::intl},
                                           Road{Engine::postgres, Engine::postgres, crypto::Suite::intl}),
                         [](const auto& road) { return support::name_of(road.param.from) + "_to_" + support::name_of(road.param.to); });

class DamagedBackup : public ::testing::Test {
protected:
    DamagedBackup()
    {
        config_ = config_of(Engine::sqlite, folder_);
        auto library = app::create_library(config_, "demonstration", crypto::Suite::sm);
        fill(library);
        app::back_up(config_, file_, quiet);
        content_ = bytes_of_file(file_);
    }

    // The exit code of restoring `content`; nothing may be left where it would have been restored to.
    int restore(const std::string& content, const std::string& keys = "keys")
    {
        std::ofstream(folder_.path() / "damaged", std::ios::binary) << content;
        fs::path target = folder_.path() / "target";
        int code =
            bole({"restore", (folder_.path() / "damaged").string(), "--data", target.string(), "--keys", (folder_.path() / keys).string()});
        if (code != 0) {
            EXPECT_FALSE(fs::exists(target)) << "something was left behind";
        }
        return code;
    }

    support::Folder folder_;
    app::Config config_;
    std::string file_ = (folder_.path() / "library.backup").string(), content_;
};

TEST_F(DamagedBackup, AnyChangedByteIsRefused)
{
    for (std::size_t at = 0; at < content_.size(); at += 1 + content_.size() / 40) {
        std::string changed = content_;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_EQ(restore(changed), 1) << "byte " << at;
    }
}

TEST_F(DamagedBackup, ACutOrLengthenedFileIsRefused)
{
    for (std::size_t size : {content_.size() - 1, content_.size() / 2, content_.find('\n') + 1, std::size_t{5}, std::size_t{0}})
        EXPECT_EQ(restore(content_.substr(0, size)), 1) << size << " bytes";
    EXPECT_EQ(restore(content_ + "x"), 1);
    EXPECT_EQ(restore(content_ + content_.substr(content_.find('\n') + 1)), 1);
}

TEST_F(DamagedBackup, OtherKeysAreRefused)
{
    crypto::Keyring::create(folder_.path() / "others", crypto::Suite::sm);
    EXPECT_EQ(restore(content_, "others"), 1);
    crypto::Keyring::create(folder_.path() / "international", crypto::Suite::intl);
    EXPECT_EQ(restore(content_, "international"), 1);
    EXPECT_EQ(restore(content_, "absent"), 1);
    EXPECT_EQ(restore(content_), 0) << "the file itself is sound";
}

// Chunks exchanged or left out: each is bound to its place.
TEST_F(DamagedBackup, ChunksHaveTheirPlace)
{
    auto keys = crypto::Keyring::load(config_.keys);
    std::ostringstream out;
    {
        backup::SealedWriter writer(out, keys, {});
        std::string noise;
        for (std::uint64_t x = 1; noise.size() < (5u << 20); x = x * 6364136223846793005u + 1442695040888963407u)
            noise += static_cast<char>(x >> 56);
        writer.write(noise);
        writer.finish();
    }
    std::string all = out.str();
    std::size_t begin = all.find('\n') + 1, chunk = 4 + 12 + (1 << 20) + 16;
    ASSERT_GT(all.size(), begin + 3 * chunk);
    auto opens = [&](const std::string& content) {
        std::istringstream in(content);
        try {
            backup::SealedReader reader(in, keys);
            reader.read(5 << 20);
            reader.expect_end();
            return true;
        } catch (const std::runtime_error&) {
            return false;
        }
    };
    EXPECT_TRUE(opens(all));
    std::string first = all.substr(begin, chunk), second = all.substr(begin + chunk, chunk), rest = all.substr(begin + 2 * chunk);
    EXPECT_FALSE(opens(all.substr(0, begin) + second + first + rest));
    EXPECT_FALSE(opens(all.substr(0, begin) + first + rest));
    EXPECT_FALSE(opens(all.substr(0, begin) + first + second));
}

} // namespace
