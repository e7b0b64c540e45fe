#pragma once

#include "base/result.h"

#include <optional>
#include <utility>

// Collects the faults of a form so that all are told at once.
class Faults {
public:
    void add(std::string path, const Message& message, std::initializer_list<std::string> arguments = {})
    {
        for (auto& field : refuse_field(std::move(path), message, arguments).fields) list_.push_back(std::move(field));
    }
    void add(FieldError fault) { list_.push_back(std::move(fault)); }
    // What a rule found, at this path.
    void add(std::string path, const Error& found) { list_.push_back({std::move(path), found.code, found.message}); }

    bool empty() const { return list_.empty(); }
    // Nothing when there are none.
    std::optional<Error> error() const
    {
        if (list_.empty()) return std::nullopt;
        return Error{ErrorKind::invalid, list_.front().code, list_.front().message, list_};
    }

private:
    std::vector<FieldError> list_;
};

// "posts[2]"
inline std::string place_in_list(std::string_view list, std::size_t place)
{
    return std::string(list) + "[" + std::to_string(place) + "]";
}
