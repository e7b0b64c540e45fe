#include "http/http.h"

namespace http {

namespace {

int status_of(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::invalid:
        return 422;
    case ErrorKind::unauthenticated:
        return 401;
    case ErrorKind::forbidden:
        return 403;
    case ErrorKind::not_found:
        return 404;
    case ErrorKind::conflict:
        return 409;
    case ErrorKind::too_large:
        return 413;
    case ErrorKind::step_up:
        return 428;
    case ErrorKind::too_many:
        return 429;
    case ErrorKind::unavailable:
        return 503;
    }
    return 500;
}

// RFC 5987: names with Chinese characters.
std::string percent_encoded(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (char c : text) {
        auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || c == '-' || c == '.' || c == '_')
            out += c;
        else
            (out += '%') += {digits[byte >> 4], digits[byte & 15]};
    }
    return out;
}

std::optional<std::string> find_in(const std::map<std::string, std::string>& map, std::string_view name)
{
    auto found = map.find(std::string(name));
    return found == map.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

std::optional<std::string> Request::header(std::string_view name) const
{
    return find_in(headers, name);
}

std::optional<std::string> Request::cookie(std::string_view name) const
{
    return find_in(cookies, name);
}

std::optional<std::string> Request::parameter(std::string_view name) const
{
    return find_in(parameters, name);
}

std::optional<std::string> Request::query_value(std::string_view name) const
{
    return find_in(query, name);
}

Response answer(const json::Value& value, int status)
{
    Response response;
    response.status = status;
    response.body = json::canonical(value);
    return response;
}

Response no_content()
{
    Response response;
    response.status = 204;
    return response;
}

Response attachment(std::string body, std::string type, std::string_view file_name)
{
    Response response;
    response.type = std::move(type);
    response.body = std::move(body);
    response.headers.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + percent_encoded(file_name));
    // Where it is opened nevertheless, nothing in it runs.
    response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
    return response;
}

Response answer(const Error& error)
{
    json::Array faults;
    for (const auto& field : error.fields)
        faults.push_back(json::Object{{"path", field.path}, {"code", field.code}, {"message", field.message}});
    json::Object body{{"code", error.code}, {"message", error.message}, {"fields", std::move(faults)}};
    return answer(json::Object{{"error", std::move(body)}}, status_of(error.kind));
}

} // namespace http
