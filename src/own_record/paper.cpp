#include "pdf/paper.h"
#include "catalog/catalog.h"
#include "own_record/take_away.h"

namespace own_record {

namespace {

const pdf::Style label{.size = 10}, small{.size = 9.5};

// What a copy says whole and pages mask.
std::string whole(const expert::NewExpert& facts, std::string_view field)
{
    const std::pair<std::string_view, const std::optional<crypto::Secret>*> secrets[] = {{"citizen_id", &facts.citizen_id},
                                                                                         {"passport", &facts.passport},
                                                                                         {"phone", &facts.phone},
                                                                                         {"email", &facts.email},
                                                                                         {"bank_account", &facts.bank_account}};
    for (const auto& [name, secret] : secrets)
        if (name == field && *secret) return (*secret)->reveal();
    return {};
}

std::string origin_words(const expert::Provenance& p)
{
    std::string words = p.entered_by + "，" + to_local_text(p.entered_at).substr(0, 10);
    if (!p.document.empty()) words += "，" + p.document;
    if (!p.verified_on.empty()) words += "；" + p.verified_by + " " + p.verified_on + " 核验";
    return words;
}

std::string span_words(const std::string& from, const std::string& to)
{
    return from.empty() && to.empty() ? "" : (from.empty() ? "不明" : from) + " 至 " + (to.empty() ? "今" : to);
}

} // namespace

std::string pdf_of(const Copy& copy, const expert::RecordState& state)
{
    const auto& facts = copy.record.facts;
    pdf::Paper paper({"本人信息 " + copy.record.number, "本人信息 " + copy.record.number, copy.at});
    paper.heading("科技专家库本人信息");
    paper.line("编号：" + copy.record.number, "带走时间：" + to_local_text(copy.at));
    pdf::Table fields{.title = "一、登记的信息",
                      .widths = {30, 0, 62},
                      .head = {{"信息", label}, {"内容", label}, {"来历：填写、依据、核验", label}},
                      .note = "没有登记的信息不列出。"};
    expert::UnitPaths units(copy.units.begin(), copy.units.end());
    for (const auto& p : copy.provenance) {
        std::string text = whole(facts, p.field);
        if (text.empty()) text = state.text(p.field, units);
        if (!text.empty()) fields.rows.push_back({{p.label, label}, {text}, {origin_words(p), small}});
    }
    paper.table(fields);
    if (!copy.research.empty()) {
        pdf::Table table{.title = "二、科研项目",
                         .widths = {30, 0, 25, 45},
                         .head = {{"编号", label}, {"名称", label}, {"作用", label}, {"起止", label}}};
        for (const auto& r : copy.research) table.rows.push_back({{r.code, small}, {r.name}, {r.role}, {span_words(r.from, r.to), small}});
        paper.table(table);
    }
    if (!copy.sanctions.empty()) {
        pdf::Table table{.title = "三、处理记录", .widths = {35, 0, 50}, .head = {{"种类", label}, {"依据", label}, {"起止", label}}};
        for (const auto& s : copy.sanctions) {
            const auto* kind = catalog::sanction_kinds().find(s.kind);
            table.rows.push_back(
                {{kind ? kind->name : s.kind}, {s.document}, {to_text(s.from) + " 至 " + (s.to ? to_text(*s.to) : "没有结束日期"), small}});
        }
        paper.table(table);
    }
    if (!copy.attachments.empty()) {
        pdf::Table table{.title = "四、附件", .widths = {0, 25, 45}, .head = {{"题名", label}, {"格式", label}, {"上传时间", label}}};
        for (const auto& a : copy.attachments) table.rows.push_back({{a.title}, {a.kind}, {to_local_text(a.at), small}});
        paper.table(table);
    }
    return paper.finish();
}

} // namespace own_record
