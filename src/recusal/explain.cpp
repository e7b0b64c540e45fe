#include "recusal/recusal.h"

#include "base/percent.h"
#include "catalog/catalog.h"

namespace recusal {

namespace {

std::string days_text(const Span& days)
{
    if (!days.first && !days.last) return "起止日期未登记";
    std::string text = days.first ? to_text(*days.first) + " 起" : "起始日期未登记";
    return days.last ? text + "，至 " + to_text(*days.last) : text;
}

std::string name_in(const catalog::Table& table, std::string_view code)
{
    const auto* entry = table.find(code);
    return entry ? entry->name : std::string(code);
}

std::string_view post_name(PostKind kind)
{
    static constexpr std::string_view names[] = {"主要任职", "兼职", "返聘", "顾问", "曾任", "退休", "任职方式不明"};
    return names[static_cast<std::size_t>(kind)];
}

class Teller {
public:
    Teller(const Exclusion& exclusion, const Person& person, const Project& project, const Library& library)
        : e_(exclusion), person_(person), project_(project), library_(library)
    {
    }

    std::string fact() const
    {
        switch (e_.ground) {
        case Ground::lead_missing:
            return "项目缺少负责人身份证号、负责人单位或申报单位，无法判断是否回避";
        case Ground::is_lead:
            return "是项目负责人";
        case Ground::is_member:
            return "是项目参与人员";
        case Ground::relation:
            return "登记有" + tie(person_.relations[e_.fact]) + "关系，对方是项目负责人";
        case Ground::relation_by_name:
            return "登记有" + tie(person_.relations[e_.fact]) + "关系，对方身份证号未登记，姓名与项目负责人相同";
        case Ground::relation_of_lead:
            return "项目负责人登记本人为其" + name_in(catalog::relation_kinds(), project_.lead_relations[e_.other].kind);
        case Ground::lead_names_expert:
            return "项目负责人登记其" + name_in(catalog::relation_kinds(), project_.lead_relations[e_.other].kind) +
                   "，对方身份证号未登记，姓名与本人相同";
        case Ground::research:
            return research();
        case Ground::same_part:
            return post() + "，与负责人同一二级机构";
        case Ground::part_unknown:
            return post() + "，与负责人同一法人单位，二级机构不明";
        case Ground::same_entity:
            return post() + "，与负责人同一法人单位";
        case Ground::employed:
            return post() + "，该单位是" + role(person_.posts[e_.fact].place.entity);
        case Ground::shares:
            return interest() + "，其间该单位不是上市的申报单位";
        case Ground::shares_beyond_limit:
            return interest() + "，该单位已上市，但同时持有的合计比例超过上限，或比例未登记";
        case Ground::interest:
            return interest();
        }
        return {};
    }

    std::string path() const
    {
        switch (e_.item) {
        case Item::lead_missing:
            return "项目 " + project_.number;
        case Item::item1:
            return "本人身份证号 = 项目" + std::string(e_.ground == Ground::is_lead ? "负责人" : "参与人员") + "身份证号";
        case Item::item2:
            if (e_.ground == Ground::relation_of_lead) return "负责人的专家档案 → 关系 → 本人";
            if (e_.ground == Ground::lead_names_expert) return "负责人的专家档案 → 关系 → 本人姓名";
            return e_.ground == Ground::relation ? "本人档案 → 关系 → 负责人身份证号" : "本人档案 → 关系 → 负责人姓名";
        case Item::item3:
            return "本人 → 科研项目 " + library_.research()[e_.fact].code + " ← 负责人";
        case Item::item4: {
            const LeadPlace& lead = project_.lead_places[e_.other];
            std::int64_t unit = lead.place.unit ? lead.place.unit : lead.place.entity;
            std::string_view source = lead.by_project ? "负责人（项目所填）" : "负责人（专家档案）";
            return "本人 → " + unit_path(person_.posts[e_.fact].place.unit) + " ／ " + std::string(source) + " → " + unit_path(unit);
        }
        case Item::item5:
            return "本人 → " + unit_path(person_.posts[e_.fact].place.unit) + " → " + role(person_.posts[e_.fact].place.entity);
        case Item::item6:
            return "本人 → " + unit_path(person_.interests[e_.fact].place.unit) + " → " + role(person_.interests[e_.fact].place.entity);
        }
        return {};
    }

private:
    const Exclusion& e_;
    const Person& person_;
    const Project& project_;
    const Library& library_;

    std::string unit_path(std::int64_t id) const { return library_.places().path(id); }
    std::string tie(const Relation& relation) const { return name_in(catalog::relation_kinds(), relation.kind); }

    std::string role(std::int64_t entity) const
    {
        for (const auto& unit : project_.units)
            if (unit.entity == entity) return unit.applicant ? "申报单位" : "合作单位";
        return "项目单位";
    }

    std::string post() const
    {
        const Post& p = person_.posts[e_.fact];
        return "在 " + unit_path(p.place.unit) + " 任职（" + days_text(p.days) + "，" + std::string(post_name(p.kind)) + "）";
    }

    std::string research() const
    {
        const Research& r = library_.research()[e_.fact];
        std::string end = r.closed_on ? "，" + to_text(*r.closed_on) + " 结题" : "，没有结题、验收或终止记录";
        return "与负责人共同承担科研项目 " + r.code + "《" + r.name + "》（" + (r.from ? to_text(*r.from) + " 起" : "起始日期未登记") +
               end + "）";
    }

    std::string interest() const
    {
        const Interest& i = person_.interests[e_.fact];
        std::string kind = name_in(catalog::interest_kinds(), i.kind);
        std::string share = i.share ? "持股 " + percent(*i.share) + "，" : "";
        return "与" + role(i.place.entity) + " " + unit_path(i.place.unit) + " 有利益关系：" + kind + "（" + share + days_text(i.days) +
               "）";
    }
};

} // namespace

Reason explain(const Exclusion& exclusion, const Person& person, const Project& project, const Library& library)
{
    Teller teller(exclusion, person, project, library);
    return {std::string(code_of(exclusion.item)), project.public_id, teller.fact(), teller.path()};
}

} // namespace recusal
