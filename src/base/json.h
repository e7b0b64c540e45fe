#pragma once

#include "base/result.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// JSON as this program speaks it: no fractions (money and scores are integers or strings), no repeated names.
namespace json {

class Value;
using Array = std::vector<Value>;
using Member = std::pair<std::string, Value>;

// Members in the order they were set; names are unique.
class Object {
public:
    Object() = default;
    Object(std::initializer_list<Member> members);

    // Sets or replaces; gives the object so that calls chain.
    Object& set(std::string name, Value value);
    // Sets only if there is a value: optional members are left out, never null.
    template <class T>
    Object& set_if(std::string name, const std::optional<T>& value);
    // Nothing found: nullptr.
    const Value* find(std::string_view name) const;
    // The member must exist; throws std::out_of_range naming it otherwise.
    const Value& at(std::string_view name) const;

    using Members = std::vector<Member>;
    bool empty() const;
    std::size_t size() const;
    Members::const_iterator begin() const;
    Members::const_iterator end() const;

private:
    friend class Reader;
    Members members_;
};

class Value {
public:
    Value() = default;
    Value(std::nullptr_t) {}
    Value(bool b) : state_(b) {}
    Value(int i) : state_(std::int64_t{i}) {}
    Value(std::int64_t i) : state_(i) {}
    Value(std::size_t i) : state_(static_cast<std::int64_t>(i)) {}
    Value(const char* text) : state_(std::string(text)) {}
    Value(std::string_view text) : state_(std::string(text)) {}
    Value(std::string text) : state_(std::move(text)) {}
    Value(Array array) : state_(std::move(array)) {}
    Value(Object object) : state_(std::move(object)) {}

    bool is_null() const { return state_.index() == 0; }
    // nullptr when the value is of another kind.
    const bool* if_bool() const { return std::get_if<bool>(&state_); }
    const std::int64_t* if_int() const { return std::get_if<std::int64_t>(&state_); }
    const std::string* if_text() const { return std::get_if<std::string>(&state_); }
    const Array* if_array() const { return std::get_if<Array>(&state_); }
    const Object* if_object() const { return std::get_if<Object>(&state_); }
    Array* if_array() { return std::get_if<Array>(&state_); }
    Object* if_object() { return std::get_if<Object>(&state_); }

    // For documents this program wrote itself: throws std::bad_variant_access when of another kind.
    bool boolean() const { return std::get<bool>(state_); }
    std::int64_t integer() const { return std::get<std::int64_t>(state_); }
    const std::string& text() const { return std::get<std::string>(state_); }
    const Array& array() const { return std::get<Array>(state_); }
    const Object& object() const { return std::get<Object>(state_); }

    friend bool operator==(const Value& a, const Value& b);

private:
    std::variant<std::nullptr_t, bool, std::int64_t, std::string, Array, Object> state_ = nullptr;
};

// A member holds a Value: complete only from here on.
inline bool Object::empty() const
{
    return members_.empty();
}
inline std::size_t Object::size() const
{
    return members_.size();
}
inline Object::Members::const_iterator Object::begin() const
{
    return members_.begin();
}
inline Object::Members::const_iterator Object::end() const
{
    return members_.end();
}

template <class T>
Object& Object::set_if(std::string name, const std::optional<T>& value)
{
    if (value) set(std::move(name), Value(*value));
    return *this;
}

// What the reader accepts, as docs/formats/draw.md says under "Documents".
struct Limits {
    std::size_t depth = 64; // the outermost object or array counts 1
};

// Reads one document. Refused, with the place: what is not UTF-8, a byte order mark, repeated names, numbers
// not of the form -?(0|[1-9][0-9]*), -0, integers beyond ±(2^53 − 1), unpaired surrogates, deeper nesting.
Result<Value> read(std::string_view text, Limits limits = {});

// RFC 8785 (JCS): the one spelling that hashes and signatures cover. Also used for answers.
std::string canonical(const Value& value);
void append_canonical(std::string& out, const Value& value);
// The JSON string literal of `text` in the RFC 8785 spelling.
void append_string(std::string& out, std::string_view text);

} // namespace json
