#pragma once

#include <string>
#include <vector>

namespace auth {

// The QR code of `text` as rows of '0' and '1', without quiet zone.
std::vector<std::string> qr_rows(const std::string& text);

} // namespace auth
