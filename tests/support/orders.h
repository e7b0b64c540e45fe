#pragma once

#include "crypto/random.h"
#include "rulebook/rulebook.h"
#include "support/library.h"

namespace support {

// A value of a dated rule in force from today on, as if `by` had proposed it and another approved.
inline void order_rule(TestLibrary& library, std::int64_t by, const std::string& code, std::int64_t value)
{
    auto act = library.act();
    std::string now = to_text(library.clock().now()), day = to_text(day_of(library.clock().now()));
    act.insert(rulebook::rule_order_table, {{"public_id", db::Value(crypto::random_id())},
                                            {"code", db::Value(code)},
                                            {"value", db::Value(value)},
                                            {"words", db::Value("测试")},
                                            {"from_day", db::Value(day)},
                                            {"document", db::Value("测试")},
                                            {"state", db::Value("approved")},
                                            {"proposed_by", db::Value(by)},
                                            {"proposed_at", db::Value(now)},
                                            {"decided_by", db::Value(by)},
                                            {"decided_at", db::Value(now)}});
    act.append({"test.rule/1", "", "", {}});
    act.commit();
}

} // namespace support
