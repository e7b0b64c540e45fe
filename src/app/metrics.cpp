#include "app/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace app {

struct Metrics::Parts {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests =
        prometheus::BuildCounter().Name("bole_requests_total").Help("Finished requests by route and status").Register(registry);
    prometheus::Family<prometheus::Histogram>& seconds =
        prometheus::BuildHistogram().Name("bole_request_seconds").Help("Time from head to answer by route").Register(registry);
};

Metrics::Metrics() : parts_(new Parts) {}
Metrics::~Metrics() = default;

void Metrics::count(const http::Finished& request)
{
    std::string route = std::string(http::to_text(request.method)) + " " + request.route;
    parts_->requests.Add({{"route", route}, {"status", std::to_string(request.status)}}).Increment();
    static const prometheus::Histogram::BucketBoundaries bounds{0.001, 0.005, 0.02, 0.1, 0.5, 2, 10};
    parts_->seconds.Add({{"route", route}}, bounds).Observe(static_cast<double>(request.microseconds) / 1e6);
}

std::string Metrics::text() const
{
    return prometheus::TextSerializer().Serialize(parts_->registry.Collect());
}

} // namespace app
