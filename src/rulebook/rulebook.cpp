#include "rulebook/rulebook.h"

namespace rulebook {

const ledger::Table rule_order_table{"rule_order",
                                     {{"public_id"},
                                      {"code"},
                                      {"value"},
                                      {"words"},
                                      {"from_day"},
                                      {"document"},
                                      {"state"},
                                      {"proposed_by"},
                                      {"proposed_at"},
                                      {"decided_by"},
                                      {"decided_at"},
                                      {"reason"}}};

RuleBook load(db::Connection& connection)
{
    return RuleBook(connection.all("SELECT code, value, words, from_day, document FROM rule_order WHERE state = 'approved' ORDER BY id", {},
                                   [](const db::Row& row) {
                                       return OrderedValue{row.text(0), row.integer(1), row.text(2), row.text(3), row.text(4)};
                                   }));
}

} // namespace rulebook
