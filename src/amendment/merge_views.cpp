#include "amendment/merge_views.h"

#include "catalog/catalog.h"

#include <algorithm>

namespace amendment {

using fields::field;
using fields::Table;

namespace {

std::string name_in(const catalog::Table& table, const std::string& code)
{
    const auto* entry = table.find(code);
    return entry ? entry->name : code;
}

MergeSide side_of(const MergeParty& party)
{
    const auto& [record, standing, sanctions] = party;
    return {record.public_id,
            record.number,
            record.facts.name,
            standing.status,
            to_text(standing.since),
            to_text(standing.entered_on),
            standing.confirmed_on ? to_text(*standing.confirmed_on) : "",
            record.version};
}

std::vector<MergeCode> named(const catalog::Table& table, const std::vector<std::string>& codes)
{
    std::vector<MergeCode> list;
    for (const auto& code : codes) list.push_back({code, name_in(table, code)});
    return list;
}

std::int64_t most_of(const std::vector<std::string>& one, const std::vector<std::string>& other)
{
    return static_cast<std::int64_t>(std::max({most_codes, one.size(), other.size()}));
}

} // namespace

std::string status_name(const std::string& status)
{
    constexpr std::pair<std::string_view, std::string_view> names[] = {{"active", "在库"},  {"frozen", "冻结"}, {"suspended", "暂停"},
                                                                       {"revoked", "撤销"}, {"exited", "退出"}, {"merged", "已并入"}};
    for (const auto& [code, name] : names)
        if (code == status) return std::string(name);
    return status;
}

std::string words_of(const std::vector<expert::Sanction>& sanctions)
{
    std::string text;
    for (const auto& s : sanctions)
        text += (text.empty() ? "" : "\n") + name_in(catalog::sanction_kinds(), s.kind) + "，" + s.document + "，" + to_text(s.from) +
                (s.to ? " 至 " + to_text(*s.to) : " 起");
    return text;
}

MergeView view_of(const MergeParty& one, const MergeParty& other, const crypto::Keyring& keys, const expert::UnitPaths& units)
{
    expert::RecordState mine(one.record, keys), theirs(other.record, keys);
    const auto &a = one.record.facts, &b = other.record.facts;
    MergeView view{side_of(one), side_of(other)};
    view.other_is_older = std::pair(other.standing.entered_on, other.record.id) < std::pair(one.standing.entered_on, one.record.id);
    view.numbers_differ = numbers_differ(one.record, other.record);
    for (const auto& f : expert::record_fields()) {
        std::string text = mine.text(f.name, units), other_text = theirs.text(f.name, units);
        bool same = mine.same(theirs, f.name), both = !text.empty() && !other_text.empty();
        if (!same && text == other_text) other_text += "（号码不同，遮盖后相同）";
        bool plain = std::find(plain_fields().begin(), plain_fields().end(), f.name) != plain_fields().end();
        view.fields.push_back({std::string(f.name), std::string(f.label), text, other_text, same, plain && both && !same, f.key});
    }
    std::string sanctions = words_of(one.sanctions), others = words_of(other.sanctions);
    view.fields.push_back({"sanctions", "处理记录", sanctions, others, sanctions == others, false, true});
    view.disciplines = named(catalog::disciplines(), all_codes(a.disciplines, b.disciplines));
    view.industries = named(catalog::industries(), all_codes(a.industries, b.industries));
    view.most_disciplines = most_of(a.disciplines, b.disciplines);
    view.most_industries = most_of(a.industries, b.industries);
    return view;
}

const Table& fields_of(const MergeSide*)
{
    static const Table table{
        field<&MergeSide::id>("id"),
        field<&MergeSide::number>("number", {.label = "编号"}),
        field<&MergeSide::name>("name", {.label = "姓名"}),
        field<&MergeSide::status>("status", {.label = "状态"}),
        field<&MergeSide::status_since>("status_since", {.label = "状态自"}),
        field<&MergeSide::entered_on>("entered_on", {.label = "入库日期"}),
        field<&MergeSide::confirmed_on>("confirmed_on", {.label = "上次确认", .note = "空：从未确认"}),
        field<&MergeSide::version>("version"),
    };
    return table;
}

const Table& fields_of(const MergeField*)
{
    static const Table table{
        field<&MergeField::field>("field"),
        field<&MergeField::label>("label", {.label = "信息项"}),
        field<&MergeField::one>("one", {.label = "本记录", .note = "多项的每行一项；号码遮盖"}),
        field<&MergeField::other>("other", {.label = "另一条记录"}),
        field<&MergeField::same>("same", {.label = "相同"}),
        field<&MergeField::choose>("choose", {.label = "须选一个", .note = "其他的：只有一条有的保留，多项的合并去重"}),
        field<&MergeField::key>("key", {.label = "关键：回避或资格按它判断"}),
    };
    return table;
}

const Table& fields_of(const MergeCode*)
{
    static const Table table{field<&MergeCode::code>("code", {.label = "代码"}), field<&MergeCode::name>("name", {.label = "名称"})};
    return table;
}

const Table& fields_of(const MergeView*)
{
    static const Table table{
        field<&MergeView::one>("one", {.label = "本记录"}),
        field<&MergeView::other>("other", {.label = "另一条记录"}),
        field<&MergeView::other_is_older>("other_is_older", {.label = "另一条入库更早"}),
        field<&MergeView::numbers_differ>("numbers_differ", {.label = "两个身份证号不同"}),
        field<&MergeView::fields>("fields", {.label = "逐项对照"}),
        field<&MergeView::disciplines>("disciplines", {.label = "两条记录的学科"}),
        field<&MergeView::industries>("industries", {.label = "两条记录的行业"}),
        field<&MergeView::most_disciplines>("most_disciplines", {.label = "学科最多几个"}),
        field<&MergeView::most_industries>("most_industries", {.label = "行业最多几个"}),
        field<&MergeView::refusals>("refusals", {.label = "现在不能合并的原因"}),
    };
    return table;
}

const Table& fields_of(const MergeForm*)
{
    static const Table table{
        field<&MergeForm::version>("version", {.label = "版本", .required = true, .min = 1, .note = "保留的记录的"}),
        field<&MergeForm::other>("other", {.label = "被并入的记录", .required = true, .max = 40, .note = "其 id"}),
        field<&MergeForm::other_version>("other_version", {.label = "被并入的记录的版本", .required = true, .min = 1}),
        field<&MergeForm::document>("document", {.label = "合并依据", .required = true, .max = 300}),
        field<&MergeForm::reason>("reason", {.label = "合并理由", .required = true, .max = 1000, .multiline = true}),
        field<&MergeForm::taken>("taken", {.label = "取被并入的记录的信息项", .max = 50}),
        field<&MergeForm::disciplines>("disciplines", {.label = "学科", .max = 50, .note = "空：两条记录的都留；第一个为主"}),
        field<&MergeForm::industries>("industries", {.label = "行业", .max = 50, .note = "空：两条记录的都留；第一个为主"}),
    };
    return table;
}

const Table& fields_of(const NamesakeView*)
{
    static const Table table{
        field<&NamesakeView::id>("id"),
        field<&NamesakeView::number>("number", {.label = "编号"}),
        field<&NamesakeView::card>("card"),
        field<&NamesakeView::by_birth>("by_birth", {.label = "姓名和出生日期相同"}),
        field<&NamesakeView::by_unit>("by_unit", {.label = "姓名和单位相同"}),
        field<&NamesakeView::decided>("decided", {.label = "是不是同一人的决定", .choices = {"", "same", "different"}}),
    };
    return table;
}

const Table& fields_of(const NamesakesAnswer*)
{
    static const Table table{field<&NamesakesAnswer::items>("items")};
    return table;
}

} // namespace amendment
