#pragma once

#include "crypto/keyring.h"

namespace crypto {

// Argon2id (19 MiB, t = 2, p = 1) of the password, then HMAC with the pepper: the database alone cannot test a guess.
// At most two run at a time; others wait. About 50 ms each.
std::string hash_password(const Keyring& keys, const Secret& password);
bool check_password(const Keyring& keys, const Secret& password, const std::string& stored);
// Takes as long as a check; for names that do not exist.
void check_nothing(const Keyring& keys, const Secret& password);

}  // namespace crypto
