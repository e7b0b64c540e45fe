#include "http/http.h"

#include <set>
#include <stdexcept>

namespace http {

namespace {

std::vector<std::string_view> segments(std::string_view path)
{
    std::vector<std::string_view> list;
    while (!path.empty()) {
        path.remove_prefix(1); // the slash
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
std::optional<std::map<std::string, std::string>> fits(const std::vector<std::string>& pattern, const std::vector<std::string_view>& path)
{
    if (pattern.size() != path.size()) return std::nullopt;
    for (std::size_t i = 0; i < pattern.size(); ++i)
        if (is_parameter(pattern[i]) ? path[i].empty() : pattern[i] != path[i]) return std::nullopt;
    std::map<std::string, std::string> parameters;
    for (std::size_t i = 0; i < pattern.size(); ++i)
        if (is_parameter(pattern[i])) parameters.emplace(pattern[i].substr(1, pattern[i].size() - 2), path[i]);
    return parameters;
}

} // namespace

std::string_view to_text(Method method)
{
    static constexpr std::string_view names[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    return names[static_cast<std::size_t>(method)];
}

void Router::add(Endpoint endpoint)
{
    for (const auto& other : endpoints_)
        if (other.method == endpoint.method && other.path == endpoint.path) throw std::logic_error("route twice: " + endpoint.path);
    auto pieces = segments(endpoint.path);
    patterns_.emplace_back(pieces.begin(), pieces.end());
    endpoints_.push_back(std::move(endpoint));
}

Router::Match Router::match(Method method, std::string_view path) const
{
    Match match;
    auto given = segments(path);
    for (std::size_t i = 0; i < endpoints_.size(); ++i) {
        if (endpoints_[i].method != method) continue;
        auto parameters = fits(patterns_[i], given);
        if (!parameters) continue;
        if (match.endpoint && parameters->size() >= match.parameters.size()) continue;
        match.endpoint = &endpoints_[i];
        match.parameters = std::move(*parameters);
        match.status = 200;
    }
    if (match.endpoint) return match;
    match.allow = allowed(path);
    match.status = match.allow.empty() ? 404 : 405;
    return match;
}

std::string Router::allowed(std::string_view path) const
{
    std::set<Method> methods;
    auto given = segments(path);
    for (std::size_t i = 0; i < endpoints_.size(); ++i)
        if (fits(patterns_[i], given)) methods.insert(endpoints_[i].method);
    std::string allow;
    for (Method method : methods) {
        allow += (allow.empty() ? "" : ", ") + std::string(to_text(method));
        if (method == Method::get) allow += ", HEAD";
    }
    return allow;
}

} // namespace http
