#pragma once

#include "crypto/keyring.h"

namespace crypto {

// Argon2id (19 MiB, t = 2, p = 1) of the password, then HMAC with the pepper: the database alone cannot test a guess.
// Stored as "$bole-argon2id$v=1$m=19456,t=2,p=1$salt$hash", salt and hash in base64.
// At most two run at a time; others wait. About 50 ms each.
std::string hash_password(const Keyring& keys, const Secret& password);
// Checks with the cost written in `stored`; throws std::runtime_error when it is no such string.
bool check_password(const Keyring& keys, const Secret& password, const std::string& stored);
// True if `stored` was made at another cost than today's: hash again at the next successful sign-in.
bool needs_rehash(const std::string& stored);
// Takes as long as a check; for names that do not exist.
void check_nothing(const Keyring& keys, const Secret& password);

} // namespace crypto
