#pragma once

#include "catalog/catalog.h"
#include "crypto/keyring.h"
#include "db/db.h"

// How a column of an expert is shown to people.
namespace expert {

std::optional<std::string> name_in(const catalog::Table& table, const std::optional<std::string>& code);

// The masked form of an encrypted column of the expert `id`.
std::optional<std::string> masked_secret(const crypto::Keyring& keys, const db::Row& row, int column, std::string_view name,
                                         std::int64_t id, std::string (*mask)(const std::string&));

} // namespace expert
