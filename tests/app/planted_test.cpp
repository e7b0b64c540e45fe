#include "activity/office.h"
#include "app/log.h"
#include "app/tables.h"
#include "backup/backup.h"
#include "backup/sealed_file.h"
#include "expert/expert.h"
#include "ledger/check.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// Everything the files below `folder` hold.
std::string all_files(const fs::path& folder)
{
    std::string text;
    for (const auto& entry : fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied))
        if (entry.is_regular_file()) text += contents(entry.path());
    return text;
}

// Values that stand encrypted (Art. 17), planted by every road there is, must be nowhere in what the program leaves behind. A name,
// which is no secret of the database, shows that the search would find them.
class Planted : public testing::TestWithParam<db::Engine> {
protected:
    support::Office office{GetParam()};
    support::TestLibrary& library = office.library;
    const std::string canary = "哨兵·塔娜";
    const std::string phone = "13800097531", email = "shaobing.tana@example.invalid", card = "6222020200112233445";
    const std::string expert_number = identity::invent_citizen_id(97531), relative_number = identity::invent_citizen_id(97532);
    const std::uint64_t lead_seed = 97540; // the lead and the member after it
    const std::vector<std::string> secrets{phone,
                                           email,
                                           card,
                                           expert_number,
                                           relative_number,
                                           identity::invent_citizen_id(lead_seed),
                                           identity::invent_citizen_id(lead_seed + 1),
                                           support::test_password,
                                           to_hex(support::test_totp_secret())};

    expert::NewExpert person() const
    {
        expert::NewExpert e;
        e.name = canary;
        e.citizen_id = crypto::Secret(expert_number);
        e.phone = crypto::Secret(phone);
        e.email = crypto::Secret(email);
        e.bank_account = crypto::Secret(card);
        e.entered_on = day_of(library.clock().now());
        e.relations.push_back({"kin", "亲属", crypto::Secret(relative_number), "草原大学"});
        return e;
    }

    void enter(const expert::NewExpert& e)
    {
        auto act = library.act();
        expert::Numbers numbers(act.connection(), 2026);
        expert::add_expert(act, library.platform().keys, numbers, e);
        act.commit();
    }

    void plant()
    {
        enter(person());
        auto form = office.form();
        form.set("projects", json::Array{office.project("P-9", lead_seed)});
        std::string id = office.created(form);
        form.set("version", office.version(id));
        EXPECT_EQ(office.op.put("/api/v1/activities/" + id, form).status, 204);
        support::Browser administrator(library);
        administrator.sign_in("lib");
        std::string expert_id = office.public_id("expert", "name", canary);
        EXPECT_EQ(administrator.get("/api/v1/experts/" + expert_id).status, 200);
    }

    void expect_none(const std::string& where, const std::string& text, const std::string& expected)
    {
        EXPECT_NE(text.find(expected), std::string::npos) << where << ": the search finds nothing at all";
        for (const auto& secret : secrets) {
            EXPECT_EQ(text.find(secret), std::string::npos) << where << ": " << secret;
            EXPECT_EQ(text.find(to_hex(bytes_of(secret))), std::string::npos) << where << ", in hex: " << secret;
        }
    }

    // Main file and write-ahead log as they stand while the database is open.
    std::string database_files()
    {
        if (GetParam() == db::Engine::sqlite) return all_files(library.folder().path());
        auto transaction = library.platform().database.write();
        auto& connection = transaction->connection();
        auto text = [](const db::Row& row) { return row.text(0); };
        connection.run("CHECKPOINT");
        fs::path folder = connection.one("SHOW data_directory", {}, text).value();
        std::string own = connection.one("SELECT oid::text FROM pg_database WHERE datname = current_database()", {}, text).value();
        return all_files(folder / "base" / own) + all_files(folder / "pg_wal");
    }
};

TEST_P(Planted, NowhereInTheFilesOfTheDatabase)
{
    plant();
    expect_none("database", database_files(), canary);
}

TEST_P(Planted, NowhereInLedgerAndBackup)
{
    plant();
    std::string exported;
    auto snapshot = library.platform().database.read();
    ledger::export_ledger(snapshot->connection(), library.platform().keys, [&](std::string_view text) { exported += text; });
    expect_none("ledger", exported, "expert.entered/1");

    std::stringstream file;
    backup::make(library.platform().database, library.platform().keys, app::covered_tables(), library.clock().now(), file);
    expect_none("backup", file.str(), "bole-backup");
    EXPECT_EQ(file.str().find(canary), std::string::npos) << "a backup is encrypted as a whole";
    backup::SealedReader reader(file, library.platform().keys);
    std::string opened;
    try {
        while (true) opened += reader.read(1);
    } catch (const std::exception&) { // its end
    }
    expect_none("opened backup", opened, canary);
}

TEST_P(Planted, NowhereInTheLog)
{
    plant();
    fs::path file = library.folder().path() / "bole.log";
    app::Log log(file.string());
    log.event("canary");
    // What engines say of a value that may not occur twice is what reaches the log of a handler that throws.
    try {
        enter(person());
        ADD_FAILURE() << "entered twice";
    } catch (const std::exception& error) {
        log.failure("r1", error.what());
    }
    try {
        library.platform().keys.decrypt("expert", "phone", "1", bytes_of(phone + email + card + expert_number));
        ADD_FAILURE() << "opened";
    } catch (const std::exception& error) {
        log.failure("r2", error.what());
    }
    std::string text = contents(file);
    EXPECT_NE(text.find("citizen_id_hash"), std::string::npos) << text;
    expect_none("log", text, "canary");
}

TEST_P(Planted, AValueWrittenPlainlyWouldBeFound)
{
    auto e = person();
    e.keywords = phone; // someone types a number where none belongs
    enter(e);
    EXPECT_NE(database_files().find(phone), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, Planted, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
