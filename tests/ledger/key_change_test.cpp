#include "app/key_rotation.h"
#include "ledger/check.h"
#include "ledger/note.h"
#include "ledger/signing.h"
#include "support/library.h"

#include <gtest/gtest.h>

using crypto::Suite;

namespace {

struct Case {
    db::Engine engine;
    Suite suite;
};

class KeyChange : public testing::TestWithParam<Case> {
protected:
    support::TestLibrary library_{GetParam().engine, GetParam().suite};

    const crypto::Keyring& keys() { return library_.platform().keys; }
    app::Config config()
    {
        app::Config config;
        config.keys = library_.folder().path() / "keys";
        return config;
    }
    std::string note()
    {
        auto snapshot = library_.platform().database.read();
        return ledger::read_head(snapshot->connection())->note;
    }
    // The key of this number, from 0, signed the note.
    bool signed_by(std::size_t number, const std::string& note)
    {
        return ledger::open_checkpoint(GetParam().suite, keys().signing_keys().at(number)->public_key(), note).has_value();
    }
    void change(const std::string& sql, const db::Values& values = {})
    {
        auto transaction = library_.platform().database.write();
        EXPECT_EQ(transaction->connection().run(sql, values), 1) << sql;
        transaction->commit();
    }
    std::vector<std::string> against(const std::string& note)
    {
        std::vector<std::string> codes;
        auto snapshot = library_.platform().database.read();
        for (const auto& finding : ledger::check_against(snapshot->connection(), keys(), note)) codes.push_back(finding.code);
        return codes;
    }
};

TEST_P(KeyChange, TheOldKeySignsForTheNewOne)
{
    library_.add_unit("甲大学");
    std::string before = note();
    auto other_process = crypto::Keyring::load(config().keys_directory());
    std::string key = app::rotate_signing_key(config(), library_.library());
    std::string change = note();
    EXPECT_TRUE(signed_by(0, before) && !signed_by(1, before));
    EXPECT_TRUE(signed_by(0, change) && signed_by(1, change)) << "the announcement is signed by both";
    EXPECT_EQ(library_.check(), "");
    // A process that was started before takes the new key up by itself, with the very next act.
    ASSERT_EQ(other_process.signing_keys().size(), 1u);
    {
        ledger::Act act(library_.platform().database, other_process, {"console", "test"}, library_.clock().now());
        act.append({"test.happened/1"});
        act.commit();
    }
    EXPECT_TRUE(!signed_by(0, note()) && signed_by(1, note()));

    library_.add_unit("乙大学");
    EXPECT_TRUE(!signed_by(0, note()) && signed_by(1, note()));
    EXPECT_EQ(ledger::verifier_key(GetParam().suite, library_.platform().origin, keys().signing_keys()[1]->public_key()), key);

    app::rotate_signing_key(config(), library_.library());
    library_.add_unit("丙大学");
    EXPECT_TRUE(!signed_by(1, note()) && signed_by(2, note()));
    EXPECT_EQ(library_.check(), "");
    for (const auto& kept : {before, change, note()}) EXPECT_EQ(against(kept), std::vector<std::string>{});
    library_.restart();
    library_.add_unit("丁大学");
    EXPECT_TRUE(signed_by(2, note()));
    EXPECT_EQ(library_.check(), "");
}

TEST_P(KeyChange, AKeyAtHandSignsNothingUntilTheLedgerSaysSo)
{
    crypto::Keyring::add_signing_key(config().keys_directory());
    keys().refresh();
    library_.add_unit("甲大学");
    EXPECT_TRUE(signed_by(0, note()) && !signed_by(1, note()));
    EXPECT_EQ(library_.check(), "");
}

TEST_P(KeyChange, WithoutItsKeyNothingIsEntered)
{
    app::rotate_signing_key(config(), library_.library());
    library_.add_unit("甲大学");
    std::filesystem::remove(config().keys_directory() / "signing-2.pem");
    auto others = crypto::Keyring::load(config().keys_directory());
    std::string before = note();
    try {
        ledger::Act act(library_.platform().database, others, {"console", "test"}, library_.clock().now());
        FAIL() << "an act under a key that is over";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("没有账本现在所用的签名密钥"), std::string::npos) << error.what();
    }
    EXPECT_EQ(note(), before);
}

TEST_P(KeyChange, AForgedChangeIsFound)
{
    app::rotate_signing_key(config(), library_.library());
    library_.add_unit("甲大学");
    struct {
        const char *what, *from, *to, *code;
    } cases[] = {{"the signature", "\"signature\":\"", "\"signature\":\"00", "key_change_broken"},
                 {"the new key", "\"key\":\"bole", "\"key\":\"role", "key_change_broken"},
                 {"all of it", "\"type\":\"ledger.key_changed/1\"", "\"type\":\"ledger.exported/1\"", "entry_altered"}};
    for (const auto& c : cases) {
        std::string replace = "UPDATE ledger_entry SET body = replace(body, $1, $2) WHERE type = 'ledger.key_changed/1'";
        change(replace, {std::string(c.from), std::string(c.to)});
        EXPECT_NE(library_.check().find(c.code), std::string::npos) << c.what << ": " << library_.check();
        EXPECT_NE(library_.check().find("entry_altered"), std::string::npos) << c.what;
        change(replace, {std::string(c.to), std::string(c.from)});
        EXPECT_EQ(library_.check(), "") << c.what;
    }
    // Whoever has the database alone cannot put a key of his own in force.
    change("UPDATE ledger_head SET note = $1",
           {ledger::sign_checkpoint(GetParam().suite, crypto::SigningKey::generate(GetParam().suite),
                                    *ledger::open_checkpoint(GetParam().suite, keys().signing_keys()[1]->public_key(), note()))});
    EXPECT_NE(library_.check().find("head_altered"), std::string::npos);
}

TEST_P(KeyChange, ValuesAreEncryptedAnewWithoutTouchingTheLedger)
{
    std::int64_t unit = library_.add_unit("甲大学");
    for (auto login : {"a", "b", "c"}) library_.add_account(login, "operator", unit);
    auto counts = [&] {
        auto snapshot = library_.platform().database.read();
        return app::values_by_key(snapshot->connection());
    };
    auto before = counts();
    ASSERT_EQ(before.size(), 1u);
    ASSERT_GE(before[1], 3);
    EXPECT_EQ(app::rotate_field_key(config(), library_.library()), 2u);
    EXPECT_EQ(counts(), before);
    library_.add_account("d", "operator", unit);
    EXPECT_EQ(counts()[2], 1) << "new values are under the new key";
    EXPECT_GE(library_.run_jobs(), 1);
    EXPECT_EQ(counts(), (std::map<std::uint32_t, std::int64_t>{{2, before[1] + 1}}));
    EXPECT_EQ(library_.check(), "");
    support::Browser browser(library_);
    EXPECT_EQ(browser.sign_in("a").status, 200) << "a secret of before is read as ever";
}

std::string name_of(const testing::TestParamInfo<Case>& info)
{
    return support::name_of(info.param.engine) + (info.param.suite == Suite::sm ? "_sm" : "_intl");
}

INSTANTIATE_TEST_SUITE_P(All, KeyChange,
                         testing::Values(Case{db::Engine::sqlite, Suite::sm}, Case{db::Engine::sqlite, Suite::intl},
                                         Case{db::Engine::postgres, Suite::sm}, Case{db::Engine::postgres, Suite::intl}),
                         name_of);

} // namespace
