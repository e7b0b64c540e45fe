#include "registry/request.h"

#include "registry/messages.h"
#include "registry/store.h"

namespace registry {

Result<Unit> for_change(db::Connection& connection, const auth::Filter& filter, const std::string& public_id, std::int64_t version)
{
    auto unit = load(connection, filter, public_id);
    if (!unit) return auth::not_found("单位");
    if (unit->merged_into_id)
        return refuse(ErrorKind::conflict, messages::merged_away,
                      {unit->facts.name, names_of(connection, {*unit->merged_into_id}).at(*unit->merged_into_id)});
    if (unit->version != version) return refuse(ErrorKind::conflict, messages::changed_meanwhile, {unit->facts.name});
    return std::move(*unit);
}

std::string reason_of(const std::string& told, const std::string& grounds)
{
    return told + "。依据：" + grounds;
}

} // namespace registry
