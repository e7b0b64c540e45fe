// Where the tests find the checkout they were built from and its programs.
#pragma once

#include <filesystem>

namespace support {

std::filesystem::path source_folder(); // the checkout's root
std::filesystem::path build_folder();  // where bole and bole-verify stand

} // namespace support
