#include "support/places.h"

namespace support {

std::filesystem::path source_folder()
{
    return BOLE_SOURCE_DIR;
}

std::filesystem::path build_folder()
{
    return BOLE_BINARY_DIR;
}

} // namespace support
