#include "app/demo/units.h"

#include "base/identity.h"
#include "units/units.h"

#include <array>

namespace app {

namespace {

struct Kind {
    std::string_view kind, ending, code_prefix;
    std::array<std::string_view, 4> parts;
};

constexpr Kind kinds[] = {
    {"university", "大学", "12", {"能源与动力学院", "计算机学院", "农牧学院", "化学化工学院"}},
    {"university", "理工大学", "12", {"机械学院", "材料学院", "信息工程学院", "经济管理学院"}},
    {"institute", "科学研究院", "12", {"系统研究所", "生态研究所", "草业研究所", "综合办公室"}},
    {"enterprise", "能源集团有限公司", "91", {"研发中心", "生产技术部", "财务部", "战略发展部"}},
    {"enterprise", "生物科技有限公司", "91", {"研发部", "质量部", "财务部", "市场部"}},
    {"hospital", "中心医院", "12", {"内科", "外科", "检验科", "科教科"}},
    {"accounting_firm", "会计师事务所", "91", {"审计一部", "审计二部", "咨询部", "税务部"}},
    {"law_firm", "律师事务所", "31", {"知识产权部", "公司业务部", "诉讼部", "综合部"}},
    {"park", "高新技术产业园", "12", {"企业服务部", "项目部", "财务部", "孵化部"}},
};

constexpr std::string_view places[] = {"敕勒川", "岱海", "河套", "阴山",   "乌兰", "锡林", "漠南", "赛汗",
                                       "白云",   "昭君", "查干", "额尔敦", "塔拉", "巴音", "哈素", "云中"};
constexpr std::string_view cities[] = {"150100", "150200", "150300", "150400", "150500", "150600",
                                       "150700", "150800", "150900", "152200", "152500", "152900"};
constexpr std::string_view outside[] = {"110000", "120000", "210000", "610000"};

} // namespace

std::vector<DemoEntity> add_demo_entities(ledger::Act& act, DemoRandom& random, Day verified_on)
{
    std::vector<DemoEntity> entities;
    std::uint64_t number = 1;
    for (auto place : places)
        for (const auto& kind : kinds) {
            if (entities.size() >= 36 || (kind.kind == "law_firm" && random.chance(60))) continue;
            if (random.chance(35)) continue;
            DemoEntity entity;
            entity.name = std::string(place) + std::string(kind.ending);
            entity.kind = kind.kind;
            entity.region = random.chance(15) ? random.pick(outside) : random.pick(cities);
            units::NewUnit unit;
            unit.name = entity.name;
            unit.code = identity::invent_credit_code(kind.code_prefix, "150000", number++);
            unit.kind = entity.kind;
            unit.region = entity.region;
            unit.verified_on = verified_on;
            unit.verified_by = "演示";
            unit.source = "演示数据";
            if (kind.kind == "enterprise" && random.chance(30)) unit.listed_from = Day::of(2015, 6, 1);
            if (random.chance(40)) unit.aliases.push_back(std::string(place) + std::string(kind.ending.substr(0, 6)));
            entity.id = units::add_unit(act, unit);
            act.flush();
            for (auto part : kind.parts) {
                units::NewUnit below;
                below.name = part;
                below.parent_id = entity.id;
                below.region = entity.region;
                below.verified_on = verified_on;
                below.verified_by = "演示";
                entity.parts.push_back(units::add_unit(act, below));
            }
            entities.push_back(std::move(entity));
        }
    return entities;
}

} // namespace app
