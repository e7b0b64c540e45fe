#include "personal/personal.h"

namespace personal {

namespace {

struct FieldView {
    std::string name, whose, purpose, basis, retention, readers;
    bool sensitive = false;
};
const fields::Table& fields_of(const FieldView*)
{
    static const fields::Table table{
        fields::field<&FieldView::name>("name", {.label = "信息"}),
        fields::field<&FieldView::whose>("whose", {.label = "谁的"}),
        fields::field<&FieldView::sensitive>("sensitive", {.label = "敏感个人信息"}),
        fields::field<&FieldView::purpose>("purpose", {.label = "为什么收"}),
        fields::field<&FieldView::basis>("basis", {.label = "依据"}),
        fields::field<&FieldView::retention>("retention", {.label = "存多久"}),
        fields::field<&FieldView::readers>("readers", {.label = "谁能看"}),
    };
    return table;
}

struct FieldsAnswer {
    std::vector<FieldView> items;
};
const fields::Table& fields_of(const FieldsAnswer*)
{
    static const fields::Table table{fields::field<&FieldsAnswer::items>("items")};
    return table;
}

Result<http::Response> show_fields(auth::Context&)
{
    FieldsAnswer answer;
    for (const auto& e : entries())
        answer.items.push_back({std::string(e.name), std::string(e.whose), std::string(e.purpose), std::string(e.basis),
                                std::string(e.retention.text), std::string(e.readers), e.sensitive});
    return http::answer(fields::write(answer));
}

const auth::Route table[] = {
    {http::Method::get,
     "/api/v1/personal/fields",
     {auth::Permission::anyone, auth::Scope::nothing},
     show_fields,
     {"个人信息字段登记：收什么、为什么、存多久、谁能看", nullptr, auth::table_of<FieldsAnswer>}},
};

} // namespace

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace personal
