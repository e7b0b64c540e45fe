#include "auth/powers.h"

#include <algorithm>

namespace auth {

std::span<const Power> powers()
{
    using enum Permission;
    static constexpr Power list[] = {
        {"import", "批量导入专家和单位", library_import, false},      {"record", "维护专家信息（变更、合并、附件）", library_edit, false},
        {"reveal", "逐项查看专家的敏感信息", personal_reveal, false}, {"export", "申请导出", export_request, false},
        {"suspicion", "认定疑似回避", suspicion_decide, true},        {"rules", "提出改定规则口径", rules_edit, true},
    };
    return list;
}

const Power* find_power(std::string_view code)
{
    auto found = std::find_if(powers().begin(), powers().end(), [&](const auto& power) { return power.code == code; });
    return found == powers().end() ? nullptr : &*found;
}

Lent lent_to(db::Connection& connection, std::int64_t entity_id, Day today)
{
    Lent lent;
    connection.each("SELECT p.power, u.public_id FROM delegation d JOIN delegation_power p ON p.delegation_id = d.id JOIN unit u ON u.id = "
                    "d.from_unit_id WHERE d.unit_id = $1 AND d.from_day <= $2 AND d.to_day >= $2 AND d.ended_at IS NULL ORDER BY d.id",
                    {entity_id, to_text(today)}, [&](const db::Row& row) {
                        const Power* power = find_power(row.text(0));
                        if (!power) return;
                        lent.permissions = lent.permissions | Permissions{power->permission};
                        lent.lender = row.text(1);
                    });
    return lent;
}

} // namespace auth
