#include "own_record/take_away.h"

#include "catalog/catalog.h"

#include <set>

namespace own_record {

namespace {

using json::Array;
using json::Object;

constexpr std::string_view description =
    "“GB/T "
    "35397-2017”之下的名称取自《科技人才元数据元素集》；“other”之下的信息该标准没有规定名称，名称为本系统所用，中文名见“other_labels”。"
    "没有登记的信息不列出。本库不收集国籍、学历、教育经历、培训、专著、科技报告。";

constexpr std::pair<std::string_view, std::string_view> other_labels[] = {
    {"nameMongolian", "蒙古文姓名"},
    {"pinyin", "拼音"},
    {"ethnicGroup", "民族"},
    {"citizenID", "身份证号"},
    {"passport", "护照等证件"},
    {"bankAccount", "银行账号"},
    {"region", "所在地区"},
    {"category", "专家类别"},
    {"industry", "行业"},
    {"language", "语种"},
    {"willingness", "参加意愿"},
    {"absence", "不便参加的日期"},
    {"relation", "亲属师生等关系"},
    {"interest", "利益关系"},
    {"certificate", "资格证书"},
    {"resume", "简历"},
    {"attachment", "附件"},
    {"provenance", "各项信息的来历"},
    {"version", "版本"},
};

void put(Object& object, std::string name, const std::string& text)
{
    if (!text.empty()) object.set(std::move(name), text);
}
void put(Object& object, std::string name, const std::optional<crypto::Secret>& secret)
{
    if (secret) object.set(std::move(name), secret->reveal());
}
void put(Object& object, std::string name, const std::optional<Day>& day)
{
    if (day) object.set(std::move(name), to_text(*day));
}
void put(Object& object, std::string name, Array list)
{
    if (!list.empty()) object.set(std::move(name), std::move(list));
}

// {"code","name"}; nothing of nothing.
Object code_of(const catalog::Table& table, const std::string& code)
{
    Object object{{"code", code}};
    if (const auto* entry = table.find(code)) object.set("name", entry->name);
    return object;
}
void put_code(Object& object, std::string name, const catalog::Table& table, const std::string& code)
{
    if (!code.empty()) object.set(std::move(name), code_of(table, code));
}
Array codes_of(const catalog::Table& table, const std::vector<std::string>& codes)
{
    Array list;
    for (const auto& code : codes) list.push_back(code_of(table, code));
    return list;
}

template <class Fact>
Object dated(Object object, const Fact& fact)
{
    put(object, "from", fact.from);
    put(object, "to", fact.to);
    return object;
}

Array posts_of(const Copy& copy, bool part_time)
{
    Array list;
    for (const auto& post : copy.record.facts.posts) {
        if ((post.kind == "concurrent" || post.kind == "adviser") != part_time) continue;
        Object object{{"unit", copy.units.at(post.unit_id)}, {"kind", code_of(catalog::post_kinds(), post.kind)}};
        put(object, "duty", post.duty);
        list.push_back(dated(std::move(object), post));
    }
    return list;
}

Array achievements_of(const Copy& copy, std::string_view kind)
{
    Array list;
    for (const auto& a : copy.record.facts.achievements) {
        if (a.kind != kind) continue;
        Object object{{"name", a.name}};
        put(object, "detail", a.detail);
        put(object, "role", a.role);
        list.push_back(dated(std::move(object), a));
    }
    return list;
}

Object standard_elements(const Copy& copy)
{
    const auto& facts = copy.record.facts;
    Object object{{"talentID", copy.record.number}, {"name", facts.name}};
    put_code(object, "gender", catalog::sexes(), facts.sex);
    put(object, "birthdate", facts.birth_day);
    Object field;
    put(field, "discipline", codes_of(catalog::disciplines(), facts.disciplines));
    if (!field.empty()) object.set("researchField", std::move(field));
    put(object, "specialty", facts.keywords);
    put_code(object, "degree", catalog::degrees(), facts.degree);
    put_code(object, "professionalTitle", catalog::titles(), facts.title);
    Object contact;
    put(contact, "phone", facts.phone);
    put(contact, "email", facts.email);
    if (!contact.empty()) object.set("contact", std::move(contact));
    std::set<std::string> documents;
    for (const auto& p : copy.provenance)
        if (!p.document.empty()) documents.insert(p.document);
    Array sources(documents.begin(), documents.end());
    put(object, "dataSource", std::move(sources));
    put(object, "workExperience", posts_of(copy, false));
    Array part_time = posts_of(copy, true);
    for (auto& one : achievements_of(copy, "social_post")) part_time.push_back(std::move(one));
    put(object, "parttimeJob", std::move(part_time));
    put(object, "prize", achievements_of(copy, "award"));
    put(object, "honor", achievements_of(copy, "talent_programme"));
    put(object, "paper", achievements_of(copy, "paper"));
    put(object, "patent", achievements_of(copy, "patent"));
    Array projects;
    for (const auto& r : copy.research) {
        Object one{{"code", r.code}, {"name", r.name}, {"role", r.role}};
        put(one, "level", r.level);
        put(one, "from", r.from);
        put(one, "to", r.to);
        projects.push_back(std::move(one));
    }
    put(object, "project", std::move(projects));
    Array sanctions;
    for (const auto& s : copy.sanctions)
        sanctions.push_back(dated(Object{{"kind", code_of(catalog::sanction_kinds(), s.kind)}, {"document", s.document}}, s));
    put(object, "punishment", std::move(sanctions));
    return object;
}

Object other_elements(const Copy& copy)
{
    const auto& facts = copy.record.facts;
    Object object;
    put(object, "nameMongolian", facts.name_mongolian);
    put(object, "pinyin", facts.pinyin);
    put_code(object, "ethnicGroup", catalog::ethnic_groups(), facts.ethnic);
    put(object, "citizenID", facts.citizen_id);
    put(object, "passport", facts.passport);
    put(object, "bankAccount", facts.bank_account);
    put_code(object, "region", catalog::regions(), facts.region);
    Array categories;
    for (const auto& c : facts.categories) {
        Object one = code_of(catalog::expert_categories(), c.category);
        put(one, "qualification", c.qualification);
        categories.push_back(std::move(one));
    }
    put(object, "category", std::move(categories));
    put(object, "industry", codes_of(catalog::industries(), facts.industries));
    put(object, "language", codes_of(catalog::languages(), facts.languages));
    put(object, "willingness", codes_of(catalog::activity_kinds(), facts.willingness));
    Array absences, relations, interests, attachments;
    for (const auto& a : facts.absences) {
        Object one{{"from", to_text(a.from)}};
        put(one, "to", a.to);
        absences.push_back(std::move(one));
    }
    put(object, "absence", std::move(absences));
    for (const auto& r : facts.relations) {
        Object one{{"kind", code_of(catalog::relation_kinds(), r.kind)}, {"name", r.other_name}};
        put(one, "unit", r.other_unit);
        relations.push_back(std::move(one));
    }
    put(object, "relation", std::move(relations));
    for (const auto& i : facts.interests) {
        Object one{{"unit", copy.units.at(i.unit_id)}, {"kind", code_of(catalog::interest_kinds(), i.kind)}};
        one.set_if("shareOf10000", i.share);
        interests.push_back(dated(std::move(one), i));
    }
    put(object, "interest", std::move(interests));
    put(object, "certificate", achievements_of(copy, "certificate"));
    put(object, "resume", facts.resume);
    for (const auto& a : copy.attachments)
        attachments.push_back(Object{{"title", a.title}, {"kind", a.kind}, {"bytes", a.size}, {"at", to_text(a.at)}});
    put(object, "attachment", std::move(attachments));
    Array provenance;
    for (const auto& p : copy.provenance) {
        Object one{{"field", p.field}, {"label", p.label}, {"enteredBy", p.entered_by}, {"enteredAt", to_text(p.entered_at)}};
        put(one, "document", p.document);
        put(one, "verifiedBy", p.verified_by);
        put(one, "verifiedOn", p.verified_on);
        provenance.push_back(std::move(one));
    }
    put(object, "provenance", std::move(provenance));
    object.set("version", copy.record.version);
    return object;
}

} // namespace

json::Object json_of(const Copy& copy)
{
    Object labels;
    for (const auto& [name, label] : other_labels) labels.set(std::string(name), label);
    return {{"format", "bole-own-record/1"}, {"description", description},
            {"taken_at", to_text(copy.at)},  {"GB/T 35397-2017", standard_elements(copy)},
            {"other", other_elements(copy)}, {"other_labels", std::move(labels)}};
}

} // namespace own_record
