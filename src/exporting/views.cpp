#include "exporting/views.h"

namespace exporting {

using fields::field;
using fields::Table;

const Table& fields_of(const ColumnView*)
{
    static const Table table{field<&ColumnView::code>("code"), field<&ColumnView::label>("label", {.label = "列"}),
                             field<&ColumnView::sensitive>("sensitive", {.label = "敏感"})};
    return table;
}

const Table& fields_of(const PurposeView*)
{
    static const Table table{field<&PurposeView::code>("code"), field<&PurposeView::name>("name")};
    return table;
}

const Table& fields_of(const ChoicesAnswer*)
{
    static const Table table{
        field<&ChoicesAnswer::columns>("columns"),
        field<&ChoicesAnswer::purposes>("purposes"),
        field<&ChoicesAnswer::rows>("rows", {.label = "一次至多多少人"}),
        field<&ChoicesAnswer::days>("days", {.label = "批准后几天内有效"}),
        field<&ChoicesAnswer::pdf_columns>("pdf_columns", {.label = "PDF 至多几列"}),
    };
    return table;
}

const Table& fields_of(const FilterForm*)
{
    static const Table table{
        field<&FilterForm::name>("name", {.label = "姓名编号", .max = 200}),
        field<&FilterForm::unit>("unit", {.label = "单位", .max = 40}),
        field<&FilterForm::discipline>("discipline", {.label = "学科", .max = 40}),
        field<&FilterForm::category>("category", {.label = "类别", .max = 40}),
        field<&FilterForm::status>("status", {.label = "状态", .max = 40}),
        field<&FilterForm::rank>("rank", {.label = "职称级别", .max = 40}),
        field<&FilterForm::industry>("industry", {.label = "行业", .max = 40}),
        field<&FilterForm::region>("region", {.label = "地区", .max = 40}),
    };
    return table;
}

const Table& fields_of(const ExportForm*)
{
    static const Table table{
        field<&ExportForm::filter>("filter", {.label = "条件", .required = true}),
        field<&ExportForm::columns>("columns", {.label = "列", .required = true, .max = 40}),
        field<&ExportForm::format>("format", {.label = "格式", .required = true, .choices = {"xlsx", "csv", "pdf"}}),
        field<&ExportForm::purpose>("purpose", {.label = "用途", .required = true, .max = 40, .note = "代码表 export_purpose"}),
        field<&ExportForm::words>("words", {.label = "具体用途", .max = 200}),
    };
    return table;
}

const Table& fields_of(const GrantForm*)
{
    static const Table table{field<&GrantForm::content_hash>("content_hash", {.label = "所看内容的摘要", .required = true, .max = 64})};
    return table;
}

const Table& fields_of(const RefusalForm*)
{
    static const Table table{field<&RefusalForm::reason>("reason", {.label = "理由", .required = true, .max = 500, .multiline = true})};
    return table;
}

const Table& fields_of(const CreatedAnswer*)
{
    static const Table table{field<&CreatedAnswer::id>("id")};
    return table;
}

const Table& fields_of(const ConditionView*)
{
    static const Table table{field<&ConditionView::name>("name", {.label = "条件"}),
                             field<&ConditionView::value>("value", {.label = "值"})};
    return table;
}

const Table& fields_of(const ExportView*)
{
    static const Table table{
        field<&ExportView::id>("id"),
        field<&ExportView::number>("number", {.label = "申请号"}),
        field<&ExportView::state>("state", {.label = "状态", .choices = {"asked", "granted", "refused", "made", "expired"}}),
        field<&ExportView::asked_by>("asked_by", {.label = "申请人"}),
        field<&ExportView::asked_unit>("asked_unit", {.label = "部门"}),
        field<&ExportView::asked_at>("asked_at", {.label = "申请时间"}),
        field<&ExportView::purpose>("purpose", {.label = "用途"}),
        field<&ExportView::format>("format", {.label = "格式"}),
        field<&ExportView::rows>("rows", {.label = "人数"}),
        field<&ExportView::column_count>("column_count", {.label = "列数"}),
        field<&ExportView::sensitive_count>("sensitive_count", {.label = "其中敏感列数"}),
        field<&ExportView::filter>("filter", {.label = "条件"}),
        field<&ExportView::decided_by>("decided_by", {.label = "办理人"}),
        field<&ExportView::decided_at>("decided_at", {.label = "办理时间"}),
        field<&ExportView::decision>("decision", {.label = "不批准的理由"}),
        field<&ExportView::until>("until", {.label = "有效至"}),
        field<&ExportView::made_at>("made_at", {.label = "生成文件的时间"}),
        field<&ExportView::may_decide>("may_decide", {.label = "现在可由本人办理"}),
        field<&ExportView::may_make>("may_make", {.label = "现在可由本人生成文件"}),
        field<&ExportView::may_renew>("may_renew", {.label = "现在可由本人重新送批"}),
    };
    return table;
}

const Table& fields_of(const ExportsAnswer*)
{
    static const Table table{field<&ExportsAnswer::items>("items"), field<&ExportsAnswer::total>("total"),
                             field<&ExportsAnswer::page>("page"), field<&ExportsAnswer::size>("size")};
    return table;
}

const Table& fields_of(const RowView*)
{
    static const Table table{field<&RowView::cells>("cells", {.label = "各列，敏感的为掩码", .personal = "审批导出"})};
    return table;
}

const Table& fields_of(const DetailAnswer*)
{
    static const Table table{
        field<&DetailAnswer::item>("item"),
        field<&DetailAnswer::columns>("columns", {.label = "列"}),
        field<&DetailAnswer::rows>("rows", {.label = "将要离开系统的各行（这一页）"}),
        field<&DetailAnswer::total>("total", {.label = "将要离开系统的人数"}),
        field<&DetailAnswer::withheld>("withheld", {.label = "没有同意共享、不会导出的人数"}),
        field<&DetailAnswer::gone>("gone", {.label = "申请后已不在库中、不会导出的人数"}),
        field<&DetailAnswer::page>("page"),
        field<&DetailAnswer::size>("size"),
        field<&DetailAnswer::content_hash>("content_hash", {.label = "全部内容的摘要"}),
        field<&DetailAnswer::obstacle>("obstacle", {.label = "为什么不能生成文件"}),
    };
    return table;
}

ExportView view_of(const Export& what, const auth::Actor& actor, Instant now)
{
    ExportView view;
    view.id = what.public_id;
    view.number = what.number;
    bool over = what.state == "granted" && now >= *what.until;
    view.state = over ? "expired" : what.state;
    view.asked_by = what.asked_name;
    view.asked_unit = what.asked_unit;
    view.asked_at = what.asked_at;
    view.purpose = what.purpose;
    view.format = what.format;
    view.rows = what.rows;
    view.column_count = static_cast<std::int64_t>(what.columns.size());
    for (const auto* column : what.columns) view.sensitive_count += column->sensitive;
    for (const auto& [name, value] : what.filter) view.filter.push_back({name, value});
    if (what.decided_at) view.decided_by = what.decided_name;
    view.decided_at = what.decided_at;
    if (!what.decision.empty()) view.decision = what.decision;
    view.until = what.until;
    view.made_at = what.made_at;
    bool own = what.asked_by == actor.account_id;
    view.may_decide = what.state == "asked" && !own && actor.permissions.has(auth::Permission::export_grant);
    bool may_ask = own && what.state == "granted" && actor.permissions.has(auth::Permission::export_request);
    view.may_make = may_ask && !over;
    view.may_renew = may_ask && over;
    return view;
}

} // namespace exporting
