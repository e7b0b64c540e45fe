#include "auth/qr.h"
#include "base/text.h"
#include "draw/round/paper_words.h"
#include "draw/round/papers.h"
#include "pdf/paper.h"

namespace draw::round {

namespace {

using pdf::Align;

const pdf::Style label{.size = 10, .align = Align::centre}, middle{.align = Align::centre}, small{.size = 9.5},
    hash{.size = 8.4, .mono = true};

void add_head(pdf::Paper& paper, const CertificateView& view, const std::string& number, const std::string& url)
{
    const auto& counts = view.seal.object().at("counts").object();
    Instant sealed_at = parse_instant(view.seal.object().at("sealed_at").text()).value();
    std::size_t drawn = 0;
    for (const auto& group : view.panel) drawn += group.array().size();
    paper.heading("科技专家抽取凭证");
    paper.line("使用单位：" + view.using_unit, "编号：" + number);
    std::string result = view.drawn_at
                             ? "从 " + std::to_string(counts.at("total").integer()) + " 名在库专家中随机抽出 " + std::to_string(drawn) +
                                   " 名，第 " + std::to_string(view.attempt.value_or(0) + 1) + " 次试排成立"
                         : view.voided ? "作废：" + view.voided->words
                                       : view.status_name;
    paper.table({.widths = {25, 0, 25, 46},
                 .rows = {{{"活动名称", label}, {view.activity_name}, {"活动编号", label}, {view.activity_number}},
                          {{"封存时间", label},
                           {to_local_text(sealed_at)},
                           {"轮次", label},
                           {"第 " + std::to_string(view.round) + " 轮，共 " + std::to_string(view.rounds.size()) + " 轮"}},
                          {{"产生时间", label},
                           {view.drawn_at ? to_local_text(*view.drawn_at) : "没有结果"},
                           {"算法", label},
                           {suite_words(view.suite)}},
                          {{"结论", label}, {result, {}, 3}}}});
    pdf::CodeTable codes{"一、封存与查验", auth::qr_rows(url), "扫码查验", {}, {}};
    codes.values.emplace_back("封存码", view.seal_hash);
    for (auto [name, member] : {std::pair{"方案", "plan"}, {"候选池", "pool"}, {"其余人员", "out"}, {"核对密钥", "key"}})
        codes.values.emplace_back(name, view.seal.object().at(member).text());
    codes.note = "封存在任何随机值之前写入账本第 " + std::to_string(view.seal.object().at("ledger_size").integer()) +
                 " 条，此后方案和名单都没有改过。查验网址：" + url;
    paper.code(codes);
}

void add_values(pdf::Paper& paper, const CertificateView& view)
{
    pdf::Table table{.title = "二、随机的来历",
                     .widths = {22, 16, 0, 24},
                     .head = {{"谁", label}, {"", label}, {"内容", label}, {"时间", label}},
                     .note = "各方先交承诺再揭示；值与承诺相符，谁也不能看着结果再选。"};
    for (const auto& part : view.parts) {
        std::string who(word_of(part_of(part.role).value()));
        auto at = [](const std::optional<Instant>& time) { return time ? time_words(*time) : std::string(); };
        table.rows.push_back({{who, middle}, {"承诺", label}, {part.commitment.value_or("没有"), hash}, {at(part.committed_at), middle}});
        table.rows.push_back({{who, middle}, {"值", label}, {part.value.value_or("没有揭示"), hash}, {at(part.revealed_at), middle}});
    }
    if (view.beacon) {
        table.rows.push_back({{"公共信标", middle}, {"来源", label}, {view.beacon->source, small}, {"", middle}});
        table.rows.push_back({{"公共信标", middle}, {"值", label}, {view.beacon->value.value_or("没有得到"), small}, {"揭示之后", middle}});
    }
    if (view.seed) table.rows.push_back({{"种子", middle}, {"", label}, {*view.seed, hash}, {"", middle}});
    paper.table(table);
}

void add_panel(pdf::Paper& paper, const CertificateView& view)
{
    const auto& eligible = view.seal.object().at("counts").object().at("eligible").array();
    pdf::Table table{.title = "三、抽出的编号（姓名不公开）",
                     .widths = {22, 0, 30},
                     .head = {{"组别", label}, {"本轮编号，按抽出次序", label}, {"本组可抽", label}}};
    for (std::size_t g = 0; g < view.panel.size(); ++g) {
        std::string refs;
        for (const auto& ref : view.panel[g].array()) refs += (refs.empty() ? "" : "  ") + ref.text();
        table.rows.push_back(
            {{group_letter(g) + " 组", middle}, {refs, hash}, {count_words(count_view(eligible.at(g).integer())) + " 人", middle}});
    }
    paper.table(table);
}

void add_rounds(pdf::Paper& paper, const CertificateView& view, std::string title)
{
    pdf::Table table{.title = std::move(title),
                     .widths = {13, 38, 0, 20},
                     .head = {{"轮次", label}, {"封存时间", label}, {"封存码与结果", label}, {"结论", label}}};
    for (const auto& line : view.rounds)
        table.rows.push_back({{std::to_string(line.round), middle},
                              {to_local_text(line.sealed_at), middle},
                              {in_fours(line.seal_hash, 16) + "　" + ending_words(line), small},
                              {verdict_words(line), middle}});
    paper.table(table);
}

void add_ledger(pdf::Paper& paper, const CertificateView& view, std::string title)
{
    pdf::Table table{.title = std::move(title),
                     .widths = {25, 0},
                     .note = "凭证据包可用独立程序 bole-verify 或离线查验页重算全部步骤，不必联网，不必相信本系统。"};
    auto add = [&](std::string name, const std::string& value) { table.rows.push_back({{std::move(name), label}, {value, hash}}); };
    if (view.result_hash) add("结果", *view.result_hash);
    if (view.signature) add("结果签名", *view.signature);
    add("账本公钥", view.public_key);
    add("检查点", std::string(trimmed(view.checkpoint)));
    if (view.entry_index) add("本轮结束条目", "第 " + std::to_string(*view.entry_index) + " 条");
    if (view.entry_leaf) add("条目", json::canonical(*view.entry_leaf));
    std::string proof;
    for (const auto& node : view.entry_proof) proof += (proof.empty() ? "" : "\n") + node;
    if (!proof.empty()) add("包含证明", proof);
    paper.table(table);
}

void add_meaning(pdf::Paper& paper, const CertificateView& view, const std::string& title)
{
    paper.table({.title = title,
                 .widths = {25, 0},
                 .rows = {{{"说明", label},
                           {"候选名单和条件在抽取之前就已封存，之后没有改过；结果由操作员、监督员、服务器三份随机共同决定；满足条件的"
                            "每一种专家组合，被抽中的机会相同；本活动一共 " +
                                std::to_string(view.rounds.size()) + " 轮，都列在上面。",
                            small}},
                          {{"不说明", label},
                           {"每位专家机会相等（有跨组条件时，个人机会有高有低）；每一项回避、资格的事实都属实（由监察人员凭密钥逐人"
                            "核对）；编号是谁；" +
                                std::string(view.beacon ? "公共信标的值是否确为所称事件的结果（请自行查对）。"
                                                        : "没有公共信标，操作员、监督员与服务器管理员全部串通，不能排除。"),
                            small}}}});
}

} // namespace

std::string certificate_pdf(const CertificateView& view, const std::string& url)
{
    std::string number = printed_number(view.activity_number, view.round);
    Instant sealed_at = parse_instant(view.seal.object().at("sealed_at").text()).value();
    pdf::Paper paper({"科技专家抽取凭证 " + number, foot_words(number, view.seal_hash), view.drawn_at.value_or(sealed_at)});
    add_head(paper, view, number, url);
    add_values(paper, view);
    if (view.drawn_at) add_panel(paper, view);
    add_rounds(paper, view, view.drawn_at ? "四、本活动各轮（每一轮都保留）" : "三、本活动各轮（每一轮都保留）");
    if (view.drawn_at) add_meaning(paper, view, "五、这说明什么，不说明什么");
    add_ledger(paper, view, view.drawn_at ? "六、账本凭据" : "四、账本凭据");
    return paper.finish();
}

} // namespace draw::round
