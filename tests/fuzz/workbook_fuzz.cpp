// Feeds the readers of src/files with whatever libFuzzer makes up; see script/fuzz. BOLE_FUZZ says which: xlsx, csv, zip, cells.
#include "files/archive.h"
#include "files/csv.h"
#include "files/xlsx.h"
#include "files/xml.h"
#include "fuzz.h"

#include <zip.h>

#include <string>

using fuzz::must;

namespace {

// Small enough that an input at a limit is found, and that no input takes long.
files::Limits small_limits()
{
    files::Limits limits;
    limits.part_bytes = limits.unpacked_bytes = 8 << 20;
    limits.text_bytes = 4 << 20;
    limits.rows = 5'000;
    limits.cells = 50'000;
    limits.parts = 50;
    limits.sheets = 5;
    return limits;
}

// What holds for every workbook that was read.
[[maybe_unused]] void check(const Result<files::Workbook>& read)
{
    files::Limits limits = small_limits();
    if (!read) {
        fuzz::must_tell(read.error());
        return;
    }
    std::int64_t rows = 0, cells = 0;
    for (const auto& sheet : read->sheets) {
        std::int64_t before = 0;
        for (const auto& row : sheet.rows) {
            must(row.number > before, "rows ascend");
            before = row.number;
            must(static_cast<std::int64_t>(row.cells.size()) <= limits.columns, "columns are within the limit");
            ++rows;
            cells += static_cast<std::int64_t>(row.cells.size());
            for (const auto& cell : row.cells) must(is_utf8(cell.text), "cells are UTF-8");
        }
    }
    must(rows <= limits.rows && cells <= limits.cells, "rows and cells are within the limits");
}

[[maybe_unused]] std::string packed(const std::vector<std::pair<std::string, std::string>>& parts)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target);
    zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    for (const auto& [name, content] : parts) {
        auto index = zip_file_add(zip, name.c_str(), zip_source_buffer(zip, content.data(), content.size(), 0), ZIP_FL_ENC_UTF_8);
        zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
    }
    zip_close(zip);
    zip_source_open(target);
    zip_stat_t stat;
    zip_source_stat(target, &stat);
    std::string bytes(stat.size, '\0');
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view input(reinterpret_cast<const char*>(data), size);
    if constexpr (fuzz::target == "zip") {
        check(files::read_workbook("PK" + std::string(input.substr(std::min<std::size_t>(2, size))), "x.zip", small_limits()));
    } else if constexpr (fuzz::target == "csv") {
        if (!input.starts_with("PK")) check(files::read_workbook(input, "专家.csv", small_limits()));
    } else if constexpr (fuzz::target == "xlsx") {
        // Parts stand behind each other, apart by a zero byte: the sheet, shared strings, styles, the workbook.
        static const std::string relations =
            R"(<r><Relationship Id="a" Type="/worksheet" Target="s.xml"/><Relationship Id="b" Type="/styles" Target="t.xml"/>)"
            R"(<Relationship Id="c" Type="/sharedStrings" Target="u.xml"/></r>)";
        std::vector<std::pair<std::string, std::string>> parts{{"[Content_Types].xml", "<Types/>"},
                                                               {"xl/_rels/workbook.xml.rels", relations}};
        std::string_view rest = input;
        for (const char* name : {"xl/s.xml", "xl/u.xml", "xl/t.xml", "xl/workbook.xml"}) {
            auto end = std::min(rest.find('\0'), rest.size());
            std::string content(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (content.empty() && std::string_view(name) == "xl/workbook.xml")
                content = R"(<workbook><sheets><sheet name="S" id="a"/></sheets></workbook>)";
            if (content.empty()) content = "<x/>";
            parts.emplace_back(name, content);
        }
        check(files::read_workbook(packed(parts), "x.xlsx", small_limits()));
    } else {
        std::string text(input.substr(std::min<std::size_t>(1, size)));
        files::Form form = files::form_of(text);
        must(form.digits <= 15, "few zeros");
        for (const auto& cell :
             {files::number_cell(text, {}), files::number_cell(text, form), files::number_cell(text, {files::Form::Kind::percent}),
              files::day_cell(text, size > 0 && data[0] % 2 == 1)})
            must(cell.text.size() <= std::max<std::size_t>(text.size(), 64), "a cell is short");
        try {
            files::Xml xml(text);
            for (auto piece = xml.next(); piece != files::Xml::Piece::done; piece = xml.next())
                if (piece == files::Xml::Piece::start) xml.attribute("r");
        } catch (const files::XmlFault&) {
        }
    }
    return 0;
}
