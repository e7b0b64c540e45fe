#include "crypto/random.h"

#include <botan/system_rng.h>

namespace crypto {

Bytes random_bytes(std::size_t size)
{
    Bytes bytes(size);
    Botan::system_rng().randomize(bytes.data(), bytes.size());
    return bytes;
}

std::string random_id()
{
    return to_base32(random_bytes(16));
}

} // namespace crypto
