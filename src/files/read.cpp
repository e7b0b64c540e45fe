#include "files/archive.h"
#include "files/budget.h"
#include "files/csv.h"
#include "files/messages.h"
#include "files/xlsx.h"

namespace files {

namespace {

bool ends_with_csv(std::string_view name)
{
    return name.size() > 4 && name[name.size() - 4] == '.' && (name[name.size() - 3] | 32) == 'c' && (name[name.size() - 2] | 32) == 's' &&
           (name[name.size() - 1] | 32) == 'v';
}

// "名册/专家.csv" → "专家".
std::string sheet_name(std::string_view file_name)
{
    auto slash = file_name.find_last_of("/\\");
    if (slash != std::string_view::npos) file_name.remove_prefix(slash + 1);
    if (ends_with_csv(file_name)) file_name.remove_suffix(4);
    return std::string(file_name);
}

void read_csv_archive(Archive& archive, Gatherer& gatherer)
{
    bool any = false;
    for (const auto& part : archive.parts()) {
        // What macOS adds beside every file.
        if (part.name.starts_with("__MACOSX/") || !ends_with_csv(part.name)) continue;
        gatherer.begin_sheet(sheet_name(part.name));
        read_csv(archive.unpack(part), gatherer);
        gatherer.end_sheet();
        any = true;
    }
    if (!any) give_up(messages::no_sheet);
}

bool looks_binary(std::string_view bytes)
{
    return bytes.starts_with("%PDF") || bytes.starts_with("Rar!") || bytes.starts_with("7z\xBC\xAF") || bytes.starts_with("\x1F\x8B") ||
           bytes.starts_with("\x89PNG") || bytes.starts_with("\xFF\xD8\xFF");
}

} // namespace

Result<Workbook> read_workbook(std::string_view bytes, std::string_view file_name, const Limits& limits)
{
    try {
        Gatherer gatherer(limits);
        if (bytes.empty()) give_up(messages::empty);
        if (bytes.starts_with("PK")) {
            Archive archive(bytes, limits);
            if (archive.find("[Content_Types].xml"))
                read_xlsx(archive, gatherer);
            else
                read_csv_archive(archive, gatherer);
        } else if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
            give_up(messages::old_or_protected);
        } else if (looks_binary(bytes)) {
            give_up(messages::unknown_type);
        } else {
            gatherer.begin_sheet(sheet_name(file_name));
            read_csv(bytes, gatherer);
            gatherer.end_sheet();
        }
        return gatherer.take();
    } catch (const Refusal& refusal) {
        return refusal.error;
    }
}

Result<std::string> unpacked(std::string_view bytes, const Limits& limits)
{
    try {
        Archive archive(bytes, limits);
        std::string text;
        for (const auto& part : archive.parts()) text += archive.unpack(part) + "\n";
        return text;
    } catch (const Refusal& refusal) {
        return refusal.error;
    }
}

} // namespace files
