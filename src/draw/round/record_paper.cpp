#include "draw/round/paper_words.h"
#include "draw/round/papers.h"
#include "pdf/paper.h"

namespace draw::round {

namespace {

// Recusal by project: what the person takes no part in (R12).
std::string abstains_words(const std::vector<std::string>& projects)
{
    std::string words;
    for (const auto& number : projects) words += (words.empty() ? "（不参加项目 " : "、") + number;
    return words.empty() ? words : words + "）";
}

using pdf::Align;
using pdf::Cell;

const pdf::Style label{.size = 10, .align = Align::centre}, middle{.align = Align::centre}, small{.size = 9.5},
    hash{.size = 10, .align = Align::centre, .mono = true};

const PartView& part(const RoundView& round, Part who)
{
    return round.parts.at(index_of(who));
}

std::string with_unit(const PartView& person)
{
    return person.name.value_or("") + "（" + person.unit.value_or("") + "）";
}

void add_head(pdf::Paper& paper, const RecordView& view)
{
    const auto& activity = view.activity;
    const auto& round = view.round;
    paper.heading("科技专家抽取记录表");
    paper.line("使用单位：" + activity.using_unit + "（盖章）", "编号：" + printed_number(activity.number, round.round));
    std::string days = day_words(activity.from) + (activity.to == activity.from ? "" : "至" + day_words(activity.to));
    std::string when = day_words(day_of(round.sealed_at)) + " " + short_time_words(round.sealed_at) +
                       (round.drawn_at ? " 至 " + short_time_words(*round.drawn_at) : "");
    paper.table({.widths = {25, 0, 25, 46},
                 .rows = {{{"活动名称", label}, {activity.name}, {"活动编号", label}, {activity.number}},
                          {{"活动安排", label},
                           {days + "，" + view.kind + "，" + std::to_string(view.projects) + " 个项目"},
                           {"抽取方式", label},
                           {"自动抽取"}},
                          {{"抽取时间", label}, {when}, {"活动地点", label}, {view.place}},
                          {{"操作员", label},
                           {with_unit(part(round, Part::by_operator))},
                           {"监督员", label},
                           {with_unit(part(round, Part::by_supervisor))}}}});
}

void add_plan(pdf::Paper& paper, const RecordView& view)
{
    pdf::Table table{
        .title = "一、抽取方案", .widths = {43, 0, 15, 15}, .head = {{"组别", label}, {"条件", label}, {"席位", label}, {"可抽", label}}};
    for (std::size_t g = 0; g < view.round.groups.size(); ++g) {
        const auto& group = view.round.groups[g];
        table.rows.push_back({{group_letter(g) + " " + group.name},
                              {view.group_conditions.at(g), small},
                              {std::to_string(group.seats), middle},
                              {count_words(group.eligible.value_or(CountView{})), middle}});
    }
    std::string across;
    for (const auto& condition : view.panel_conditions) across += (across.empty() ? "" : "；") + condition;
    table.rows.push_back({{"跨组条件", label},
                          {(across.empty() ? "无" : across) + "。每组候补 " + std::to_string(view.round.substitutes) + " 名。" +
                               (view.round.beacon ? "公共信标：" + view.round.beacon->source : "不使用公共信标。"),
                           {},
                           3}});
    paper.table(table);
}

void add_pool(pdf::Paper& paper, const RecordView& view)
{
    const auto& round = view.round;
    std::string reasons;
    for (const auto& section : view.excluded)
        reasons += (reasons.empty() ? "" : "，") + section.name + " " + count_words(section.count) + " 人";
    paper.table(
        {.title = "二、候选池（冻结于 " + to_local_text(round.sealed_at) + "，账本第 " + std::to_string(round.ledger_size) + " 条）",
         .widths = {58, 58, 0},
         .head = {{"在库", label}, {"可抽", label}, {"符合条件而排除", label}},
         .rows = {{{count_words(round.total), middle}, {count_words(round.eligible), middle}, {count_words(round.excluded), middle}},
                  {{"不在池中的各项依据：" + (reasons.empty() ? "无" : reasons) + "。同时符合几项的，各项都计。", small, 3}}}});
}

// Every round of the activity, void ones too: none ever vanishes.
void add_rounds(pdf::Paper& paper, const RecordView& view)
{
    pdf::Table table{.title = "三、本活动各轮抽取（共 " + std::to_string(view.rounds.size()) + " 轮，无删改）",
                     .widths = {13, 25, 33, 0, 20},
                     .head = {{"轮次", label}, {"封存时间", label}, {"封存码（前 8 位）", label}, {"结果与事由", label}, {"结论", label}},
                     .note = "满足条件的每一种组合机会相同；有跨组条件时，个人被抽中的机会不同。"};
    for (const auto& line : view.rounds) {
        auto ink = line.status == "void" ? pdf::Ink::red : pdf::Ink::black;
        auto inked = [&](pdf::Style style) {
            style.ink = ink;
            return style;
        };
        std::string words = ending_words(line);
        if (line.round == view.round.round && view.round.attempt)
            words += "第 " + std::to_string(*view.round.attempt + 1) + " 次试排成立。";
        if (line.reason) words += "再抽事由：" + *line.reason;
        table.rows.push_back({{std::to_string(line.round), inked(middle)},
                              {to_local_text(line.sealed_at).substr(5, 5) + " " + time_words(line.sealed_at), inked(middle)},
                              {in_fours(line.seal_hash, 8), inked(hash)},
                              {words, inked(small)},
                              {verdict_words(line), inked({.align = Align::centre, .heavy = line.status == "void"})}});
    }
    paper.table(table);
}

void add_panel(pdf::Paper& paper, const RecordView& view)
{
    pdf::Table seats{.title = "四、专家组",
                     .widths = {15, 33, 25, 0, 33},
                     .head = {{"席位", label}, {"本轮编号", label}, {"姓名", label}, {"工作单位", label}, {"职称（资格）", label}}};
    pdf::Table substitutes{.title = "五、候补",
                           .widths = {0, 40},
                           .head = {{"组别", label}, {"候补人数", label}},
                           .note = "候补次序由同一种子产生，不公开；有空缺时按次序递补，逐次另记。"};
    for (std::size_t g = 0; g < view.round.panel.size(); ++g) {
        const auto& group = view.round.panel[g];
        for (const auto& seat : group.seats)
            seats.rows.push_back({{group_letter(g) + "-" + std::to_string(seat.seat), middle},
                                  {in_fours(seat.ref, 8), hash},
                                  {seat.name, middle},
                                  {seat.unit + abstains_words(seat.abstains)},
                                  {seat.title, middle}});
        substitutes.rows.push_back({{group_letter(g) + " " + group.name}, {std::to_string(group.substitutes) + " 名", middle}});
    }
    if (view.round.names_closed)
        seats.note =
            "按第二十一条，专家姓名、工作单位、职称自 " + day_words(*view.round.names_closed) + "起不再显示；存查以当时打印的原件为准。";
    paper.table(seats);
    paper.table(substitutes);
}

void add_proof(pdf::Paper& paper, const RecordView& view)
{
    const auto& round = view.round;
    pdf::CodeTable table{round.drawn_at ? "六、凭据" : "四、凭据", view.qr, "扫码查验", {}, {}};
    auto add = [&](std::string name, const std::optional<std::string>& value) {
        if (value) table.values.emplace_back(std::move(name), *value);
    };
    add("封存码", round.seal_hash);
    add("种子", round.seed);
    if (round.beacon) add("公共信标", round.beacon->value);
    add("结果", round.result_hash);
    add("操作员承诺", part(round, Part::by_operator).commitment);
    add("监督员承诺", part(round, Part::by_supervisor).commitment);
    add("账本检查点", view.checkpoint_root);
    table.note = "检查点含账本前 " + std::to_string(view.checkpoint_size) + " 条。算法 " + suite_words(round.suite) +
                 "。任何人可凭证据包离线重算本轮结果，不依赖本系统。凭据不能证明各项排除所依据的事实；如有疑问，"
                 "由监察人员启用核对密钥逐人核对。";
    paper.code(table);
}

void add_signatures(pdf::Paper& paper, const RecordView& view)
{
    auto known = [](const PartView& person) {
        return person.name.value_or("") + "，" +
               (person.confirmed_at ? time_words(*person.confirmed_at) + " 核验本人后确认" : "未在系统中确认");
    };
    paper.signatures(view.round.drawn_at ? "七、签字" : "五、签字",
                     {{"操作员", known(part(view.round, Part::by_operator))},
                      {"监督员", known(part(view.round, Part::by_supervisor))},
                      {"使用单位负责人", ""}},
                     view.round.drawn_at && !view.round.names_closed ? "本表含专家姓名，按规定归档，不得复制外传。" : "");
}

} // namespace

std::string record_pdf(const RecordView& view)
{
    const auto& round = view.round;
    std::string number = printed_number(view.activity.number, round.round);
    pdf::Paper paper({"科技专家抽取记录表 " + number, foot_words(number, round.seal_hash), round.drawn_at.value_or(round.sealed_at)});
    add_head(paper, view);
    add_plan(paper, view);
    add_pool(paper, view);
    add_rounds(paper, view);
    if (round.drawn_at) add_panel(paper, view);
    add_proof(paper, view);
    add_signatures(paper, view);
    return paper.finish();
}

} // namespace draw::round
