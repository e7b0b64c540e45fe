#include "account/roles.h"

#include <algorithm>

namespace account {

namespace {

struct Reach {
    std::string_view role, words;
    bool unit = false;
};
constexpr Reach reaches[] = {
    {"expert", "本人的记录"},
    {"unit_reviewer", "本单位及下属", true},
    {"department_reviewer", "归口单位", true},
    {"science_department", "全库"},
    {"library_administrator", "全库"},
    {"agency", "全库"},
    {"operator", "本单位及下属的活动", true},
    {"approver", "本单位及下属的活动", true},
    {"supervisor", "所监督的活动", true}, // of another department than the operator's (Art. 15(2))
    {"inspector", "全库的抽取理由"},
    {"system_administrator", "单位和账号，不见专家"},
    {"security_administrator", "角色和告警，不见专家"},
    {"audit_administrator", "留痕，专家只见编号"},
};

const Reach& reach_of(std::string_view role)
{
    return *std::find_if(std::begin(reaches), std::end(reaches), [&](const Reach& reach) { return reach.role == role; });
}

} // namespace

std::string_view scope_in_words(std::string_view role)
{
    return reach_of(role).words;
}

bool needs_unit(std::string_view role)
{
    return reach_of(role).unit;
}

bool follows_unit(std::string_view role)
{
    return needs_unit(role) || role == "agency";
}

} // namespace account
