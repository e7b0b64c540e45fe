#pragma once

#include "http/http.h"

#include <memory>

namespace app {

// One JSON object a line: time, level, event and its members. It is given routes, never paths, queries or bodies, so
// no personal data can reach it.
class Log {
public:
    // To `file`, or to standard error when empty.
    explicit Log(const std::string& file);
    ~Log();
    void event(std::string_view name);
    void request(const http::Finished& request);
    void failure(const std::string& request_id, const std::string& what);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace app
