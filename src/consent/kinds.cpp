#include "consent/kinds.h"

#include "consent/consent.h"

#include <algorithm>

namespace consent {

std::span<const Kind> kinds()
{
    static constexpr Kind list[] = {
        {"notice", "告知", false, ""},
        {"sharing", "共享", true, "不再抽取您参加活动，不再向合作的专家库提供您的信息；已经封存的抽取照旧进行。"},
        {"sensitive", "敏感信息", true, "任何人不能再查看您的银行账号；您可以申请删除银行账号和附件。"},
    };
    return list;
}

std::vector<ConsentText> texts()
{
    std::vector<ConsentText> list;
    for (const auto& kind : kinds()) list.push_back({kind.text(), rulebook::brought_editions(kind.text()).front().title});
    return list;
}

const Kind* find_kind(std::string_view code)
{
    auto all = kinds();
    auto found = std::find_if(all.begin(), all.end(), [&](const Kind& kind) { return kind.code == code; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace consent
