#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// How a refusal is answered: each kind has one HTTP status (http/response.cpp) and one exit code.
enum class ErrorKind {
    invalid,         // 422: what was sent cannot be accepted; fields say where
    unauthenticated, // 401
    forbidden,       // 403
    not_found,       // 404: absent, or outside the caller's scope (never told apart)
    conflict,        // 409: not in this state, or changed by someone else meanwhile
    too_large,       // 413
    step_up,         // 428: the second factor is asked again before a sealed act
    too_many,        // 429
    unavailable,     // 503
};

// One entry of the message catalogue: a code that programs rely on and a Chinese text for people.
// {0}, {1} … stand for arguments. Folders keep theirs in messages.h; tools/check_messages.py holds codes unique.
struct Message {
    std::string_view code;
    std::string_view text;
};

// Fills {0}, {1} … of `text` with `arguments`.
std::string fill(std::string_view text, std::initializer_list<std::string> arguments);

// One field at fault. `path` is the JSON path as sent, e.g. "projects[2].lead".
struct FieldError {
    std::string path;
    std::string code;
    std::string message;
};

// What a caller may expect to go wrong. Anything else (a lost disk, a bug) is an exception.
struct Error {
    ErrorKind kind;
    std::string code;
    std::string message;
    std::vector<FieldError> fields{};
};

// A refusal with its catalogue message.
Error refuse(ErrorKind kind, const Message& message, std::initializer_list<std::string> arguments = {});
// A refusal for one field.
Error refuse_field(std::string path, const Message& message, std::initializer_list<std::string> arguments = {});

// Either a value or the Error that explains its absence.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return state_.index() == 0; }
    const T& operator*() const& { return std::get<0>(state_); }
    T& operator*() & { return std::get<0>(state_); }
    T&& operator*() && { return std::get<0>(std::move(state_)); }
    const T* operator->() const { return &std::get<0>(state_); }
    T* operator->() { return &std::get<0>(state_); }
    const Error& error() const { return std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

struct Done {};
