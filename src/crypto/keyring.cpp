#include "crypto/keyring.h"

#include "crypto/aead.h"
#include "crypto/random.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace crypto {

namespace fs = std::filesystem;

namespace {

void write_file(const fs::path& path, std::string_view content)
{
    // Born with its mode, and on the disk before anything is encrypted under it.
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool written = file >= 0 && ::write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size()) && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
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

} // namespace

Keyring Keyring::create(const fs::path& directory, Suite suite)
{
    if (fs::exists(directory) && !fs::is_empty(directory)) throw std::runtime_error("密钥目录不是空的：" + directory.string());
    fs::create_directories(directory);
    ::chmod(directory.c_str(), 0700);
    write_file(directory / "suite", to_text(suite));
    write_file(directory / "signing.pem", SigningKey::generate(suite).private_pem().reveal());
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
    Keyring keyring(*suite, load_signing_key(*suite, directory / "signing.pem"));
    for (std::uint32_t id = 1; fs::exists(field_key_path(directory, id)); ++id)
        keyring.field_keys_.emplace(id, read_key(field_key_path(directory, id), aead_key_size(*suite)));
    if (keyring.field_keys_.empty()) throw std::runtime_error("缺少密钥文件：" + field_key_path(directory, 1).string());
    keyring.lookup_key_ = read_key(directory / "lookup.key", 32);
    keyring.row_key_ = read_key(directory / "row.key", 32);
    keyring.pepper_ = read_key(directory / "pepper.key", 32);
    return keyring;
}

std::uint32_t Keyring::add_field_key(const fs::path& directory)
{
    Keyring present = load(directory);
    std::uint32_t id = present.field_keys_.rbegin()->first + 1;
    write_file(field_key_path(directory, id), ::to_hex(random_bytes(aead_key_size(present.suite_))));
    return id;
}

Bytes Keyring::encrypt(std::string_view table, std::string_view column, std::string_view row, const Secret& plain) const
{
    const auto& [id, key] = *field_keys_.rbegin();
    Bytes stored{static_cast<std::uint8_t>(id >> 24), static_cast<std::uint8_t>(id >> 16), static_cast<std::uint8_t>(id >> 8),
                 static_cast<std::uint8_t>(id)};
    Bytes sealed = aead_seal(suite_, key, place(table, column, row), plain.reveal());
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
    auto key = field_keys_.find(field_key_id(stored));
    auto plain = key == field_keys_.end() ? std::nullopt
                                          : aead_open(suite_, key->second, place(table, column, row), stored.data() + 4, stored.size() - 4);
    if (!plain) throw std::runtime_error("加密内容打不开：" + std::string(table) + "." + std::string(column) + " 行 " + std::string(row));
    return Secret(std::move(*plain));
}

Hash Keyring::lookup_hash(std::string_view kind, const Secret& normalised) const
{
    return Mac(suite_, lookup_key_).add("bole-lookup/1").add_byte(0).add(kind).add_byte(0).add(normalised.reveal()).finish();
}

Hash Keyring::row_mac(std::string_view table, std::string_view column, const Secret& plain) const
{
    return Mac(suite_, row_key_)
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
