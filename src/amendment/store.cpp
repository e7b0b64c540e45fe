#include "amendment/outlook.h"

namespace amendment {

Ties ties_of(db::Connection& connection, const crypto::Keyring& keys, const expert::Record& record)
{
    const auto& number = record.facts.citizen_id ? record.facts.citizen_id : record.facts.passport;
    if (!number) return {};
    Bytes hash = crypto::bytes_of(keys.lookup_hash("citizen_id", *number));
    auto count = [](const db::Row& row) { return row.integer(0); };
    return {*connection.one("SELECT count(*) FROM research_participant WHERE person_hash = $1", {hash}, count),
            *connection.one("SELECT count(*) FROM relation WHERE other_hash = $1 AND expert_id <> $2", {hash, record.id}, count)};
}

} // namespace amendment
