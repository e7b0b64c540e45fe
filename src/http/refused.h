#pragma once

#include "http/http.h"

#include <stdexcept>

namespace http {

// Thrown by a handler whose refusal has a cause that the log must name and the client must not see: the client is sent `answer`, what()
// goes to the log.
struct Refused : std::runtime_error {
    Refused(Response a, const std::string& cause) : std::runtime_error(cause), answer(std::move(a)) {}
    Response answer;
};

} // namespace http
