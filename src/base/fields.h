#pragma once

#include "base/json.h"
#include "base/result.h"
#include "base/text.h"
#include "base/time.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

// A record names its fields once; JSON in and out, validation with messages and the API description read that list:
//
//     struct Venue { std::string name; std::optional<Day> since; std::vector<Room> rooms; };
//     const fields::Table& fields_of(const Venue*)
//     {
//         static const fields::Table table{
//             fields::field<&Venue::name>("name", {.label = "名称", .required = true, .max = 100}),
//             fields::field<&Venue::since>("since", {.label = "启用日期"}),
//             fields::field<&Venue::rooms>("rooms", {.label = "房间", .max = 50}),
//         };
//         return table;
//     }
//
// Kinds: std::string, bool, int, std::int64_t, Day, Instant, json::Value (any document), a record with fields_of,
// std::optional and std::vector of these.
namespace fields {

// An extra test of a text: nothing, or what is wrong with it (told with the field's label).
using TextCheck = std::function<std::optional<Error>(const std::string& path, std::string_view label, std::string_view value)>;

struct Rule {
    std::string_view label = {};             // the Chinese name used in messages and the API description
    bool required = false;                   // present, not null, text not blank, list not empty
    std::int64_t min = 0;                    // least characters of a text, entries of a list, value of an integer
    std::int64_t max = 1000;                 // most, likewise (integers: see int_max)
    std::int64_t int_max = 9007199254740991; // greatest value of an integer
    std::vector<std::string_view> choices = {};
    bool multiline = false;         // text may hold line ends and tabs
    bool verbatim = false;          // text is kept as typed, blanks at the ends too (passwords, names in Mongolian script)
    std::string_view personal = {}; // for personal data: the purpose; such fields are listed in the field register
    std::string_view note = {};     // for the API description
    TextCheck check = {};
};

enum class Kind { text, boolean, integer, day, instant, any, record };

struct Table;

// One field, its member's type erased. `get` gives the member's address within a record's.
struct Field {
    std::string_view name;
    Rule rule;
    Kind kind;
    bool optional = false;
    bool list = false;
    const Table& (*record)() = nullptr; // of Kind::record
    void (*read)(const Field&, const json::Value&, const std::string& path, void* record, std::vector<FieldError>&);
    void (*write)(const Field&, const void* record, json::Object& out);
};

struct Table {
    std::vector<Field> fields;
    Table(std::initializer_list<Field> list) : fields(list) {}
};

// Reads `value` into `*record`; every fault is added with its path, none stops the others.
void read_record(const Table& table, const json::Value& value, const std::string& path, void* record, std::vector<FieldError>& errors);
json::Object write_record(const Table& table, const void* record);

// The schema of a record in OpenAPI 3.1 form. In a request the fields whose rule says so are required; in an answer
// all but the optional ones are present.
enum class Direction { request, answer };
json::Object schema_of(const Table& table, Direction direction);

// The record in `value`, or an Error of kind invalid that lists every field at fault.
template <class T>
Result<T> read(const json::Value& value)
{
    T record{};
    std::vector<FieldError> errors;
    read_record(fields_of(static_cast<const T*>(nullptr)), value, "", &record, errors);
    if (errors.empty()) return record;
    return Error{ErrorKind::invalid, errors.front().code, errors.front().message, std::move(errors)};
}

template <class T>
json::Value write(const T& record)
{
    return write_record(fields_of(static_cast<const T*>(nullptr)), &record);
}

namespace detail {

void scalar(const Field&, const json::Value&, const std::string& path, std::string&, std::vector<FieldError>&);
void scalar(const Field&, const json::Value&, const std::string& path, bool&, std::vector<FieldError>&);
void scalar(const Field&, const json::Value&, const std::string& path, int&, std::vector<FieldError>&);
void scalar(const Field&, const json::Value&, const std::string& path, std::int64_t&, std::vector<FieldError>&);
void scalar(const Field&, const json::Value&, const std::string& path, Day&, std::vector<FieldError>&);
void scalar(const Field&, const json::Value&, const std::string& path, Instant&, std::vector<FieldError>&);
void scalar(const Field&, const json::Value&, const std::string& path, json::Value&, std::vector<FieldError>&);
// Tests that `value` is a list within the rule's bounds; nullptr (with an error added) if not.
const json::Array* list_of(const Field&, const json::Value& value, const std::string& path, std::vector<FieldError>&);
void missing(const Field&, const std::string& path, std::vector<FieldError>&);

template <class T>
struct Shape {
    using Scalar = T;
    static constexpr bool optional = false, list = false;
};
template <class T>
struct Shape<std::optional<T>> {
    using Scalar = T;
    static constexpr bool optional = true, list = false;
};
template <class T>
struct Shape<std::vector<T>> {
    using Scalar = T;
    static constexpr bool optional = false, list = true;
};

template <class T>
constexpr Kind kind_of()
{
    if constexpr (std::is_same_v<T, std::string>)
        return Kind::text;
    else if constexpr (std::is_same_v<T, bool>)
        return Kind::boolean;
    else if constexpr (std::is_same_v<T, int> || std::is_same_v<T, std::int64_t>)
        return Kind::integer;
    else if constexpr (std::is_same_v<T, Day>)
        return Kind::day;
    else if constexpr (std::is_same_v<T, Instant>)
        return Kind::instant;
    else if constexpr (std::is_same_v<T, json::Value>)
        return Kind::any;
    else
        return Kind::record;
}

template <class T>
const Table& table_of()
{
    return fields_of(static_cast<const T*>(nullptr));
}

template <class T>
void read_one(const Field& f, const json::Value& value, const std::string& path, T& into, std::vector<FieldError>& errors)
{
    if constexpr (kind_of<T>() == Kind::record)
        read_record(table_of<T>(), value, path, &into, errors);
    else
        scalar(f, value, path, into, errors);
}

template <class T>
json::Value write_one(const T& value)
{
    if constexpr (kind_of<T>() == Kind::record)
        return write_record(table_of<T>(), &value);
    else if constexpr (std::is_same_v<T, Day> || std::is_same_v<T, Instant>)
        return to_text(value);
    else
        return value;
}

template <auto Pointer>
struct Owner;
template <class S, class M, M S::*Pointer>
struct Owner<Pointer> {
    using Struct = S;
    using Member = M;
};

} // namespace detail

template <auto Pointer>
Field field(std::string_view name, Rule rule = {})
{
    using Struct = typename detail::Owner<Pointer>::Struct;
    using Member = typename detail::Owner<Pointer>::Member;
    using Shape = detail::Shape<Member>;
    using Scalar = typename Shape::Scalar;
    Field f{name, std::move(rule), detail::kind_of<Scalar>(), Shape::optional, Shape::list};
    if constexpr (detail::kind_of<Scalar>() == Kind::record) f.record = &detail::table_of<Scalar>;
    f.read = [](const Field& self, const json::Value& value, const std::string& path, void* record, std::vector<FieldError>& errors) {
        Member& member = static_cast<Struct*>(record)->*Pointer;
        if constexpr (Shape::list) {
            const json::Array* list = detail::list_of(self, value, path, errors);
            if (!list) return;
            member.clear();
            for (std::size_t i = 0; i < list->size(); ++i) {
                Scalar entry{};
                detail::read_one(self, (*list)[i], path + "[" + std::to_string(i) + "]", entry, errors);
                member.push_back(std::move(entry));
            }
        } else if constexpr (Shape::optional) {
            Scalar entry{};
            detail::read_one(self, value, path, entry, errors);
            member = std::move(entry);
        } else {
            detail::read_one(self, value, path, member, errors);
        }
    };
    f.write = [](const Field& self, const void* record, json::Object& out) {
        const Member& member = static_cast<const Struct*>(record)->*Pointer;
        if constexpr (Shape::list) {
            json::Array list;
            for (const auto& entry : member) list.push_back(detail::write_one<Scalar>(entry));
            out.set(std::string(self.name), std::move(list));
        } else if constexpr (Shape::optional) {
            if (member) out.set(std::string(self.name), detail::write_one(*member));
        } else {
            out.set(std::string(self.name), detail::write_one(member));
        }
    };
    return f;
}

} // namespace fields
