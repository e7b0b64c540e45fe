#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace verify {

class Value;
using Array = std::vector<Value>;
using Object = std::vector<std::pair<std::string, Value>>; // names are unique

// A document of draw.md, 1.1. The accessors throw Problem naming `place` when the value is of another kind.
class Value {
public:
    Value() = default;
    Value(bool b) : state_(b) {}
    Value(std::int64_t i) : state_(i) {}
    Value(const char* text) : state_(std::string(text)) {}
    Value(std::string text) : state_(std::move(text)) {}
    Value(Array array) : state_(std::move(array)) {}
    Value(Object object) : state_(std::move(object)) {}

    const auto& state() const { return state_; }
    bool is_object() const { return std::holds_alternative<Object>(state_); }
    bool is_text() const { return std::holds_alternative<std::string>(state_); }
    bool is_null() const { return std::holds_alternative<std::nullptr_t>(state_); }

    bool boolean(std::string_view place) const;
    std::int64_t integer(std::string_view place) const;
    const std::string& text(std::string_view place) const;
    const Array& array(std::string_view place) const;
    const Object& object(std::string_view place) const;

private:
    std::variant<std::nullptr_t, bool, std::int64_t, std::string, Array, Object> state_ = nullptr;
};

// Throws Problem for whatever draw.md, 1.1 says a reader refuses, with the byte where it stands.
Value read_json(std::string_view text);

// RFC 8785.
std::string jcs(const Value& value);
// The levels of nesting; 0 for what is neither array nor object.
int depth(const Value& value);

} // namespace verify
