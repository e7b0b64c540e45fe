#include "expert/consistency.h"

#include "expert/messages.h"

#include <algorithm>

namespace expert {

std::optional<Error> judge_sex(const std::string& sex, const identity::CitizenId& id)
{
    bool told = sex == "1" || sex == "2";
    if (!told || sex == (id.male ? "1" : "2")) return std::nullopt;
    return refuse(ErrorKind::invalid, messages::sex_differs);
}

std::optional<Error> judge_birth(Day birth, const identity::CitizenId& id)
{
    if (birth == id.birth) return std::nullopt;
    return refuse(ErrorKind::invalid, messages::birth_differs);
}

std::optional<Error> judge_days(std::optional<Day> from, std::optional<Day> to, const std::string& from_title, const std::string& to_title)
{
    if (!from || !to || *to >= *from) return std::nullopt;
    return refuse(ErrorKind::invalid, messages::day_order, {to_title, from_title});
}

std::optional<Error> judge_code(const std::vector<std::string>& before, const std::string& code, const catalog::Table& table)
{
    if (std::find(before.begin(), before.end(), code) == before.end()) return std::nullopt;
    const auto* entry = table.find(code);
    return listed_twice(entry ? entry->name : code);
}

Error listed_twice(const std::string& what)
{
    return refuse(ErrorKind::invalid, messages::listed_twice, {what});
}

std::optional<Error> judge_other(std::string_view other, std::string_view own)
{
    if (other.empty() || other != own) return std::nullopt;
    return refuse(ErrorKind::invalid, messages::own_relation);
}

} // namespace expert
