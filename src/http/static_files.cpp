#include "http/http.h"

#include "crypto/hash.h"

namespace http {

namespace {

std::string_view type_of(std::string_view path)
{
    struct Type {
        std::string_view ending, type;
    };
    constexpr Type types[] = {{".html", "text/html; charset=utf-8"},
                              {".js", "text/javascript; charset=utf-8"},
                              {".css", "text/css; charset=utf-8"},
                              {".svg", "image/svg+xml"},
                              {".png", "image/png"},
                              {".woff2", "font/woff2"},
                              {".json", "application/json"},
                              {".txt", "text/plain; charset=utf-8"}};
    for (const auto& t : types)
        if (path.ends_with(t.ending)) return t.type;
    return "application/octet-stream";
}

} // namespace

PageFiles::PageFiles(const std::vector<std::pair<std::string, std::string_view>>& files)
{
    for (const auto& [path, content] : files) {
        auto hash = crypto::to_hex(crypto::sha256(content));
        files_.emplace("/" + path, File{content, type_of(path), "\"" + hash.substr(0, 32) + "\""});
    }
}

std::optional<Response> PageFiles::find(const Request& request) const
{
    const std::string& path = request.path;
    if (request.method != Method::get || path == "/api" || path.starts_with("/api/")) return std::nullopt;
    auto found = files_.find(path);
    bool asset = path.starts_with("/assets/");
    // A route of the page itself; a missing file (its name has a dot) must not be answered with the page.
    bool page_route = !asset && path.find('.', path.rfind('/')) == std::string::npos;
    if (found == files_.end() && page_route) found = files_.find("/index.html");
    if (found == files_.end()) return std::nullopt;
    const File& file = found->second;
    Response response;
    response.type = file.type;
    response.headers.emplace_back("ETag", file.etag);
    response.headers.emplace_back("Cache-Control", asset ? "public, max-age=31536000, immutable" : "no-cache");
    // The header is a list, and gateways that compress weaken the tag (W/"…").
    if (request.header("if-none-match").value_or("").find(file.etag) != std::string::npos)
        response.status = 304;
    else
        response.body = file.content;
    return response;
}

} // namespace http
