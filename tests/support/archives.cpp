#include "support/archives.h"

#include <zip.h>

#include <algorithm>
#include <stdexcept>

namespace support {

std::string zipped(const std::vector<std::pair<std::string, std::string>>& parts)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    if (!archive) throw std::runtime_error("zip");
    for (const auto& [name, content] : parts) {
        zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
        // Names as given: tests write them in GB 18030 too.
        if (zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_RAW) < 0) throw std::runtime_error("zip " + name);
    }
    if (zip_close(archive) != 0) throw std::runtime_error("zip");
    zip_source_open(target);
    zip_source_seek(target, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

std::string workbook_of(const std::string& sheet_data, const std::vector<std::pair<std::string, std::string>>& more,
                        const std::string& sheet_name)
{
    const std::string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    std::vector<std::pair<std::string, std::string>> parts{
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels",
         "<Relationships><Relationship Id=\"rId1\" Type=\"" + relations + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
        {"xl/workbook.xml",
         "<workbook xmlns:r=\"r\"><sheets><sheet name=\"" + sheet_name + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId1\" Type=\"" + relations +
                                           "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" + relations +
                                           "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"" +
                                           relations + "/styles\" Target=\"styles.xml\"/></Relationships>"},
        {"xl/sharedStrings.xml", "<sst/>"},
        {"xl/styles.xml", "<styleSheet/>"},
        {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + sheet_data + "</sheetData></worksheet>"},
    };
    for (const auto& [name, content] : more) {
        auto found = std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part.first == name; });
        if (found == parts.end())
            parts.emplace_back(name, content);
        else
            found->second = content;
    }
    return zipped(parts);
}

} // namespace support
