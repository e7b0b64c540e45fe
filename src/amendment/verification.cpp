#include "amendment/verification.h"

namespace amendment {

namespace {

template <class Fact>
void settle_fact(Fact& now, const Fact* before, const Verification& given, bool verify)
{
    bool kept = before && says_the_same(now, *before) && !verify;
    now.verified_on = kept ? before->verified_on : given.on;
    now.verified_by = kept ? before->verified_by : given.on ? given.by : "";
}

} // namespace

bool says_the_same(const expert::Post& a, const expert::Post& b)
{
    return a.unit_id == b.unit_id && a.kind == b.kind && a.duty == b.duty && a.from == b.from && a.to == b.to;
}

bool says_the_same(const expert::Category& a, const expert::Category& b)
{
    return a.category == b.category && a.qualification == b.qualification;
}

void settle(expert::Post& now, const expert::Post* before, const Verification& given, bool verify)
{
    settle_fact(now, before, given, verify);
}

void settle(expert::Category& now, const expert::Category* before, const Verification& given, bool verify)
{
    settle_fact(now, before, given, verify);
}

} // namespace amendment
