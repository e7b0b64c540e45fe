#include "amendment/form.h"

#include "amendment/messages.h"
#include "base/identity.h"
#include "base/messages.h"

#include <algorithm>

namespace amendment {

using fields::field;
using fields::Table;

namespace {

constexpr std::int64_t most_rows = 200;

// A day, where there is one.
std::optional<Error> check_day(const std::string& path, std::string_view label, std::string_view value)
{
    if (parse_day(value)) return std::nullopt;
    return refuse_field(path, ::messages::field_day, {std::string(label)});
}

fields::Rule day_rule(std::string_view label, bool required = false)
{
    return {.label = label, .required = required, .max = 10, .note = "YYYY-MM-DD；没有的为空", .check = check_day};
}

constexpr std::string_view row_note = "这一行的编号；新增的行没有";
constexpr std::string_view keep_note = "没有或 null：不改；空：删去";

std::string day_text(const std::optional<Day>& day)
{
    return day ? to_text(*day) : "";
}

} // namespace

const Table& fields_of(const CategoryView*)
{
    static const Table table{
        field<&CategoryView::category>("category", {.label = "专家类别"}),
        field<&CategoryView::qualification>("qualification", {.label = "类别依据"}),
        field<&CategoryView::verified_on>("verified_on", {.label = "核验日期"}),
        field<&CategoryView::verified_by>("verified_by", {.label = "核验人"}),
    };
    return table;
}

const Table& fields_of(const PostView*)
{
    static const Table table{
        field<&PostView::row>("row", {.note = row_note}),
        field<&PostView::unit_id>("unit_id", {.label = "单位"}),
        field<&PostView::unit_path>("unit_path", {.label = "单位名称，从法人单位起"}),
        field<&PostView::kind>("kind", {.label = "任职方式"}),
        field<&PostView::duty>("duty", {.label = "职务"}),
        field<&PostView::from>("from", day_rule("开始日期")),
        field<&PostView::to>("to", day_rule("结束日期")),
        field<&PostView::verified_on>("verified_on", {.label = "核验日期"}),
        field<&PostView::verified_by>("verified_by", {.label = "核验人"}),
    };
    return table;
}

const Table& fields_of(const RelationView*)
{
    static const Table table{
        field<&RelationView::row>("row", {.note = row_note}),
        field<&RelationView::kind>("kind", {.label = "关系"}),
        field<&RelationView::other_name>("other_name", {.label = "对方姓名", .personal = "回避"}),
        field<&RelationView::other_citizen_id_known>("other_citizen_id_known", {.label = "已登记对方身份证号"}),
        field<&RelationView::other_unit>("other_unit", {.label = "对方单位"}),
    };
    return table;
}

const Table& fields_of(const InterestView*)
{
    static const Table table{
        field<&InterestView::row>("row", {.note = row_note}),
        field<&InterestView::unit_id>("unit_id", {.label = "单位"}),
        field<&InterestView::unit_path>("unit_path", {.label = "单位名称，从法人单位起"}),
        field<&InterestView::kind>("kind", {.label = "关系种类"}),
        field<&InterestView::share>("share", {.label = "持股比例", .note = "万分之几"}),
        field<&InterestView::from>("from", day_rule("开始日期")),
        field<&InterestView::to>("to", day_rule("结束日期")),
    };
    return table;
}

const Table& fields_of(const AbsenceView*)
{
    static const Table table{
        field<&AbsenceView::row>("row", {.note = row_note}),
        field<&AbsenceView::from>("from", day_rule("开始日期")),
        field<&AbsenceView::to>("to", day_rule("结束日期")),
    };
    return table;
}

const Table& fields_of(const AchievementView*)
{
    static const Table table{
        field<&AchievementView::row>("row", {.note = row_note}),      field<&AchievementView::kind>("kind", {.label = "种类"}),
        field<&AchievementView::name>("name", {.label = "名称"}),     field<&AchievementView::detail>("detail", {.label = "编号或级别"}),
        field<&AchievementView::role>("role", {.label = "本人角色"}), field<&AchievementView::from>("from", day_rule("开始日期")),
        field<&AchievementView::to>("to", day_rule("结束日期")),
    };
    return table;
}

const Table& fields_of(const FormView*)
{
    static const Table table{
        field<&FormView::id>("id"),
        field<&FormView::number>("number", {.label = "编号"}),
        field<&FormView::status>("status", {.label = "状态"}),
        field<&FormView::version>("version"),
        field<&FormView::name>("name", {.label = "姓名"}),
        field<&FormView::name_mongolian>("name_mongolian", {.label = "蒙古文姓名", .note = "文字没有的为空，不为 null；以下同"}),
        field<&FormView::pinyin>("pinyin", {.label = "拼音"}),
        field<&FormView::sex>("sex", {.label = "性别"}),
        field<&FormView::ethnic>("ethnic", {.label = "民族"}),
        field<&FormView::birth_day>("birth_day", {.label = "出生日期", .personal = "年龄条件"}),
        field<&FormView::title>("title", {.label = "职称"}),
        field<&FormView::degree>("degree", {.label = "学位"}),
        field<&FormView::region>("region", {.label = "所在地区"}),
        field<&FormView::keywords>("keywords", {.label = "关键词"}),
        field<&FormView::citizen_id_masked>("citizen_id_masked", {.label = "身份证号", .personal = "身份识别与回避"}),
        field<&FormView::passport_masked>("passport_masked", {.label = "护照等证件号", .personal = "身份识别与回避"}),
        field<&FormView::phone_masked>("phone_masked", {.label = "手机", .personal = "联系"}),
        field<&FormView::email_masked>("email_masked", {.label = "邮箱", .personal = "联系"}),
        field<&FormView::bank_account_masked>("bank_account_masked", {.label = "银行账号", .personal = "劳务报酬"}),
        field<&FormView::categories>("categories", {.label = "专家类别"}),
        field<&FormView::disciplines>("disciplines", {.label = "学科", .note = "第一个为主"}),
        field<&FormView::industries>("industries", {.label = "行业", .note = "第一个为主"}),
        field<&FormView::posts>("posts", {.label = "任职"}),
        field<&FormView::relations>("relations", {.label = "亲属师生等关系"}),
        field<&FormView::interests>("interests", {.label = "利益关系"}),
        field<&FormView::languages>("languages", {.label = "语种"}),
        field<&FormView::absences>("absences", {.label = "不便参加的日期"}),
        field<&FormView::willingness>("willingness", {.label = "参加意愿"}),
        field<&FormView::achievements>("achievements", {.label = "成果、荣誉与兼职"}),
        field<&FormView::resume>("resume", {.label = "简历"}),
    };
    return table;
}

const Table& fields_of(const CategoryForm*)
{
    static const Table table{
        field<&CategoryForm::category>("category", {.label = "专家类别", .required = true}),
        field<&CategoryForm::qualification>("qualification", {.label = "类别依据", .max = 200}),
        field<&CategoryForm::verify>("verify", {.label = "核验", .note = "没有改动也按本次依据核验"}),
    };
    return table;
}

const Table& fields_of(const PostForm*)
{
    static const Table table{
        field<&PostForm::row>("row", {.label = "行", .note = row_note}),
        field<&PostForm::unit_id>("unit_id", {.label = "单位", .required = true}),
        field<&PostForm::kind>("kind", {.label = "任职方式", .required = true}),
        field<&PostForm::duty>("duty", {.label = "职务", .max = 100}),
        field<&PostForm::from>("from", day_rule("开始日期")),
        field<&PostForm::to>("to", day_rule("结束日期")),
        field<&PostForm::verify>("verify", {.label = "核验", .note = "没有改动也按本次依据核验"}),
    };
    return table;
}

const Table& fields_of(const RelationForm*)
{
    static const Table table{
        field<&RelationForm::row>("row", {.label = "行", .note = row_note}),
        field<&RelationForm::kind>("kind", {.label = "关系", .required = true}),
        field<&RelationForm::other_name>("other_name", {.label = "对方姓名", .required = true, .max = 100, .personal = "回避"}),
        field<&RelationForm::other_citizen_id>(
            "other_citizen_id",
            {.label = "对方身份证号", .personal = "回避", .note = keep_note, .check = identity::check(identity::parse_citizen_id)}),
        field<&RelationForm::other_unit>("other_unit", {.label = "对方单位", .max = 200}),
    };
    return table;
}

const Table& fields_of(const InterestForm*)
{
    static const Table table{
        field<&InterestForm::row>("row", {.label = "行", .note = row_note}),
        field<&InterestForm::unit_id>("unit_id", {.label = "单位", .required = true}),
        field<&InterestForm::kind>("kind", {.label = "关系种类", .required = true}),
        field<&InterestForm::share>("share", {.label = "持股比例", .int_max = 10'000, .note = "万分之几；没有的为 null"}),
        field<&InterestForm::from>("from", day_rule("开始日期")),
        field<&InterestForm::to>("to", day_rule("结束日期")),
    };
    return table;
}

const Table& fields_of(const AbsenceForm*)
{
    static const Table table{
        field<&AbsenceForm::row>("row", {.label = "行", .note = row_note}),
        field<&AbsenceForm::from>("from", day_rule("开始日期", true)),
        field<&AbsenceForm::to>("to", day_rule("结束日期")),
    };
    return table;
}

const Table& fields_of(const AchievementForm*)
{
    static const Table table{
        field<&AchievementForm::row>("row", {.label = "行", .note = row_note}),
        field<&AchievementForm::kind>("kind", {.label = "种类", .required = true}),
        field<&AchievementForm::name>("name", {.label = "名称", .required = true, .max = 300}),
        field<&AchievementForm::detail>("detail", {.label = "编号或级别", .max = 200}),
        field<&AchievementForm::role>("role", {.label = "本人角色", .max = 100}),
        field<&AchievementForm::from>("from", day_rule("开始日期")),
        field<&AchievementForm::to>("to", day_rule("结束日期")),
    };
    return table;
}

const Table& fields_of(const RecordForm*)
{
    static const Table table{
        field<&RecordForm::version>("version", {.label = "版本", .required = true}),
        field<&RecordForm::document>("document", {.label = "变更依据", .required = true, .max = 300}),
        field<&RecordForm::verified_on>("verified_on", day_rule("核验日期")),
        field<&RecordForm::verified_by>("verified_by", {.label = "核验人", .max = 100}),
        field<&RecordForm::name>("name", {.label = "姓名", .required = true, .max = 100}),
        field<&RecordForm::name_mongolian>("name_mongolian", {.label = "蒙古文姓名", .max = 100}),
        field<&RecordForm::pinyin>("pinyin", {.label = "拼音", .max = 200, .note = "空：由姓名得出"}),
        field<&RecordForm::sex>("sex", {.label = "性别"}),
        field<&RecordForm::ethnic>("ethnic", {.label = "民族"}),
        field<&RecordForm::birth_day>("birth_day", day_rule("出生日期")),
        field<&RecordForm::title>("title", {.label = "职称"}),
        field<&RecordForm::degree>("degree", {.label = "学位"}),
        field<&RecordForm::region>("region", {.label = "所在地区"}),
        field<&RecordForm::keywords>("keywords", {.label = "关键词", .max = 500}),
        field<&RecordForm::citizen_id>("citizen_id", {.label = "身份证号",
                                                      .personal = "身份识别与回避",
                                                      .note = "没有或 null：不改；有护照等证件号的才能删去",
                                                      .check = identity::check(identity::parse_citizen_id)}),
        field<&RecordForm::passport>("passport", {.label = "护照等证件号",
                                                  .personal = "身份识别与回避",
                                                  .note = "没有或 null：不改；有身份证号的才能删去",
                                                  .check = identity::check(identity::parse_passport)}),
        field<&RecordForm::phone>(
            "phone", {.label = "手机", .personal = "联系", .note = keep_note, .check = identity::check(identity::parse_phone)}),
        field<&RecordForm::email>(
            "email", {.label = "邮箱", .personal = "联系", .note = keep_note, .check = identity::check(identity::parse_email)}),
        field<&RecordForm::bank_account>(
            "bank_account",
            {.label = "银行账号", .personal = "劳务报酬", .note = keep_note, .check = identity::check(identity::parse_bank_card)}),
        field<&RecordForm::categories>("categories", {.label = "专家类别", .max = most_rows}),
        field<&RecordForm::disciplines>("disciplines", {.label = "学科", .max = most_rows, .note = "第一个为主"}),
        field<&RecordForm::industries>("industries", {.label = "行业", .max = most_rows, .note = "第一个为主"}),
        field<&RecordForm::posts>("posts", {.label = "任职", .max = most_rows}),
        field<&RecordForm::relations>("relations", {.label = "亲属师生等关系", .max = most_rows}),
        field<&RecordForm::interests>("interests", {.label = "利益关系", .max = most_rows}),
        field<&RecordForm::languages>("languages", {.label = "语种", .max = most_rows}),
        field<&RecordForm::absences>("absences", {.label = "不便参加的日期", .max = most_rows}),
        field<&RecordForm::willingness>("willingness", {.label = "参加意愿", .max = most_rows}),
        field<&RecordForm::achievements>("achievements", {.label = "成果、荣誉与兼职", .max = most_rows}),
        field<&RecordForm::resume>("resume", {.label = "简历", .max = 5000, .multiline = true}),
    };
    return table;
}

std::vector<std::int64_t> units_of(const expert::Record& record)
{
    std::vector<std::int64_t> ids;
    for (const auto& post : record.facts.posts) ids.push_back(post.unit_id);
    for (const auto& interest : record.facts.interests) ids.push_back(interest.unit_id);
    return ids;
}

FormView view_of(const expert::Record& record, const std::map<std::int64_t, units::Node>& units)
{
    const auto& e = record.facts;
    auto shown = [](const std::optional<crypto::Secret>& secret, std::string (*mask)(const std::string&)) {
        return secret ? mask(secret->reveal()) : "";
    };
    FormView view;
    view.id = record.public_id;
    view.number = record.number;
    view.status = e.status;
    view.version = record.version;
    view.name = e.name;
    view.name_mongolian = e.name_mongolian;
    view.pinyin = e.pinyin;
    view.sex = e.sex;
    view.ethnic = e.ethnic;
    view.birth_day = day_text(e.birth_day);
    view.title = e.title;
    view.degree = e.degree;
    view.region = e.region;
    view.keywords = e.keywords;
    view.citizen_id_masked = shown(e.citizen_id, expert::mask_citizen_id);
    view.passport_masked = shown(e.passport, expert::mask_passport);
    view.phone_masked = shown(e.phone, expert::mask_phone);
    view.email_masked = shown(e.email, expert::mask_email);
    view.bank_account_masked = shown(e.bank_account, expert::mask_bank_account);
    for (const auto& c : e.categories) view.categories.push_back({c.category, c.qualification, day_text(c.verified_on), c.verified_by});
    view.disciplines = e.disciplines;
    view.industries = e.industries;
    view.languages = e.languages;
    view.willingness = e.willingness;
    view.resume = e.resume;
    for (const auto& p : e.posts) {
        const auto& unit = units.at(p.unit_id);
        view.posts.push_back(
            {p.row, unit.public_id, unit.path, p.kind, p.duty, day_text(p.from), day_text(p.to), day_text(p.verified_on), p.verified_by});
    }
    for (const auto& r : e.relations) view.relations.push_back({r.row, r.kind, r.other_name, r.other_hash.has_value(), r.other_unit});
    for (const auto& i : e.interests) {
        const auto& unit = units.at(i.unit_id);
        view.interests.push_back({i.row, unit.public_id, unit.path, i.kind, i.share, day_text(i.from), day_text(i.to)});
    }
    for (const auto& a : e.absences) view.absences.push_back({a.row, to_text(a.from), day_text(a.to)});
    for (const auto& a : e.achievements)
        view.achievements.push_back({a.row, a.kind, a.name, a.detail, a.role, day_text(a.from), day_text(a.to)});
    return view;
}

Result<Body> read_body(std::string_view text)
{
    auto document = json::read(text);
    if (!document) return document.error();
    Body body;
    const Table& table = fields_of(static_cast<const RecordForm*>(nullptr));
    fields::read_record(table, *document, "", &body.form, body.faults);
    bool has_version = std::none_of(body.faults.begin(), body.faults.end(), [](const FieldError& f) { return f.path == "version"; });
    if (!document->if_object() || !has_version)
        return Error{ErrorKind::invalid, body.faults.front().code, body.faults.front().message, body.faults};
    for (const auto& f : table.fields)
        if (!f.optional && !f.rule.required && !document->object().find(f.name))
            body.faults.push_back(refuse_field(std::string(f.name), messages::member_missing, {std::string(f.rule.label)}).fields.front());
    return body;
}

} // namespace amendment
