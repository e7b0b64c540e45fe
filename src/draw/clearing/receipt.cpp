#include "draw/clearing/clearing.h"
#include "draw/round/paper_words.h"
#include "pdf/paper.h"

namespace draw::clearing {

std::string receipt_pdf(const Paper& what)
{
    const auto& receipt = what.receipt;
    const pdf::Style label{.size = 10, .align = pdf::Align::centre};
    pdf::Paper paper({"专家资料清除回执 " + what.number, "回执 " + receipt.public_id, receipt.at});
    paper.heading("专家资料清除回执");
    paper.line("使用单位：" + what.unit + "（盖章）", "编号：" + what.number);
    paper.table({.widths = {32, 0},
                 .rows = {{{"活动名称", label}, {what.name}},
                          {{"活动结束", label}, {round::day_words(what.last)}},
                          {{"名单人数", label}, {std::to_string(receipt.names) + " 人"}},
                          {{"清除方式", label}, {words_of_ways(receipt.ways)}},
                          {{"登记时间", label}, {round::time_words(receipt.at)}},
                          {{"登记人", label}, {receipt.by}}},
                 .note = "依据：本办法第二十一条，使用单位及使用人员不得留存专家库中的信息和资料。登记后，系统不再向本单位显示这项活动的专"
                         "家姓名；抽取过程和结果仍在科技厅留痕，可查询、可追溯。"});
    paper.signatures("签字", {{"登记人", receipt.by + "，" + round::time_words(receipt.at) + " 在系统中登记"}, {"使用单位负责人", ""}}, "");
    return paper.finish();
}

} // namespace draw::clearing
