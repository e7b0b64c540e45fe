#include "ruling/catalogue.h"

#include "account/account.h"
#include "activity/activity.h"
#include "alert/rules.h"
#include "auth/rules.h"
#include "auth/second_factor.h"
#include "draw/draw.h"
#include "eligibility/eligibility.h"
#include "expert/expert.h"
#include "exporting/exporting.h"
#include "intake/intake.h"
#include "library_use/library_use.h"
#include "notify/rules.h"
#include "reading/reading.h"
#include "recusal/recusal.h"
#include "registry/registry.h"
#include "ruling/readings.h"
#include "sso/sso.h"

#include <algorithm>

namespace ruling {

std::span<const Part> parts()
{
    // One a line, so that features add theirs without touching others.
    // clang-format off
    static const Part list[] = {
        {expert::dated_rules, "ruled"},
        {activity::dated_rules, "ruled"},
        {eligibility::dated_rules, "ruled"},
        {recusal::dated_rules, "ruled"},
        {draw::dated_rules, "ruled"},
        {settled_readings, "settled"},
        {auth::dated_rules, "ruled"},
        {auth::second_factor_rules(), "ruled"},
        {account::dated_rules, "ruled"},
        {reading::dated_rules, "ruled"},
        {registry::dated_rules, "ruled"},
        {notify::dated_rules, "ruled"},
        {intake::dated_rules, "ruled"},
        {library_use::dated_rules, "ruled"},
        {alert::dated_rules, "ruled"},
        {sso::dated_rules, "ruled"},
        {exporting::dated_rules, "ruled"},
        {waiting_readings, "waiting"},
    };
    // clang-format on
    return list;
}

const Part* part_of(std::string_view code)
{
    for (const auto& part : parts())
        if (std::any_of(part.rules.begin(), part.rules.end(), [&](const auto& rule) { return rule.code == code && rule.can_be_set(); }))
            return &part;
    return nullptr;
}

} // namespace ruling
