#pragma once

#include "base/bytes.h"

namespace crypto {

// `size` bytes from the operating system's generator.
Bytes random_bytes(std::size_t size);

// A public id: 128 random bits as 26 characters of lower-case base32.
std::string random_id();

} // namespace crypto
