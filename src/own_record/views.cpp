#include "own_record/views.h"

#include "catalog/catalog.h"

#include <algorithm>

namespace own_record {

using fields::field;
using fields::Table;

const Table& fields_of(const FieldView*)
{
    static const Table table{field<&FieldView::field>("field"), field<&FieldView::label>("label", {.label = "信息项"}),
                             field<&FieldView::text>("text", {.label = "内容", .note = "多项的每行一项；号码遮盖"}),
                             field<&FieldView::provenance>("provenance", {.label = "来历"})};
    return table;
}

const Table& fields_of(const SanctionView*)
{
    static const Table table{field<&SanctionView::name>("name", {.label = "种类"}),
                             field<&SanctionView::document>("document", {.label = "依据"}),
                             field<&SanctionView::from>("from", {.label = "起"}), field<&SanctionView::to>("to", {.label = "止"})};
    return table;
}

const Table& fields_of(const Attachment*)
{
    static const Table table{field<&Attachment::id>("id"), field<&Attachment::title>("title", {.label = "题名"}),
                             field<&Attachment::kind>("kind", {.label = "格式"}), field<&Attachment::size>("size", {.label = "字节"}),
                             field<&Attachment::at>("at", {.label = "上传时间"})};
    return table;
}

const Table& fields_of(const Event*)
{
    static const Table table{field<&Event::at>("at", {.label = "时间"}), field<&Event::name>("name", {.label = "办了什么"}),
                             field<&Event::by>("by", {.label = "经办人"})};
    return table;
}

const Table& fields_of(const Research*)
{
    static const Table table{field<&Research::role>("role", {.label = "作用"}), field<&Research::code>("code", {.label = "编号"}),
                             field<&Research::name>("name", {.label = "名称"}), field<&Research::level>("level", {.label = "级别"}),
                             field<&Research::from>("from", {.label = "起"}),   field<&Research::to>("to", {.label = "止"})};
    return table;
}

const Table& fields_of(const OwnAnswer*)
{
    static const Table table{
        field<&OwnAnswer::linked>("linked", {.label = "账号已与专家记录关联"}),
        field<&OwnAnswer::number>("number", {.label = "编号"}),
        field<&OwnAnswer::name>("name", {.label = "姓名"}),
        field<&OwnAnswer::name_mongolian>("name_mongolian", {.label = "蒙古文姓名"}),
        field<&OwnAnswer::status>("status", {.label = "状态"}),
        field<&OwnAnswer::status_since>("status_since", {.label = "状态自"}),
        field<&OwnAnswer::entered_on>("entered_on", {.label = "入库日期"}),
        field<&OwnAnswer::confirmed_on>("confirmed_on", {.label = "上次确认"}),
        field<&OwnAnswer::version>("version", {.label = "版本"}),
        field<&OwnAnswer::fields>("fields", {.label = "登记的信息"}),
        field<&OwnAnswer::sanctions>("sanctions", {.label = "处理记录"}),
        field<&OwnAnswer::research>("research", {.label = "科研项目"}),
        field<&OwnAnswer::attachments>("attachments", {.label = "附件"}),
        field<&OwnAnswer::events>("events", {.label = "经过"}),
    };
    return table;
}

const Table& fields_of(const ChangeView*)
{
    static const Table table{field<&ChangeView::label>("label", {.label = "信息项"}),
                             field<&ChangeView::old_text>("old", {.label = "原来"}),
                             field<&ChangeView::new_text>("new", {.label = "现在"})};
    return table;
}

const Table& fields_of(const VersionView*)
{
    static const Table table{
        field<&VersionView::number>("number", {.label = "版本"}),
        field<&VersionView::at>("at", {.label = "时间"}),
        field<&VersionView::by>("by", {.label = "经办人"}),
        field<&VersionView::document>("document", {.label = "依据文件", .note = "空：没有登记"}),
        field<&VersionView::verified_on>("verified_on", {.label = "核验日期", .note = "空：没有核验"}),
        field<&VersionView::verified_by>("verified_by", {.label = "核验人"}),
        field<&VersionView::changes>("changes", {.label = "改动", .note = "入库的版本没有"}),
    };
    return table;
}

const Table& fields_of(const VersionsAnswer*)
{
    static const Table table{field<&VersionsAnswer::items>("items")};
    return table;
}

OwnAnswer answer_of(db::Connection& connection, const crypto::Keyring& keys, const expert::Record& record)
{
    expert::RecordState state(record, keys);
    auto units = expert::unit_paths(connection, {&state});
    auto standing = expert::standing_of(connection, record.id);
    OwnAnswer answer;
    answer.linked = true;
    answer.number = record.number;
    answer.name = record.facts.name;
    answer.name_mongolian = record.facts.name_mongolian;
    answer.status = standing.status;
    answer.status_since = to_text(standing.since);
    answer.entered_on = to_text(standing.entered_on);
    if (standing.confirmed_on) answer.confirmed_on = to_text(*standing.confirmed_on);
    answer.version = record.version;
    for (auto& p : expert::provenance_of(expert::entering_of(connection, record.id), expert::edits_of(connection, record.id), state)) {
        FieldView view{p.field, p.label, state.text(p.field, units), std::nullopt};
        if (!view.text.empty() || p.source != "import") view.provenance = std::move(p);
        answer.fields.push_back(std::move(view));
    }
    for (const auto& s : expert::sanctions_of(connection, record.id)) {
        const auto* kind = catalog::sanction_kinds().find(s.kind);
        answer.sanctions.push_back(
            {kind ? kind->name : s.kind, s.document, to_text(s.from), s.to ? std::optional(to_text(*s.to)) : std::nullopt});
    }
    answer.research = research_of(connection, record.id);
    answer.attachments = attachments_of(connection, record.id);
    answer.events = events_of(connection, record.public_id);
    return answer;
}

VersionsAnswer versions_of(db::Connection& connection, const crypto::Keyring& keys, const expert::Record& record)
{
    auto day = [](const std::optional<Day>& on) { return on ? to_text(*on) : ""; };
    auto entering = expert::entering_of(connection, record.id);
    VersionsAnswer answer;
    answer.items.push_back({1, entering.at, entering.by, entering.document, day(entering.verified_on), entering.verified_by, {}});
    auto before = expert::state_at(connection, keys, record, 1);
    for (const auto& edit : expert::edits_of(connection, record.id)) {
        auto after = expert::state_at(connection, keys, record, edit.number + 1);
        auto units = expert::unit_paths(connection, {&before, &after});
        VersionView view{edit.number + 1, edit.at, edit.by, edit.document, day(edit.verified_on), edit.verified_by, {}};
        for (const auto& name : edit.fields) {
            auto told = expert::compare(before, after, expert::record_field(name), units);
            view.changes.push_back({told.label, told.old_text, told.new_text});
        }
        answer.items.push_back(std::move(view));
        before = std::move(after);
    }
    std::reverse(answer.items.begin(), answer.items.end());
    return answer;
}

} // namespace own_record
