#include "attachment/kind.h"

#include <array>

namespace attachment {

namespace {

constexpr std::array<Kind, 3> kinds{{{"pdf", "PDF", "application/pdf"}, {"jpeg", "JPEG", "image/jpeg"}, {"png", "PNG", "image/png"}}};

} // namespace

const Kind* find_kind(std::string_view code)
{
    for (const auto& kind : kinds)
        if (kind.code == code) return &kind;
    return nullptr;
}

const Kind* kind_of(std::string_view content)
{
    using namespace std::string_view_literals;
    if (content.starts_with("%PDF-"sv)) return find_kind("pdf");
    if (content.starts_with("\xFF\xD8\xFF"sv)) return find_kind("jpeg");
    if (content.starts_with("\x89PNG\r\n\x1A\n"sv)) return find_kind("png");
    return nullptr;
}

} // namespace attachment
