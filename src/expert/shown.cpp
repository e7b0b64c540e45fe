#include "expert/shown.h"

namespace expert {

std::optional<std::string> name_in(const catalog::Table& table, const std::optional<std::string>& code)
{
    const auto* entry = code ? table.find(*code) : nullptr;
    return entry ? std::optional(entry->name + (entry->retired ? "（已停用）" : "")) : std::nullopt;
}

std::optional<std::string> masked_secret(const crypto::Keyring& keys, const db::Row& row, int column, std::string_view name,
                                         std::int64_t id, std::string (*mask)(const std::string&))
{
    auto stored = row.maybe_bytes(column);
    if (!stored) return std::nullopt;
    return mask(keys.decrypt("expert", name, std::to_string(id), *stored).reveal());
}

} // namespace expert
