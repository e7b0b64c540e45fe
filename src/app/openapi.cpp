#include "app/service.h"

#include <map>

namespace app {

namespace {

std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out) c = static_cast<char>(c | 0x20);
    return out;
}

json::Object content_of(json::Object schema)
{
    return {{"content", json::Object{{"application/json", json::Object{{"schema", std::move(schema)}}}}}};
}

json::Array parameters_of(const auth::Route& route)
{
    json::Array parameters;
    std::string_view path = route.path;
    for (std::size_t at = 0; (at = path.find('{', at)) != std::string_view::npos;) {
        auto end = path.find('}', at);
        parameters.push_back(json::Object{
            {"name", path.substr(at + 1, end - at - 1)}, {"in", "path"}, {"required", true}, {"schema", json::Object{{"type", "string"}}}});
        at = end;
    }
    for (auto name : route.doc.query)
        parameters.push_back(
            json::Object{{"name", name}, {"in", "query"}, {"required", false}, {"schema", json::Object{{"type", "string"}}}});
    return parameters;
}

json::Object operation_of(const auth::Route& route)
{
    json::Object operation{{"summary", route.doc.summary}};
    json::Array permissions, scopes;
    for (const auto& access : route.needs.ways()) {
        permissions.push_back(auth::to_text(access.permission));
        scopes.push_back(auth::to_text(access.scope));
    }
    operation.set("x-permission", std::move(permissions)).set("x-scope", std::move(scopes));
    if (!route.doc.reads_personal.empty()) operation.set("x-reads-personal", route.doc.reads_personal);
    if (auto parameters = parameters_of(route); !parameters.empty()) operation.set("parameters", std::move(parameters));
    if (route.doc.request)
        operation.set("requestBody", content_of(fields::schema_of(route.doc.request(), fields::Direction::request)).set("required", true));
    json::Object done{{"description", "完成"}};
    if (route.doc.response)
        done = content_of(fields::schema_of(route.doc.response(), fields::Direction::answer)).set("description", "完成");
    json::Object refused{{"description", "拒绝，附原因"}};
    operation.set("responses", json::Object{{route.doc.response ? "200" : "204", std::move(done)}, {"default", std::move(refused)}});
    return operation;
}

} // namespace

std::string openapi()
{
    std::map<std::string, json::Object> paths;
    for (auto routes : all_routes())
        for (const auto& route : routes) paths[std::string(route.path)].set(lower(http::to_text(route.method)), operation_of(route));
    json::Object by_path;
    for (auto& [path, operations] : paths) by_path.set(path, std::move(operations));
    return json::canonical(json::Object{
        {"openapi", "3.1.0"}, {"info", json::Object{{"title", "伯乐 Bole"}, {"version", "1"}}}, {"paths", std::move(by_path)}});
}

std::string permission_matrix()
{
    std::string text =
        "# 路由与权限\n\n由 `bole permissions` 生成。列为角色，格内为可及范围；空格表示拒绝（403）。\n\n| 方法 | 路径 | 任何人 |";
    for (const auto& role : auth::roles()) text += " " + std::string(role.name) + " |";
    text += "\n|---|---|---|";
    for (std::size_t i = 0; i < auth::roles().size(); ++i) text += "---|";
    auto cell = [](const auth::Route& route, const auth::Permissions& held) -> std::string {
        for (const auto& access : route.needs.ways())
            if (held.has(access.permission)) return " " + std::string(auth::to_text(access.scope)) + " |";
        return "  |";
    };
    for (auto routes : all_routes())
        for (const auto& route : routes) {
            text += "\n| " + std::string(http::to_text(route.method)) + " | `" + std::string(route.path) + "` |" + cell(route, {});
            for (const auto& role : auth::roles()) text += cell(route, role.permissions);
        }
    return text + "\n";
}

} // namespace app
