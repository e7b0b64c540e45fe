#include "crypto/keyring.h"

#include "crypto/aead.h"
#include "crypto/random.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <shared_mutex>

namespace crypto {

namespace fs = std::filesystem;

namespace {

void write_file(const fs::path& path, std::string_view content)
{
    // Born with its mode, and on the disk before anything is encrypted under it.
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool written = file >= 0 && ::write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size()) && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    written = folder >= 0 && ::fsync(folder) == 0 && written;
    if (folder >= 0) ::close(folder);
    if (!written) throw std::runtime_error("密钥文件写不进去：" + path.string());
}

std::string read_file(const fs::path& path)
{
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) throw std::runtime_error("缺少密钥文件：" + path.string());
    if (status.st_mode & 077) throw std::runtime_error("密钥文件可被其他用户读取，请改为仅本人可读（chmod 600）：" + path.string());
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
}

Bytes read_key(const fs::path& path, std::size_t size)
{
    auto key = from_hex(read_file(path));
    if (!key || key->size() != size) throw std::runtime_error("密钥文件内容不完整：" + path.string());
    return *key;
}

SigningKey load_signing_key(Suite suite, const fs::path& path)
{
    Secret pem(read_file(path));
    try {
        return SigningKey::from_pem(suite, pem);
    } catch (const std::exception&) { // the library's own words would quote the file
        throw std::runtime_error("签名密钥内容不完整，或与密码套件不符：" + path.string());
    }
}

std::string place(std::string_view table, std::string_view column, std::string_view row)
{
    std::string text;
    for (auto part : {table, column, row}) (text += part) += '\0';
    return text;
}

fs::path field_key_path(const fs::path& directory, std::uint32_t id)
{
    return directory / ("field-" + std::to_string(id) + ".key");
}

fs::path signing_key_path(const fs::path& directory, std::uint32_t number)
{
    return directory / (number == 1 ? "signing.pem" : "signing-" + std::to_string(number) + ".pem");
}

} // namespace

struct Keyring::Parts {
    fs::path directory;
    Suite suite;
    Bytes lookup_key{}, row_key{}, pepper{};
    std::shared_mutex mutex{}; // of what follows
    std::map<std::uint32_t, Bytes> field_keys{};
    std::vector<std::shared_ptr<const SigningKey>> signing_keys{};

    // Reads what has come since; the caller holds the mutex.
    void read_new()
    {
        for (auto id = static_cast<std::uint32_t>(field_keys.size()) + 1; fs::exists(field_key_path(directory, id)); ++id)
            field_keys.emplace(id, read_key(field_key_path(directory, id), aead_key_size(suite)));
        for (auto number = static_cast<std::uint32_t>(signing_keys.size()) + 1; fs::exists(signing_key_path(directory, number)); ++number)
            signing_keys.push_back(std::make_shared<const SigningKey>(load_signing_key(suite, signing_key_path(directory, number))));
    }
};

Keyring::Keyring(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Keyring::~Keyring() = default;
Keyring::Keyring(Keyring&&) noexcept = default;

Keyring Keyring::create(const fs::path& directory, Suite suite)
{
    if (fs::exists(directory) && !fs::is_empty(directory)) throw std::runtime_error("密钥目录不是空的：" + directory.string());
    fs::create_directories(directory);
    ::chmod(directory.c_str(), 0700);
    write_file(directory / "suite", to_text(suite));
    write_file(signing_key_path(directory, 1), SigningKey::generate(suite).private_pem().reveal());
    write_file(field_key_path(directory, 1), ::to_hex(random_bytes(aead_key_size(suite))));
    for (auto name : {"lookup.key", "row.key", "pepper.key"}) write_file(directory / name, ::to_hex(random_bytes(32)));
    return load(directory);
}

Keyring Keyring::load(const fs::path& directory)
{
    struct stat status {};
    if (::stat(directory.c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
        throw std::runtime_error("没有密钥目录：" + directory.string());
    if (status.st_mode & 077) throw std::runtime_error("密钥目录可被其他用户进入，请改为仅本人可用（chmod 700）：" + directory.string());
    auto suite = parse_suite(read_file(directory / "suite"));
    if (!suite) throw std::runtime_error("密码套件应为 sm 或 intl：" + (directory / "suite").string());
    auto parts = std::unique_ptr<Parts>(new Parts{directory, *suite});
    parts->read_new();
    if (parts->signing_keys.empty()) throw std::runtime_error("缺少密钥文件：" + signing_key_path(directory, 1).string());
    if (parts->field_keys.empty()) throw std::runtime_error("缺少密钥文件：" + field_key_path(directory, 1).string());
    parts->lookup_key = read_key(directory / "lookup.key", 32);
    parts->row_key = read_key(directory / "row.key", 32);
    parts->pepper = read_key(directory / "pepper.key", 32);
    return Keyring(std::move(parts));
}

std::uint32_t Keyring::add_field_key(const fs::path& directory)
{
    Keyring present = load(directory);
    std::uint32_t id = present.newest_field_key() + 1;
    write_file(field_key_path(directory, id), ::to_hex(random_bytes(aead_key_size(present.suite()))));
    return id;
}

std::uint32_t Keyring::add_signing_key(const fs::path& directory)
{
    Keyring present = load(directory);
    auto number = static_cast<std::uint32_t>(present.signing_keys().size()) + 1;
    write_file(signing_key_path(directory, number), SigningKey::generate(present.suite()).private_pem().reveal());
    return number;
}

Suite Keyring::suite() const
{
    return parts_->suite;
}

const Bytes& Keyring::pepper() const
{
    return parts_->pepper;
}

std::vector<std::shared_ptr<const SigningKey>> Keyring::signing_keys() const
{
    std::shared_lock lock(parts_->mutex);
    return parts_->signing_keys;
}

void Keyring::refresh() const
{
    std::lock_guard lock(parts_->mutex);
    parts_->read_new();
}

bool Keyring::has_field_key(std::uint32_t id) const
{
    std::shared_lock lock(parts_->mutex);
    return parts_->field_keys.contains(id);
}

std::uint32_t Keyring::newest_field_key() const
{
    std::shared_lock lock(parts_->mutex);
    return parts_->field_keys.rbegin()->first;
}

Bytes Keyring::encrypt(std::string_view table, std::string_view column, std::string_view row, const Secret& plain) const
{
    const auto [id, key] = [&] {
        std::shared_lock lock(parts_->mutex);
        return *parts_->field_keys.rbegin();
    }();
    Bytes stored{static_cast<std::uint8_t>(id >> 24), static_cast<std::uint8_t>(id >> 16), static_cast<std::uint8_t>(id >> 8),
                 static_cast<std::uint8_t>(id)};
    Bytes sealed = aead_seal(parts_->suite, key, place(table, column, row), plain.reveal());
    stored.insert(stored.end(), sealed.begin(), sealed.end());
    return stored;
}

std::uint32_t Keyring::field_key_id(const Bytes& stored)
{
    if (stored.size() < 4) throw std::runtime_error("加密内容不完整");
    return std::uint32_t{stored[0]} << 24 | std::uint32_t{stored[1]} << 16 | std::uint32_t{stored[2]} << 8 | stored[3];
}

Secret Keyring::decrypt(std::string_view table, std::string_view column, std::string_view row, const Bytes& stored) const
{
    std::uint32_t id = field_key_id(stored);
    if (!has_field_key(id)) refresh(); // another process encrypts with a key that has just been added
    Bytes key = [&] {
        std::shared_lock lock(parts_->mutex);
        auto found = parts_->field_keys.find(id);
        return found == parts_->field_keys.end() ? Bytes{} : found->second;
    }();
    auto plain =
        key.empty() ? std::nullopt : aead_open(parts_->suite, key, place(table, column, row), stored.data() + 4, stored.size() - 4);
    if (!plain) throw std::runtime_error("加密内容打不开：" + std::string(table) + "." + std::string(column) + " 行 " + std::string(row));
    return Secret(std::move(*plain));
}

Hash Keyring::lookup_hash(std::string_view kind, const Secret& normalised) const
{
    return Mac(parts_->suite, parts_->lookup_key).add("bole-lookup/1").add_byte(0).add(kind).add_byte(0).add(normalised.reveal()).finish();
}

Hash Keyring::row_mac(std::string_view table, std::string_view column, const Secret& plain) const
{
    return Mac(parts_->suite, parts_->row_key)
        .add("bole-row-mac/1")
        .add_byte(0)
        .add(table)
        .add_byte(0)
        .add(column)
        .add_byte(0)
        .add(plain.reveal())
        .finish();
}

} // namespace crypto
