#include "http/http.h"

#include <stdexcept>

namespace http {

namespace {

std::vector<std::string_view> segments(std::string_view path)
{
    std::vector<std::string_view> list;
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        auto end = path.find('/');
        list.push_back(path.substr(0, end));
        path.remove_prefix(end == std::string_view::npos ? path.size() : end);
    }
    return list;
}

bool is_parameter(std::string_view segment)
{
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// The parameters when `path` has the form of `pattern`.
std::optional<std::map<std::string, std::string>> fits(std::string_view pattern, std::string_view path)
{
    auto wanted = segments(pattern), given = segments(path);
    if (wanted.size() != given.size()) return std::nullopt;
    std::map<std::string, std::string> parameters;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (is_parameter(wanted[i])) {
            if (given[i].empty()) return std::nullopt;
            parameters.emplace(wanted[i].substr(1, wanted[i].size() - 2), given[i]);
        } else if (wanted[i] != given[i]) {
            return std::nullopt;
        }
    }
    return parameters;
}

}  // namespace

std::string_view to_text(Method method)
{
    static constexpr std::string_view names[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    return names[static_cast<std::size_t>(method)];
}

void Router::add(Endpoint endpoint)
{
    for (const auto& other : endpoints_)
        if (other.method == endpoint.method && other.path == endpoint.path) throw std::logic_error("route twice: " + endpoint.path);
    endpoints_.push_back(std::move(endpoint));
}

Router::Match Router::match(Method method, std::string_view path) const
{
    Match match;
    for (const auto& endpoint : endpoints_) {
        auto parameters = fits(endpoint.path, path);
        if (!parameters) continue;
        if (endpoint.method == method) {
            // A path written whole goes before one with parameters.
            bool better = !match.endpoint || parameters->size() < match.parameters.size();
            if (better) {
                match.endpoint = &endpoint;
                match.parameters = std::move(*parameters);
                match.status = 200;
            }
        } else if (!match.endpoint) {
            match.status = 405;
        }
        if (match.allow.find(to_text(endpoint.method)) == std::string::npos)
            match.allow += (match.allow.empty() ? "" : ", ") + std::string(to_text(endpoint.method));
    }
    return match;
}

}  // namespace http
