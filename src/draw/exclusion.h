#pragma once

#include <array>
#include <string_view>

// The printed list of why someone may not be drawn (docs/decisions; draw-protocol "excluded").
namespace draw {

enum class Section { recusal, eligibility, missing };

struct ExclusionCode {
    std::string_view code, label;
    Section section;
};

// In the order in which one code stands for a person who has several.
inline constexpr std::array<ExclusionCode, 22> exclusion_codes{{
    {"14.1", "处于失信惩戒期", Section::eligibility},
    {"14.4.1", "第1目 是被评审项目的负责人或参与人员", Section::recusal},
    {"14.4.2", "第2目 与负责人有近亲属、师生关系", Section::recusal},
    {"14.4.3", "第3目 与负责人共同承担的科研项目尚在执行期", Section::recusal},
    {"14.4.4", "第4目 与负责人隶属同一法人单位", Section::recusal},
    {"14.4.5", "第5目 与项目单位尚存聘用关系", Section::recusal},
    {"14.4.6", "第6目 与项目单位有经济利害关系", Section::recusal},
    {"14.4.7", "第7目 其他可能影响公正的情形（疑似经认定）", Section::recusal},
    {"11", "已冻结：连续两年未确认信息", Section::eligibility},
    {"13", "专家资格已撤销", Section::eligibility},
    {"exited", "已退出专家库", Section::eligibility},
    {"consent", "本人不同意（或没有同意）共享信息", Section::eligibility},
    {"suspended", "暂不选取", Section::eligibility},
    {"busy", "活动日期内已参加另一项活动", Section::eligibility},
    {"absent", "该期间不便参加", Section::eligibility},
    {"load", "抽中次数或间隔超过方案所限", Section::eligibility},
    {"age", "超过抽取时的年龄上限", Section::eligibility},
    {"missing.unit", "所在单位未核验", Section::missing},
    {"missing.qualification", "所要类别的资格未核验", Section::missing},
    {"missing.field", "学科和行业都未填报", Section::missing},
    {"missing.person", "证件号或出生日期缺失", Section::missing},
    {"missing.lead", "项目缺少负责人或申报单位信息", Section::missing},
}};

constexpr std::size_t place_of_code(std::string_view code)
{
    for (std::size_t i = 0; i < exclusion_codes.size(); ++i)
        if (exclusion_codes[i].code == code) return i;
    throw "no such exclusion code";
}

} // namespace draw
