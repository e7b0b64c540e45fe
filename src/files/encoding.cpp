#include "files/encoding.h"

#include "base/text.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>

namespace files {

namespace {

std::optional<std::string> converted(const char* encoding, std::string_view bytes, std::size_t* fault_at)
{
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UConverter, void (*)(UConverter*)> converter(ucnv_open(encoding, &status), ucnv_close);
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU has no converter ") + encoding);
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    // No sequence of n bytes gives more than n UTF-16 units.
    icu::UnicodeString text;
    char16_t* buffer = text.getBuffer(static_cast<std::int32_t>(bytes.size()));
    char16_t* out = buffer;
    const char* in = bytes.data();
    ucnv_toUnicode(converter.get(), &out, buffer + bytes.size(), &in, bytes.data() + bytes.size(), nullptr, true, &status);
    text.releaseBuffer(static_cast<std::int32_t>(out - buffer));
    if (U_FAILURE(status)) {
        if (fault_at) *fault_at = static_cast<std::size_t>(in - bytes.data());
        return std::nullopt;
    }
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

} // namespace

std::optional<std::string> decode(std::string_view bytes, std::size_t* fault_at)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (bytes.starts_with("\xFF\xFE")) return converted("UTF-16LE", bytes.substr(2), fault_at);
    if (bytes.starts_with("\xFE\xFF")) return converted("UTF-16BE", bytes.substr(2), fault_at);
    if (bytes.starts_with(mark)) bytes.remove_prefix(mark.size());
    if (is_utf8(bytes)) return std::string(bytes);
    return converted("gb18030", bytes, fault_at);
}

} // namespace files
