#include "backup/sealed_file.h"

#include "crypto/aead.h"
#include "crypto/random.h"

#include <zstd.h>

#include <istream>
#include <ostream>
#include <stdexcept>

namespace backup {

namespace {

constexpr std::string_view format = "bole-backup/1";
constexpr std::size_t chunk_size = 1 << 20; // of compressed bytes
constexpr std::size_t salt_size = 16, most_header = 1 << 16;
constexpr int level = 6;

std::string big_endian(std::uint64_t number, int bytes)
{
    std::string text;
    for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(number >> (8 * i));
    return text;
}

Bytes key_of(const crypto::Keyring& keys, const Bytes& salt)
{
    Bytes key = crypto::bytes_of(keys.lookup_hash(format, crypto::Secret(to_hex(salt))));
    key.resize(crypto::aead_key_size(keys.suite()));
    return key;
}

std::string key_check(const crypto::Keyring& keys, const Bytes& key)
{
    return crypto::to_hex(crypto::Mac(keys.suite(), key).add("bole-backup-check/1").finish());
}

// What every chunk is bound to: its file, its place, whether it is the last.
std::string associated(const crypto::Hash& header, std::uint64_t index, bool last)
{
    return text_of(crypto::bytes_of(header)) + big_endian(index, 8) + (last ? '\1' : '\0');
}

void expect_zstd(std::size_t code)
{
    if (ZSTD_isError(code)) throw std::runtime_error(std::string("压缩内容不可读：") + ZSTD_getErrorName(code));
}

} // namespace

struct SealedWriter::Parts {
    std::ostream& out;
    crypto::Suite suite;
    Bytes key;
    crypto::Hash header{};
    std::uint64_t index = 0;
    std::string waiting; // compressed, not yet sealed
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> compressor{ZSTD_createCCtx(), &ZSTD_freeCCtx};

    void seal(std::string_view chunk, bool last)
    {
        Bytes sealed = crypto::aead_seal(suite, key, associated(header, index++, last), chunk);
        out << big_endian(sealed.size(), 4);
        out.write(reinterpret_cast<const char*>(sealed.data()), static_cast<std::streamsize>(sealed.size()));
    }

    void compress(std::string_view bytes, ZSTD_EndDirective mode)
    {
        std::string buffer(ZSTD_CStreamOutSize(), '\0');
        ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
        for (;;) {
            ZSTD_outBuffer output{buffer.data(), buffer.size(), 0};
            std::size_t left = ZSTD_compressStream2(compressor.get(), &output, &input, mode);
            expect_zstd(left);
            waiting.append(buffer, 0, output.pos);
            while (waiting.size() > chunk_size) {
                seal(std::string_view(waiting).substr(0, chunk_size), false);
                waiting.erase(0, chunk_size);
            }
            if (mode == ZSTD_e_end ? left == 0 : input.pos == input.size) return;
        }
    }
};

SealedWriter::SealedWriter(std::ostream& out, const crypto::Keyring& keys, json::Object header) : parts_(new Parts{out, keys.suite(), {}})
{
    Bytes salt = crypto::random_bytes(salt_size);
    parts_->key = key_of(keys, salt);
    header.set("format", format)
        .set("suite", crypto::to_text(keys.suite()))
        .set("salt", to_hex(salt))
        .set("key_check", key_check(keys, parts_->key));
    std::string line = json::canonical(header);
    parts_->header = crypto::hash_of(keys.suite(), line);
    expect_zstd(ZSTD_CCtx_setParameter(parts_->compressor.get(), ZSTD_c_compressionLevel, level));
    out << line << '\n';
}

SealedWriter::~SealedWriter() = default;

void SealedWriter::write(std::string_view bytes)
{
    parts_->compress(bytes, ZSTD_e_continue);
}

void SealedWriter::finish()
{
    parts_->compress({}, ZSTD_e_end);
    parts_->seal(parts_->waiting, true);
}

struct SealedReader::Parts {
    std::istream& in;
    crypto::Suite suite;
    Bytes key;
    json::Object header;
    crypto::Hash header_hash{};
    std::uint64_t index = 0;
    bool last = false;
    std::string ready; // decompressed, from `taken` on not yet read
    std::size_t taken = 0;
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> decompressor{ZSTD_createDCtx(), &ZSTD_freeDCtx};

    [[noreturn]] void cut_short() const { throw std::runtime_error("备份文件不完整，后面的内容缺失，没有恢复任何内容。"); }
    [[noreturn]] void changed() const
    {
        throw std::runtime_error("备份文件的第 " + std::to_string(index + 1) + " 块已损坏或被改动，没有恢复任何内容。");
    }

    std::string take(std::size_t size)
    {
        std::string bytes(size, '\0');
        in.read(bytes.data(), static_cast<std::streamsize>(size));
        if (static_cast<std::size_t>(in.gcount()) != size) cut_short();
        return bytes;
    }

    std::string open_chunk()
    {
        std::string head = take(4);
        std::size_t size = 0;
        for (char c : head) size = size << 8 | static_cast<std::uint8_t>(c);
        if (size > chunk_size + 64) changed();
        std::string sealed = take(size);
        last = in.peek() == std::istream::traits_type::eof();
        auto plain =
            crypto::aead_open(suite, key, associated(header_hash, index, last), reinterpret_cast<const std::uint8_t*>(sealed.data()), size);
        // A good chunk that is not the last but ends the file tells that the rest is gone.
        if (!plain && last &&
            crypto::aead_open(suite, key, associated(header_hash, index, false), reinterpret_cast<const std::uint8_t*>(sealed.data()),
                              size))
            cut_short();
        if (!plain) changed();
        ++index;
        return *plain;
    }

    void fill()
    {
        if (last) cut_short();
        std::string chunk = open_chunk(), buffer(ZSTD_DStreamOutSize(), '\0');
        ready.erase(0, taken);
        taken = 0;
        ZSTD_inBuffer input{chunk.data(), chunk.size(), 0};
        for (bool more = true; more;) {
            ZSTD_outBuffer output{buffer.data(), buffer.size(), 0};
            expect_zstd(ZSTD_decompressStream(decompressor.get(), &output, &input));
            ready.append(buffer, 0, output.pos);
            more = input.pos < input.size || output.pos == output.size;
        }
    }
};

SealedReader::SealedReader(std::istream& in, const crypto::Keyring& keys) : parts_(new Parts{in, keys.suite(), {}, {}})
{
    std::string line;
    for (char c = 0; in.get(c) && c != '\n' && line.size() < most_header;) line += c;
    auto header = json::read(line);
    const json::Value* named = header && header->if_object() ? header->object().find("format") : nullptr;
    if (!named || named->if_text() == nullptr || named->text() != format) throw std::runtime_error("这个文件不是伯乐的备份。");
    parts_->header = header->object();
    auto text = [&](std::string_view name) {
        const auto* value = parts_->header.find(name);
        return value && value->if_text() ? value->text() : std::string();
    };
    auto salt = from_hex(text("salt"));
    if (text("suite") != crypto::to_text(keys.suite()) || !salt)
        throw std::runtime_error("密钥目录不是做这个备份时用的，没有恢复任何内容。");
    parts_->key = key_of(keys, *salt);
    if (text("key_check") != key_check(keys, parts_->key)) throw std::runtime_error("密钥目录不是做这个备份时用的，没有恢复任何内容。");
    parts_->header_hash = crypto::hash_of(keys.suite(), line);
}

SealedReader::~SealedReader() = default;

const json::Object& SealedReader::header() const
{
    return parts_->header;
}

std::string SealedReader::read(std::size_t size)
{
    auto& p = *parts_;
    while (p.ready.size() - p.taken < size) p.fill();
    std::string bytes = p.ready.substr(p.taken, size);
    p.taken += size;
    return bytes;
}

void SealedReader::expect_end()
{
    auto& p = *parts_;
    while (!p.last) p.fill();
    if (p.taken != p.ready.size()) throw std::runtime_error("备份文件末尾有多余的内容，没有恢复任何内容。");
}

} // namespace backup
