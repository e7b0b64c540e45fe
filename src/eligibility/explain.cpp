#include "eligibility/eligibility.h"

#include "catalog/catalog.h"

namespace eligibility {

Reason explain(const Exclusion& exclusion, const Person& person)
{
    auto fact = [&]() -> std::string {
        switch (exclusion.bar) {
        case Bar::sanction: {
            const Sanction& s = person.sanctions[exclusion.fact];
            const auto* kind = catalog::sanction_kinds().find(s.kind);
            return "处于失信惩戒期：" + (kind ? kind->name : s.kind) + "，" + (s.days.first ? to_text(*s.days.first) : "起始日不明") +
                   " 起，" + (s.days.last ? "至 " + to_text(*s.days.last) + " 24 时" : "没有结束日期");
        }
        case Bar::frozen:
            return "专家资格已冻结（连续两年未确认信息）";
        case Bar::revoked:
            return "专家资格已撤销";
        case Bar::exited:
            return "已退出专家库";
        case Bar::consent:
            return person.sharing == Consent::refused ? "本人不同意把信息提供给使用单位（或已撤回同意）"
                                                      : "本人还没有答复是否同意把信息提供给使用单位";
        case Bar::suspended:
            return "暂不选取";
        case Bar::busy:
            return "活动日期内已参加另一项活动";
        case Bar::absent: {
            const Span& days = person.absences[exclusion.fact];
            return "登记的不便参加日期与活动日期重合：" + to_text(*days.first) +
                   (days.last ? " 至 " + to_text(*days.last) : " 起，没有结束日期");
        }
        case Bar::age:
            return "超过抽取时的年龄上限";
        case Bar::unit:
            return "所在单位未核验，或核验的主要任职没有涵盖封存至活动结束的每一天";
        case Bar::qualification:
            return "本组所要类别的资格未登记或未核验";
        case Bar::field:
            return "学科和行业都没有填报";
        case Bar::person:
            return person.identified ? "出生日期未登记"
                   : person.birth    ? "身份证号未登记，也没有护照等证件号"
                                     : "身份证号（护照等证件号）和出生日期都未登记";
        }
        return {};
    };
    return {std::string(code_of(exclusion.bar)), fact()};
}

} // namespace eligibility
