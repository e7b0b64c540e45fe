#include "expert/state.h"

#include "expert/columns.h"

#include <algorithm>
#include <stdexcept>

namespace expert {

namespace {

constexpr RecordField fields_of_record[] = {
    {"name", "姓名", "识别本人，回避计算（同名提示）", true, false},
    {"name_mongolian", "蒙古文姓名", "显示", false, false},
    {"pinyin", "拼音", "检索、排序", false, false},
    {"sex", "性别", "抽取条件", false, true},
    {"ethnic", "民族", "登记", false, false},
    {"birth_day", "出生日期", "抽取资格、抽取条件（年龄）", true, true},
    {"citizen_id", "身份证号", "识别本人，回避计算，抽取资格", true, false},
    {"passport", "护照等证件号", "没有身份证号时识别本人，回避计算，抽取资格", true, false},
    {"phone", "手机", "联系", false, false},
    {"email", "邮箱", "联系", false, false},
    {"bank_account", "银行账号", "劳务报酬", false, false},
    {"title", "职称", "抽取条件（职称级别）", false, true},
    {"degree", "学位", "登记", false, false},
    {"region", "所在地区", "抽取条件（地区）", false, true},
    {"keywords", "关键词", "抽取条件（关键词）", false, true},
    {"categories", "专家类别", "抽取资格、抽取条件（类别）", true, true},
    {"disciplines", "学科", "抽取资格、抽取条件（学科）", true, true},
    {"industries", "行业", "抽取资格、抽取条件（行业）", true, true},
    {"posts", "任职", "回避计算，抽取资格、抽取条件（单位）", true, true},
    {"relations", "亲属师生等关系", "回避计算", true, false},
    {"interests", "利益关系", "回避计算", true, false},
    {"languages", "语种", "抽取条件（语种）", false, true},
    {"absences", "不便参加的日期", "抽取资格（活动日期）", true, false},
    {"willingness", "参加意愿", "联系时参考", false, false},
    {"achievements", "成果、荣誉与兼职", "评审时参考", false, false},
    {"resume", "简历", "评审时参考", false, false},
};

std::string day_text(const std::optional<Day>& day)
{
    return day ? to_text(*day) : "";
}

std::string secret_text(const std::optional<crypto::Secret>& secret)
{
    return secret ? secret->reveal() : "";
}

json::Array list(const std::vector<std::string>& codes)
{
    return {codes.begin(), codes.end()};
}

template <class Fact, class Write>
json::Array list(const std::vector<Fact>& facts, Write write)
{
    json::Array array;
    for (const auto& fact : facts) array.push_back(write(fact));
    return array;
}

json::Object post_state(const Post& p)
{
    return {{"unit", p.unit_id},           {"kind", p.kind},       {"duty", p.duty},
            {"from", day_text(p.from)},    {"to", day_text(p.to)}, {"verified_on", day_text(p.verified_on)},
            {"verified_by", p.verified_by}};
}

json::Object category_state(const Category& c)
{
    return {{"category", c.category},
            {"qualification", c.qualification},
            {"verified_on", day_text(c.verified_on)},
            {"verified_by", c.verified_by}};
}

json::Object state_of(const NewExpert& e, const crypto::Keyring* keys)
{
    return {
        {"name", e.name},
        {"name_mongolian", e.name_mongolian},
        {"pinyin", e.pinyin},
        {"sex", e.sex},
        {"ethnic", e.ethnic},
        {"birth_day", day_text(e.birth_day)},
        {"citizen_id", secret_text(e.citizen_id)},
        {"passport", secret_text(e.passport)},
        {"phone", secret_text(e.phone)},
        {"email", secret_text(e.email)},
        {"bank_account", secret_text(e.bank_account)},
        {"title", e.title},
        {"degree", e.degree},
        {"region", e.region},
        {"keywords", e.keywords},
        {"categories", list(e.categories, category_state)},
        {"disciplines", list(e.disciplines)},
        {"industries", list(e.industries)},
        {"posts", list(e.posts, post_state)},
        {"relations", list(e.relations,
                           [keys](const Relation& r) {
                               auto hash = other_hash(*keys, r);
                               return json::Object{{"kind", r.kind},
                                                   {"other_name", r.other_name},
                                                   {"other_hash", hash ? to_hex(*hash) : ""},
                                                   {"other_unit", r.other_unit}};
                           })},
        {"interests",
         list(e.interests,
              [](const Interest& i) {
                  json::Object state{{"unit", i.unit_id}, {"kind", i.kind}, {"from", day_text(i.from)}, {"to", day_text(i.to)}};
                  state.set_if("share", i.share);
                  return state;
              })},
        {"languages", list(e.languages)},
        {"willingness", list(e.willingness)},
        {"resume", e.resume},
        {"absences", list(e.absences,
                          [](const Absence& a) {
                              return json::Object{{"from", to_text(a.from)}, {"to", day_text(a.to)}};
                          })},
        {"achievements", list(e.achievements,
                              [](const Achievement& a) {
                                  return json::Object{{"kind", a.kind}, {"name", a.name},           {"detail", a.detail},
                                                      {"role", a.role}, {"from", day_text(a.from)}, {"to", day_text(a.to)}};
                              })},
    };
}

} // namespace

std::span<const RecordField> record_fields()
{
    return fields_of_record;
}

const RecordField& record_field(std::string_view name)
{
    for (const auto& field : fields_of_record)
        if (field.name == name) return field;
    throw std::out_of_range("no field " + std::string(name));
}

std::string labels_of(const std::vector<std::string>& fields)
{
    std::string labels;
    for (const auto& field : fields) labels += (labels.empty() ? "" : "、") + std::string(record_field(field).label);
    return labels;
}

RecordState::RecordState(const Record& record, const crypto::Keyring& keys) : fields_(state_of(record.facts, &keys)) {}

RecordState::RecordState(const crypto::Secret& kept) : fields_(state_of({}, nullptr)) // a field that was not known then is empty
{
    auto document = json::read(kept.reveal());
    if (!document || !document->if_object()) throw std::runtime_error("a kept version of a record does not read");
    for (const auto& [name, value] : document->object()) fields_.set(name, value);
}

crypto::Secret RecordState::kept() const
{
    return crypto::Secret(json::canonical(fields_));
}

bool RecordState::same(const RecordState& other, std::string_view field) const
{
    return json::canonical(fields_.at(field)) == json::canonical(other.fields_.at(field));
}

void RecordState::add_units(std::set<std::int64_t>& ids) const
{
    for (const char* field : {"posts", "interests"})
        for (const auto& row : fields_.at(field).array()) ids.insert(row.object().at("unit").integer());
}

bool RecordState::all_verified(std::string_view field) const
{
    const auto& rows = fields_.at(field).array();
    return std::all_of(rows.begin(), rows.end(), [](const json::Value& row) { return !row.object().at("verified_on").text().empty(); });
}

std::vector<std::string> differing(const RecordState& before, const RecordState& after)
{
    std::vector<std::string> fields;
    for (const auto& field : fields_of_record)
        if (!before.same(after, field.name)) fields.emplace_back(field.name);
    return fields;
}

FieldChange compare(const RecordState& before, const RecordState& after, const RecordField& field, const UnitPaths& units)
{
    FieldChange change{std::string(field.name), std::string(field.label), before.text(field.name, units), after.text(field.name, units),
                       before.same(after, field.name)};
    if (!change.same && change.old_text == change.new_text) change.new_text += "（号码已改，遮盖后相同）";
    return change;
}

} // namespace expert
