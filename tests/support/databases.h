#pragma once

#include "db/db.h"

#include <filesystem>
#include <memory>
#include <string>

namespace support {

// A folder of its own under the system's temporary folder, removed with the object.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// The address of a new, empty database: a file in `folder`, or one on the PostgreSQL server that the test program
// starts for itself when it is first asked for and stops at its end. A missing PostgreSQL fails the test.
std::string empty_database(db::Engine engine, const Folder& folder);

// Both engines, for parameterised tests.
inline constexpr db::Engine engines[] = {db::Engine::sqlite, db::Engine::postgres};
std::string name_of(db::Engine engine);

} // namespace support
