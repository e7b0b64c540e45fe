#include "base/fields.h"

#include "base/messages.h"

#include <algorithm>

namespace fields {

namespace {

std::string label_of(const Field& f)
{
    return std::string(f.rule.label.empty() ? f.name : f.rule.label);
}

void add(std::vector<FieldError>& errors, Error error)
{
    for (auto& field : error.fields) errors.push_back(std::move(field));
}

void wrong_type(const Field& f, const std::string& path, std::string_view wanted, std::vector<FieldError>& errors)
{
    add(errors, refuse_field(path, messages::field_type, {label_of(f), std::string(wanted)}));
}

} // namespace

namespace detail {

void missing(const Field& f, const std::string& path, std::vector<FieldError>& errors)
{
    add(errors, refuse_field(path, messages::field_required, {label_of(f)}));
}

void scalar(const Field& f, const json::Value& value, const std::string& path, std::string& into, std::vector<FieldError>& errors)
{
    const std::string* given = value.if_text();
    if (!given) return wrong_type(f, path, "文字", errors);
    std::string text(f.rule.verbatim ? std::string_view(*given) : trimmed(*given));
    bool lines = text.find_first_of("\r\n\t") != std::string::npos;
    auto length = static_cast<std::int64_t>(characters(text));
    if (f.rule.required && trimmed(text).empty()) return missing(f, path, errors);
    if (has_control(text) || (lines && !f.rule.multiline)) return add(errors, refuse_field(path, messages::field_control, {label_of(f)}));
    if (length > f.rule.max)
        return add(errors, refuse_field(path, messages::field_too_long, {label_of(f), std::to_string(f.rule.max), std::to_string(length)}));
    if (length < f.rule.min && (f.rule.required || length > 0))
        return add(errors, refuse_field(path, messages::field_too_short, {label_of(f), std::to_string(f.rule.min)}));
    const auto& choices = f.rule.choices;
    if (!choices.empty() && !text.empty() && std::find(choices.begin(), choices.end(), text) == choices.end()) {
        std::string all;
        for (auto choice : choices) all += (all.empty() ? "" : "、") + std::string(choice);
        return add(errors, refuse_field(path, messages::field_choice, {label_of(f), text, all}));
    }
    if (f.rule.check && !text.empty())
        if (auto fault = f.rule.check(path, label_of(f), text)) return add(errors, std::move(*fault));
    into = std::move(text);
}

void scalar(const Field& f, const json::Value& value, const std::string& path, bool& into, std::vector<FieldError>& errors)
{
    if (const bool* b = value.if_bool())
        into = *b;
    else
        wrong_type(f, path, "是或否（true、false）", errors);
}

void scalar(const Field& f, const json::Value& value, const std::string& path, std::int64_t& into, std::vector<FieldError>& errors)
{
    const std::int64_t* number = value.if_int();
    if (!number) return wrong_type(f, path, "整数", errors);
    if (*number < f.rule.min || *number > f.rule.int_max)
        return add(errors,
                   refuse_field(path, messages::field_range, {label_of(f), std::to_string(f.rule.min), std::to_string(f.rule.int_max)}));
    into = *number;
}

void scalar(const Field& f, const json::Value& value, const std::string& path, int& into, std::vector<FieldError>& errors)
{
    Field narrow = f;
    narrow.rule.int_max = std::min<std::int64_t>(f.rule.int_max, 2147483647);
    std::int64_t wide = into;
    scalar(narrow, value, path, wide, errors);
    into = static_cast<int>(wide);
}

void scalar(const Field& f, const json::Value& value, const std::string& path, Day& into, std::vector<FieldError>& errors)
{
    const std::string* text = value.if_text();
    auto day = text ? parse_day(*text) : std::nullopt;
    if (day)
        into = *day;
    else
        add(errors, refuse_field(path, messages::field_day, {label_of(f)}));
}

void scalar(const Field& f, const json::Value& value, const std::string& path, Instant& into, std::vector<FieldError>& errors)
{
    const std::string* text = value.if_text();
    auto instant = text ? parse_instant(*text) : std::nullopt;
    if (instant)
        into = *instant;
    else
        add(errors, refuse_field(path, messages::field_instant, {label_of(f)}));
}

void scalar(const Field&, const json::Value& value, const std::string&, json::Value& into, std::vector<FieldError>&)
{
    into = value;
}

const json::Array* list_of(const Field& f, const json::Value& value, const std::string& path, std::vector<FieldError>& errors)
{
    const json::Array* list = value.if_array();
    if (!list) {
        wrong_type(f, path, "列表", errors);
        return nullptr;
    }
    auto size = static_cast<std::int64_t>(list->size());
    if (f.rule.required && size == 0)
        missing(f, path, errors);
    else if (size > f.rule.max)
        add(errors, refuse_field(path, messages::field_too_many, {label_of(f), std::to_string(f.rule.max)}));
    else if (size < f.rule.min)
        add(errors, refuse_field(path, messages::field_too_few, {label_of(f), std::to_string(f.rule.min)}));
    else
        return list;
    return nullptr;
}

} // namespace detail

void read_record(const Table& table, const json::Value& value, const std::string& path, void* record, std::vector<FieldError>& errors)
{
    const json::Object* object = value.if_object();
    if (!object) return add(errors, refuse_field(path, messages::field_type, {path.empty() ? "内容" : path, "对象（{…}）"}));
    std::string prefix = path.empty() ? "" : path + ".";
    for (const auto& [name, member] : *object) {
        bool known = std::any_of(table.fields.begin(), table.fields.end(), [&name = name](const Field& f) { return f.name == name; });
        if (!known) add(errors, refuse_field(prefix + name, messages::field_unknown, {name}));
    }
    for (const auto& f : table.fields) {
        const json::Value* member = object->find(f.name);
        std::string where = prefix + std::string(f.name);
        if (member && !(member->is_null() && f.kind != Kind::any))
            f.read(f, *member, where, record, errors);
        else if (f.rule.required)
            detail::missing(f, where, errors);
    }
}

json::Object write_record(const Table& table, const void* record)
{
    json::Object out;
    for (const auto& f : table.fields) f.write(f, record, out);
    return out;
}

json::Object schema_of(const Table& table, Direction direction)
{
    json::Object properties;
    json::Array required;
    for (const auto& f : table.fields) {
        json::Object type;
        switch (f.kind) {
        case Kind::text:
            type.set("type", "string");
            if (!f.list) type.set("maxLength", f.rule.max);
            break;
        case Kind::boolean:
            type.set("type", "boolean");
            break;
        case Kind::integer:
            type.set("type", "integer").set("minimum", f.rule.min).set("maximum", f.rule.int_max);
            break;
        case Kind::day:
            type.set("type", "string").set("format", "date");
            break;
        case Kind::instant:
            type.set("type", "string").set("format", "date-time");
            break;
        case Kind::any:
            break;
        case Kind::record:
            type = schema_of(f.record(), direction);
            break;
        }
        if (!f.rule.choices.empty()) {
            json::Array choices;
            for (auto choice : f.rule.choices) choices.push_back(choice);
            type.set("enum", std::move(choices));
        }
        if (f.list) type = json::Object{{"type", "array"}, {"items", std::move(type)}, {"maxItems", f.rule.max}};
        if (!f.rule.label.empty()) type.set("title", f.rule.label);
        if (!f.rule.note.empty()) type.set("description", f.rule.note);
        if (!f.rule.personal.empty()) type.set("x-personal", f.rule.personal);
        if (direction == Direction::request ? f.rule.required : !f.optional) required.push_back(f.name);
        properties.set(std::string(f.name), std::move(type));
    }
    json::Object schema{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) schema.set("required", std::move(required));
    return schema;
}

} // namespace fields
