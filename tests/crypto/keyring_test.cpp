#include "crypto/aead.h"
#include "crypto/keyring.h"
#include "crypto/password.h"
#include "crypto/random.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>
#include <type_traits>

namespace {

namespace fs = std::filesystem;
using crypto::Keyring;
using crypto::Secret;
using crypto::Suite;

struct Directory {
    fs::path path = fs::temp_directory_path() / ("bole-keys-" + crypto::random_id());
    ~Directory() { fs::remove_all(path); }
};

fs::perms mode(const fs::path& path)
{
    return fs::status(path).permissions();
}

std::string refusal(const fs::path& path)
{
    try {
        Keyring::load(path);
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

TEST(Aead, GivesTheExampleOfRfc8998)
{
    Bytes key = from_hex("0123456789abcdeffedcba9876543210").value();
    std::string associated = text_of(from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2").value());
    Bytes sealed = from_hex("00001234567800000000abcd"
                            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                            "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                            "83de3541e4c2b58177e065a9bf7b62ec")
                       .value();
    auto plain = crypto::aead_open(Suite::sm, key, associated, sealed.data(), sealed.size());
    ASSERT_TRUE(plain);
    EXPECT_EQ(to_hex(bytes_of(*plain)), "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                                        "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
}

TEST(Aead, RefusesAnyChangedByte)
{
    for (Suite suite : {Suite::sm, Suite::intl}) {
        Bytes key(crypto::aead_key_size(suite), 7);
        for (std::string plain : {"", "150xxx", "一段较长的文字，超过一个分组"}) {
            Bytes sealed = crypto::aead_seal(suite, key, "place", plain);
            EXPECT_EQ(sealed.size(), 12 + plain.size() + 16);
            EXPECT_EQ(crypto::aead_open(suite, key, "place", sealed.data(), sealed.size()), plain);
            EXPECT_FALSE(crypto::aead_open(suite, key, "plac", sealed.data(), sealed.size()));
            for (std::size_t size = 0; size < sealed.size(); ++size) {
                EXPECT_FALSE(crypto::aead_open(suite, key, "place", sealed.data(), size));
                sealed[size] ^= 0x80;
                EXPECT_FALSE(crypto::aead_open(suite, key, "place", sealed.data(), sealed.size()));
                sealed[size] ^= 0x80;
            }
            key[0] ^= 1;
            EXPECT_FALSE(crypto::aead_open(suite, key, "place", sealed.data(), sealed.size()));
            key[0] ^= 1;
        }
    }
}

TEST(Keyring, IsReadableByItsOwnerOnly)
{
    Directory directory;
    Keyring::create(directory.path, Suite::sm);
    EXPECT_EQ(mode(directory.path), fs::perms::owner_all);
    for (const auto& file : fs::directory_iterator(directory.path))
        EXPECT_EQ(mode(file), fs::perms::owner_read | fs::perms::owner_write) << file;
    EXPECT_THROW(Keyring::create(directory.path, Suite::sm), std::runtime_error);
}

TEST(Keyring, RefusesMissingLooseAndUnfitFiles)
{
    for (auto name : {"suite", "signing.pem", "field-1.key", "lookup.key", "row.key", "pepper.key"}) {
        Directory directory;
        Keyring::create(directory.path, Suite::intl);
        fs::path file = directory.path / name;
        fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
        EXPECT_NE(refusal(directory.path).find("可被其他用户读取"), std::string::npos) << name;
        fs::permissions(file, fs::perms::group_read, fs::perm_options::remove);
        EXPECT_EQ(refusal(directory.path), "");
        std::ofstream(file, std::ios::trunc) << "00";
        EXPECT_NE(refusal(directory.path).find(name), std::string::npos) << name;
        fs::remove(file);
        EXPECT_NE(refusal(directory.path).find("缺少密钥文件"), std::string::npos) << name;
    }
    Directory directory;
    EXPECT_NE(refusal(directory.path).find("没有密钥目录"), std::string::npos);
    Keyring::create(directory.path, Suite::sm);
    fs::permissions(directory.path, fs::perms::others_exec, fs::perm_options::add);
    EXPECT_NE(refusal(directory.path).find("可被其他用户进入"), std::string::npos);
}

TEST(Keyring, BindsAValueToItsPlace)
{
    for (Suite suite : {Suite::sm, Suite::intl}) {
        Directory directory;
        Keyring keys = Keyring::create(directory.path, suite);
        Bytes stored = keys.encrypt("expert", "phone", "row1", Secret("13800000001"));
        EXPECT_EQ(stored.size(), 4 + 12 + 11 + 16u);
        EXPECT_EQ(Keyring::field_key_id(stored), 1u);
        EXPECT_EQ(keys.decrypt("expert", "phone", "row1", stored).reveal(), "13800000001");
        EXPECT_NE(keys.encrypt("expert", "phone", "row1", Secret("13800000001")), stored) << "a fresh nonce each time";
        EXPECT_THROW(keys.decrypt("expert", "phone", "row2", stored), std::runtime_error);
        EXPECT_THROW(keys.decrypt("expert", "email", "row1", stored), std::runtime_error);
        EXPECT_THROW(keys.decrypt("expertp", "hone", "row1", stored), std::runtime_error);
        for (auto& byte : stored) {
            byte ^= 1;
            EXPECT_THROW(keys.decrypt("expert", "phone", "row1", stored), std::runtime_error);
            byte ^= 1;
        }
    }
}

TEST(Keyring, RotatesFieldKeysWithoutTouchingTheLedger)
{
    Directory directory;
    Keyring old = Keyring::create(directory.path, Suite::sm);
    Bytes before = old.encrypt("expert", "phone", "row1", Secret("13800000001"));
    EXPECT_EQ(Keyring::add_field_key(directory.path), 2u);
    Keyring keys = Keyring::load(directory.path);
    EXPECT_EQ(keys.decrypt("expert", "phone", "row1", before).reveal(), "13800000001");
    Bytes after = keys.encrypt("expert", "phone", "row1", Secret("13800000001"));
    EXPECT_EQ(Keyring::field_key_id(after), 2u);
    EXPECT_TRUE(keys.has_field_key(2));
    EXPECT_FALSE(old.has_field_key(2));
    EXPECT_EQ(old.newest_field_key(), 1u);
    EXPECT_EQ(old.decrypt("expert", "phone", "row1", after).reveal(), "13800000001") << "a key added since is looked for";
    EXPECT_EQ(Keyring::field_key_id(old.encrypt("expert", "phone", "row1", Secret("1"))), 2u);
    fs::remove(directory.path / "field-2.key");
    EXPECT_THROW(Keyring::load(directory.path).decrypt("expert", "phone", "row1", after), std::runtime_error);
    EXPECT_EQ(keys.row_mac("expert", "phone", Secret("13800000001")), old.row_mac("expert", "phone", Secret("13800000001")));
    EXPECT_EQ(keys.lookup_hash("phone", Secret("1")), old.lookup_hash("phone", Secret("1")));
    EXPECT_NE(keys.lookup_hash("phone", Secret("1")), keys.lookup_hash("email", Secret("1")));
    EXPECT_NE(keys.row_mac("a", "bc", Secret("1")), keys.row_mac("ab", "c", Secret("1")));
    EXPECT_EQ(keys.signing_keys().front()->public_key(), old.signing_keys().front()->public_key());
}

TEST(Keyring, TakesUpSigningKeysWhileItIsUsed)
{
    for (Suite suite : {Suite::sm, Suite::intl}) {
        Directory directory;
        Keyring keys = Keyring::create(directory.path, suite);
        EXPECT_EQ(Keyring::add_signing_key(directory.path), 2u);
        EXPECT_EQ(keys.signing_keys().size(), 1u);
        keys.refresh();
        ASSERT_EQ(keys.signing_keys().size(), 2u);
        EXPECT_NE(keys.signing_keys()[0]->public_key(), keys.signing_keys()[1]->public_key());
        EXPECT_EQ(mode(directory.path / "signing-2.pem"), fs::perms::owner_read | fs::perms::owner_write);
        EXPECT_EQ(Keyring::load(directory.path).signing_keys()[1]->public_key(), keys.signing_keys()[1]->public_key());
    }
}

TEST(Password, IsCheckedAgainstSaltPepperAndText)
{
    Directory directory, other_directory;
    Keyring keys = Keyring::create(directory.path, Suite::sm), others = Keyring::create(other_directory.path, Suite::sm);
    std::string stored = crypto::hash_password(keys, Secret("口令 correct"));
    EXPECT_TRUE(stored.starts_with("$bole-argon2id$v=1$m=19456,t=2,p=1$")) << stored;
    EXPECT_TRUE(crypto::check_password(keys, Secret("口令 correct"), stored));
    EXPECT_FALSE(crypto::check_password(keys, Secret("口令 correc"), stored));
    EXPECT_FALSE(crypto::check_password(others, Secret("口令 correct"), stored)) << "another pepper";
    EXPECT_NE(crypto::hash_password(keys, Secret("口令 correct")), stored) << "another salt";
    EXPECT_FALSE(crypto::needs_rehash(stored));
    std::string cheaper = stored;
    cheaper.replace(cheaper.find("19456"), 5, "19455");
    EXPECT_TRUE(crypto::needs_rehash(cheaper));
    EXPECT_FALSE(crypto::check_password(keys, Secret("口令 correct"), cheaper));
    for (std::string unfit :
         {"", "$argon2id$v=19$m=1,t=1,p=1$a$b", "$bole-argon2id$v=1$m=19456,t=2,p=1$", "$bole-argon2id$v=1$m=-1,t=2,p=1$AA==$AA=="})
        EXPECT_THROW(crypto::needs_rehash(unfit), std::runtime_error) << unfit;
}

TEST(Password, IsCheckedByManyAtOnce)
{
    Directory directory;
    Keyring keys = Keyring::create(directory.path, Suite::intl);
    std::string stored = crypto::hash_password(keys, Secret("p"));
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) threads.emplace_back([&, i] { right += crypto::check_password(keys, Secret(i % 2 ? "p" : "q"), stored); });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(right, 3);
}

template <class T>
concept Prints = requires(std::ostream& out, const T& value)
{
    out << value;
};

static_assert(!Prints<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string> && !std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_convertible_v<std::string, Secret>);

TEST(Secret, IsGoneAfterItsEnd)
{
    for (std::string text : {std::string("short"), std::string(100, 'x')}) {
        alignas(Secret) unsigned char room[sizeof(Secret)];
        auto* secret = new (room) Secret(text);
        Secret moved(std::move(*secret));
        EXPECT_EQ(moved.reveal(), text);
        Secret copy(moved);
        copy = std::move(moved);
        EXPECT_EQ(copy.reveal(), text);
        new (room) Secret(text);
        secret->~Secret();
        std::string left(reinterpret_cast<const char*>(room), sizeof room);
        EXPECT_EQ(left.find("short"), std::string::npos);
    }
}

} // namespace
