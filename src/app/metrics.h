#pragma once

#include "http/http.h"

#include <memory>

namespace app {

// Counts and times of requests by route and status class, in Prometheus text form.
class Metrics {
public:
    Metrics();
    ~Metrics();
    void count(const http::Finished& request);
    std::string text() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace app
