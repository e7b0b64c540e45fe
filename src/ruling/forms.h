#pragma once

#include "base/fields.h"

// What decides an order, whatever it sets.
namespace ruling {

struct VersionForm {
    std::int64_t version = 0;
};
inline const fields::Table& fields_of(const VersionForm*)
{
    static const fields::Table table{fields::field<&VersionForm::version>("version", {.required = true})};
    return table;
}

struct RefusalForm {
    std::int64_t version = 0;
    std::string reason;
};
inline const fields::Table& fields_of(const RefusalForm*)
{
    static const fields::Table table{
        fields::field<&RefusalForm::version>("version", {.required = true}),
        fields::field<&RefusalForm::reason>("reason", {.label = "退回的理由", .required = true, .min = 2, .max = 500, .multiline = true}),
    };
    return table;
}

} // namespace ruling
