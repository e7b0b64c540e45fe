// The code tables, read from data/ instead of out of the binary: the fuzz targets are built without cmake.
#include "base/embedded.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

std::vector<EmbeddedFile> embedded_files()
{
    static const std::map<std::string, std::string> files = [] {
        std::map<std::string, std::string> read;
        for (const auto& file : std::filesystem::directory_iterator("data")) {
            std::ifstream in(file.path(), std::ios::binary);
            read[file.path().string()] = {std::istreambuf_iterator<char>(in), {}};
        }
        return read;
    }();
    std::vector<EmbeddedFile> list;
    for (const auto& [path, content] : files) list.push_back({path, content});
    return list;
}
