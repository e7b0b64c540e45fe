#include "intake/views.h"

namespace intake {

using fields::field;

const fields::Table& fields_of(const Item*)
{
    static const fields::Table table{
        field<&Item::id>("id", {.label = "编号"}),
        field<&Item::state>("state", {.label = "状态",
                                      .choices = {"checking", "mapping", "refused", "ready", "applying", "failed", "applied", "undoing",
                                                  "undone", "quarantined", "infected"}}),
        field<&Item::file_name>("file_name", {.label = "文件名"}),
        field<&Item::at>("at", {.label = "时间"}),
        field<&Item::by>("by", {.label = "经手人"}),
        field<&Item::rows>("rows", {.label = "行数"}),
        field<&Item::errors>("errors", {.label = "错误数"}),
        field<&Item::document>("document", {.label = "依据文件"}),
        field<&Item::verified_on>("verified_on", {.label = "核实日期"}),
        field<&Item::verified_by>("verified_by", {.label = "核实人"}),
        field<&Item::malware>("malware", {.label = "查出的病毒"}),
    };
    return table;
}

const fields::Table& fields_of(const SheetView*)
{
    static const fields::Table table{
        field<&SheetView::name>("name", {.label = "工作表"}),
        field<&SheetView::rows>("rows", {.label = "行数"}),
        field<&SheetView::errors>("errors", {.label = "错误数"}),
    };
    return table;
}

const fields::Table& fields_of(const Detail*)
{
    static const fields::Table table{
        field<&Detail::item>("item", {.label = "导入"}),
        field<&Detail::sheets>("sheets", {.label = "工作表"}),
        field<&Detail::done>("done", {.label = "已处理行数"}),
        field<&Detail::of>("of", {.label = "须处理行数"}),
        field<&Detail::experts>("experts", {.label = "新增专家"}),
        field<&Detail::units>("units", {.label = "新增单位"}),
        field<&Detail::undone_at>("undone_at", {.label = "撤销时间"}),
        field<&Detail::undone_reason>("undone_reason", {.label = "撤销的理由"}),
        field<&Detail::undone_by>("undone_by", {.label = "撤销的经手人"}),
        field<&Detail::rest>("rest", {.label = "未导入的行", .note = "另成一个待改正的上传"}),
        field<&Detail::pairs>("pairs", {.label = "可能是同一人的对数"}),
        field<&Detail::undecided>("undecided", {.label = "其中没有决定的", .note = "按不同的人导入"}),
        field<&Detail::good>("good", {.label = "可以先导入的行数"}),
        field<&Detail::held>("held", {.label = "有错误而留下的行数"}),
        field<&Detail::allowed_actions>("allowed_actions", {.label = "可办理"}),
    };
    return table;
}

const fields::Table& fields_of(const ErrorView*)
{
    static const fields::Table table{
        field<&ErrorView::sheet>("sheet", {.label = "工作表", .note = "空：整个文件"}),
        field<&ErrorView::row>("row", {.label = "行", .note = "0：整张表"}),
        field<&ErrorView::title>("title", {.label = "列"}),
        field<&ErrorView::value>("value", {.label = "值", .note = "证件号、手机等已掩码"}),
        field<&ErrorView::reason>("reason", {.label = "原因"}),
        field<&ErrorView::change>("change", {.label = "怎样改"}),
        field<&ErrorView::offers>("offers", {.label = "可以改成"}),
    };
    return table;
}

const fields::Table& fields_of(const ListAnswer*)
{
    static const fields::Table table{field<&ListAnswer::items>("items"), field<&ListAnswer::total>("total"),
                                     field<&ListAnswer::page>("page"), field<&ListAnswer::size>("size")};
    return table;
}

const fields::Table& fields_of(const ErrorsAnswer*)
{
    static const fields::Table table{field<&ErrorsAnswer::items>("items"), field<&ErrorsAnswer::total>("total"),
                                     field<&ErrorsAnswer::page>("page"), field<&ErrorsAnswer::size>("size")};
    return table;
}

const fields::Table& fields_of(const OfferView*)
{
    static const fields::Table table{
        field<&OfferView::topic>("topic", {.label = "哪种值"}), field<&OfferView::value>("value", {.label = "原来的写法"}),
        field<&OfferView::offers>("offers", {.label = "可以改成"}), field<&OfferView::errors>("errors", {.label = "错误数"})};
    return table;
}

const fields::Table& fields_of(const OffersAnswer*)
{
    static const fields::Table table{field<&OffersAnswer::items>("items", {.label = "可以一并改正的"}),
                                     field<&OffersAnswer::chosen>("chosen", {.label = "已选的改正"})};
    return table;
}

PairView view_of(Pair pair)
{
    PairView view{pair.pair, pair.label, pair.other_label, pair.expert, pair.by_birth, pair.by_unit, pair.numbered, "", {}, {}, {}};
    if (pair.same) view.decision = *pair.same ? "same" : "different";
    auto left = fields::write(pair.card), right = fields::write(pair.other);
    // Masked numbers may look alike, and pairs never have the same one.
    for (const auto& [name, value] : left.object())
        if (name == "citizen_id" || value.text() != right.object().at(name).text()) view.differing.push_back(name);
    view.card = std::move(pair.card);
    view.other = std::move(pair.other);
    return view;
}

const fields::Table& fields_of(const PairView*)
{
    static const fields::Table table{
        field<&PairView::pair>("pair", {.label = "这一对", .note = "由两人的身份证号算出的带密钥的摘要"}),
        field<&PairView::label>("label", {.label = "文件中的位置"}),
        field<&PairView::other_label>("other_label", {.label = "另一人", .note = "专家编号，或文件中的位置"}),
        field<&PairView::expert>("expert", {.label = "库中的专家"}),
        field<&PairView::by_birth>("by_birth", {.label = "姓名和出生日期相同"}),
        field<&PairView::by_unit>("by_unit", {.label = "姓名和单位相同"}),
        field<&PairView::numbered>("numbered", {.label = "两人都有身份证号", .note = "号码必不相同"}),
        field<&PairView::decision>("decision", {.label = "决定", .note = "same 是同一人，different 不是同一人，空 没有决定"}),
        field<&PairView::card>("card", {.label = "文件里的人"}),
        field<&PairView::other>("other", {.label = "另一人的资料"}),
        field<&PairView::differing>("differing", {.label = "不同的字段"}),
    };
    return table;
}

const fields::Table& fields_of(const PairsAnswer*)
{
    static const fields::Table table{field<&PairsAnswer::items>("items"), field<&PairsAnswer::total>("total"),
                                     field<&PairsAnswer::undecided>("undecided", {.label = "没有决定的"}),
                                     field<&PairsAnswer::page>("page"), field<&PairsAnswer::size>("size")};
    return table;
}

const fields::Table& fields_of(const PairChoice*)
{
    static const fields::Table table{
        field<&PairChoice::pair>("pair", {.label = "这一对", .required = true, .max = 64}),
        field<&PairChoice::decision>("decision", {.label = "决定", .choices = {"same", "different", ""}, .note = "空：收回决定"}),
    };
    return table;
}

const fields::Table& fields_of(const PairOrder*)
{
    static const fields::Table table{field<&PairOrder::decisions>("decisions", {.label = "决定", .required = true, .max = 100})};
    return table;
}

const fields::Table& fields_of(const TargetField*)
{
    static const fields::Table table{field<&TargetField::title>("title", {.label = "字段"}),
                                     field<&TargetField::required>("required", {.label = "必填"}),
                                     field<&TargetField::hint>("hint", {.label = "说明"})};
    return table;
}

const fields::Table& fields_of(const TargetSheet*)
{
    static const fields::Table table{field<&TargetSheet::name>("name", {.label = "表"}),
                                     field<&TargetSheet::purpose>("purpose", {.label = "用途"}),
                                     field<&TargetSheet::fields>("fields", {.label = "字段"})};
    return table;
}

const fields::Table& fields_of(const MappingAnswer*)
{
    static const fields::Table table{field<&MappingAnswer::sheets>("sheets", {.label = "文件里的工作表"}),
                                     field<&MappingAnswer::targets>("targets", {.label = "可以对应的表"})};
    return table;
}

const fields::Table& fields_of(const ColumnChoice*)
{
    static const fields::Table table{field<&ColumnChoice::at>("at", {.label = "列", .int_max = 1000}),
                                     field<&ColumnChoice::field>("field", {.label = "字段", .max = 50, .note = "空：不导入"})};
    return table;
}

const fields::Table& fields_of(const SheetChoice*)
{
    static const fields::Table table{field<&SheetChoice::sheet>("sheet", {.label = "文件里的工作表", .max = 300, .verbatim = true}),
                                     field<&SheetChoice::as>("as", {.label = "对应的表", .max = 50, .note = "空：不导入"}),
                                     field<&SheetChoice::columns>("columns", {.label = "列", .max = 300})};
    return table;
}

const fields::Table& fields_of(const MappingOrder*)
{
    static const fields::Table table{field<&MappingOrder::sheets>("sheets", {.label = "工作表", .required = true, .max = 50}),
                                     field<&MappingOrder::remember>("remember", {.label = "下次同样的列名自动对应"})};
    return table;
}

const fields::Table& fields_of(const Order*)
{
    static const fields::Table table{
        field<&Order::document>("document", {.label = "依据文件", .required = true, .max = 200}),
        field<&Order::verified_on>("verified_on", {.label = "核实日期", .note = "与核实人一起填，或都不填"}),
        field<&Order::verified_by>("verified_by", {.label = "核实人", .max = 50}),
        field<&Order::good_only>("good_only", {.label = "只导入没有错误的行"}),
    };
    return table;
}

} // namespace intake
