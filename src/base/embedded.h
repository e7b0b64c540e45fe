#pragma once

#include <string_view>
#include <vector>

// A file of the source tree that was put into the binary at build time (web/dist, migrations, data).
struct EmbeddedFile {
    std::string_view path; // relative to the project's root, e.g. "migrations/0001_ledger.sql"
    std::string_view content;
};

// All of them, ascending by path. Defined in a file that tools/embed.cmake generates.
std::vector<EmbeddedFile> embedded_files();
