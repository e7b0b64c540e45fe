#include "amendment/views.h"

#include <algorithm>

namespace amendment {

using fields::field;
using fields::Table;

const Table& fields_of(const ChangedField*)
{
    static const Table table{
        field<&ChangedField::field>("field"),
        field<&ChangedField::label>("label", {.label = "信息项"}),
        field<&ChangedField::old_text>("old", {.label = "原来", .note = "多项的每行一项；号码遮盖"}),
        field<&ChangedField::new_text>("new", {.label = "现在"}),
    };
    return table;
}

const Table& fields_of(const ChangeAnswer*)
{
    static const Table table{
        field<&ChangeAnswer::version>("version", {.note = "变更后的；没有写入的仍是原来的"}),
        field<&ChangeAnswer::changed>("changed", {.label = "改动的信息项"}),
        field<&ChangeAnswer::consequences>("consequences", {.label = "对抽取的影响"}),
    };
    return table;
}

const Table& fields_of(const FieldName*)
{
    static const Table table{field<&FieldName::field>("field"), field<&FieldName::label>("label", {.label = "信息项"})};
    return table;
}

const Table& fields_of(const VersionView*)
{
    static const Table table{
        field<&VersionView::number>("number", {.label = "版本"}),
        field<&VersionView::at>("at", {.label = "时间"}),
        field<&VersionView::by>("by", {.label = "经办人"}),
        field<&VersionView::source>(
            "source",
            {.label = "来源", .choices = {"import", "edit", "merge", "merged"}, .note = "merge：并入了另一条记录；merged：并入了另一条"}),
        field<&VersionView::document>("document", {.label = "依据文件", .note = "空：没有登记"}),
        field<&VersionView::verified_on>("verified_on", {.label = "核验日期", .note = "空：没有核验"}),
        field<&VersionView::verified_by>("verified_by", {.label = "核验人"}),
        field<&VersionView::other_id>("other_id", {.note = "合并时的另一条记录；没有的为空"}),
        field<&VersionView::other_number>("other_number", {.label = "另一条记录的编号"}),
        field<&VersionView::fields>("fields", {.label = "改动的信息项", .note = "入库的版本为空"}),
    };
    return table;
}

const Table& fields_of(const VersionsAnswer*)
{
    static const Table table{field<&VersionsAnswer::items>("items")};
    return table;
}

VersionsAnswer versions_of(const expert::Entering& entering, const std::vector<expert::Edit>& edits)
{
    auto day = [](const std::optional<Day>& on) { return on ? to_text(*on) : ""; };
    VersionsAnswer answer;
    answer.items.push_back(
        {1, entering.at, entering.by, "import", entering.document, day(entering.verified_on), entering.verified_by, "", "", {}});
    for (const auto& edit : edits) {
        std::string source = !edit.merging() ? "edit" : edit.into ? "merged" : "merge";
        VersionView view{edit.number + 1,  edit.at,       edit.by,           source, edit.document, day(edit.verified_on),
                         edit.verified_by, edit.other_id, edit.other_number, {}};
        for (const auto& name : edit.fields) view.fields.push_back({name, std::string(expert::record_field(name).label)});
        answer.items.push_back(std::move(view));
    }
    std::reverse(answer.items.begin(), answer.items.end());
    return answer;
}

const Table& fields_of(const ComparedField*)
{
    static const Table table{
        field<&ComparedField::field>("field"),
        field<&ComparedField::label>("label", {.label = "信息项"}),
        field<&ComparedField::old_text>("old", {.label = "旧版本", .note = "多项的每行一项；号码遮盖"}),
        field<&ComparedField::new_text>("new", {.label = "新版本"}),
        field<&ComparedField::same>("same", {.label = "相同"}),
        field<&ComparedField::key>("key", {.label = "关键：回避或资格按它判断"}),
    };
    return table;
}

const Table& fields_of(const CompareAnswer*)
{
    static const Table table{field<&CompareAnswer::fields>("fields")};
    return table;
}

CompareAnswer comparison_of(const expert::RecordState& before, const expert::RecordState& after, const expert::UnitPaths& units)
{
    CompareAnswer answer;
    for (const auto& one : expert::record_fields()) {
        auto told = expert::compare(before, after, one, units);
        answer.fields.push_back({told.field, told.label, told.old_text, told.new_text, told.same, one.key});
    }
    return answer;
}

} // namespace amendment
