#include "files/archive.h"

#include "files/budget.h"
#include "files/encoding.h"
#include "files/messages.h"

#include <zip.h>

#include <algorithm>

namespace files {

namespace {

constexpr std::size_t small_part = 1 << 20; // too small for its ratio to matter

} // namespace

Archive::Archive(std::string_view bytes, const Limits& limits) : limits_(limits)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source) zip_ = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    bool opened = zip_ != nullptr;
    if (!opened && source) zip_source_free(source);
    zip_error_fini(&error);
    if (!opened) give_up(messages::broken_zip);
    auto refuse_it = [&](const Message& message, std::initializer_list<std::string> arguments = {}) {
        zip_discard(zip_);
        give_up(message, arguments);
    };
    zip_int64_t count = zip_get_num_entries(zip_, 0);
    if (count > limits.parts) refuse_it(messages::too_many_parts, {std::to_string(limits.parts)});
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        const char* raw = zip_get_name(zip_, i, ZIP_FL_ENC_RAW);
        zip_stat_t stat;
        if (!raw || zip_stat_index(zip_, i, 0, &stat) != 0) refuse_it(messages::broken_zip);
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) refuse_it(messages::encrypted_zip);
        auto name = decode(raw);
        if (!name) refuse_it(messages::broken_zip);
        if (!name->ends_with('/')) parts_.push_back({*name, i});
    }
}

Archive::~Archive()
{
    if (zip_) zip_discard(zip_);
}

const Archive::Part* Archive::find(std::string_view name) const
{
    for (const auto& part : parts_)
        if (part.name == name) return &part;
    return nullptr;
}

std::string Archive::unpack(const Part& part)
{
    zip_stat_t stat;
    if (zip_stat_index(zip_, part.index, 0, &stat) != 0) give_up(messages::broken_part, {part.name});
    std::size_t most = std::min(limits_.part_bytes, limits_.unpacked_bytes - unpacked_);
    std::size_t densest = std::max<std::size_t>(small_part, stat.comp_size * limits_.ratio);
    // What the directory says comes first, so that an honest bomb is refused before a byte is unpacked; a lying one meets the same
    // limits below.
    auto refuse_over = [&](std::size_t size) {
        if (size > most) give_up(messages::too_large, {std::to_string(limits_.unpacked_bytes >> 20)});
        if (size > densest) give_up(messages::too_dense, {part.name, std::to_string(limits_.ratio)});
    };
    refuse_over(stat.size);
    std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(zip_, part.index, 0), zip_fclose);
    if (!file) give_up(messages::broken_part, {part.name});
    std::string content;
    const std::size_t step = std::clamp<std::size_t>(stat.size + 1, 4 << 10, 256 << 10);
    for (;;) {
        std::size_t before = content.size();
        content.resize(before + step);
        zip_int64_t got = zip_fread(file.get(), content.data() + before, step);
        if (got < 0) give_up(messages::broken_part, {part.name});
        content.resize(before + static_cast<std::size_t>(got));
        if (got == 0) break;
        refuse_over(content.size());
    }
    unpacked_ += content.size();
    return content;
}

} // namespace files
