// What comes from outside beside documents: request targets and heads, the settings file, sealed backup files; see script/fuzz.
// Targets: target, head, config, sealed.
#include "app/config.h"
#include "backup/sealed_file.h"
#include "fuzz.h"
#include "http/exchange.h"
#include "http/target.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using fuzz::must;

namespace {

std::string encoded(std::string_view text)
{
    std::string out;
    constexpr char digits[] = "0123456789ABCDEF";
    for (unsigned char c : text)
        if (std::isalnum(c))
            out += static_cast<char>(c);
        else
            out += {'%', digits[c >> 4], digits[c & 15]};
    return out;
}

[[maybe_unused]] void check_target(std::string_view text)
{
    auto read = http::parse_target(text);
    if (!read) return fuzz::must_tell(read.error());
    must(read->path.starts_with('/') && is_utf8(read->path) && read->path.find('\0') == std::string::npos, "a path is a path");
    must((read->path + "/").find("/../") == std::string::npos, "no way up");
    // Written again with every byte spelled out it reads the same.
    std::string again;
    for (std::string_view rest = read->path; !rest.empty();) {
        rest.remove_prefix(1);
        auto segment = rest.substr(0, rest.find('/'));
        again += "/" + encoded(segment);
        rest.remove_prefix(segment.size());
    }
    char mark = '?';
    for (const auto& [name, value] : read->query) {
        must(is_utf8(name) && is_utf8(value), "queries are UTF-8");
        again += mark + encoded(name) + "=" + encoded(value);
        mark = '&';
    }
    auto second = http::parse_target(again);
    must(second && second->path == read->path && second->query == read->query, "a target reads as it was written");
}

// Lines of an input: method, target, then fields.
[[maybe_unused]] void check_head(fuzz::Input input)
{
    static const http::Router router = [] {
        http::Router made;
        auto handle = [](const http::Request&) { return http::no_content(); };
        made.add({http::Method::get, "/api/v1/experts/{id}", handle});
        made.add({http::Method::post, "/api/v1/experts", handle});
        made.add({http::Method::put, "/api/v1/imports", handle, nullptr, 1 << 20, true});
        return made;
    }();
    static const http::PageFiles page{{{"web/dist/index.html", "<!doctype html>"}}};
    std::uint8_t choice = input.byte();
    http::ServerOptions options;
    options.behind_gateway = choice & 1;
    if (choice & 2) options.public_url = "https://bole.example";
    http::Head head;
    head.http_1_0 = choice & 4;
    head.chunked = choice & 8;
    if (choice & 16) head.content_length = choice;
    head.method = input.until('\n');
    head.target = input.until('\n');
    while (!input.done()) {
        auto line = input.until('\n');
        auto colon = std::min(line.find(':'), line.size());
        head.fields.emplace_back(line.substr(0, colon), line.substr(std::min(colon + 1, line.size())));
    }
    http::Exchange exchange(router, page, options);
    http::Plan plan = exchange.plan(head, "127.0.0.1");
    must(plan.answer || plan.endpoint, "a request is answered or handled");
    if (plan.answer && plan.answer->status >= 400) {
        auto body = json::read(plan.answer->body);
        must(body && body->if_object() && body->object().find("error"), "a refusal is an error in the API's form");
    }
    for (const auto& [name, value] : plan.request.headers) {
        must(is_utf8(value) && !has_control(value), "fields are text");
        must(name.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos, "field names are in lower case");
    }
    must(plan.request.peer.size() <= 45, "an address is an address");
    http::Response response = plan.answer ? *plan.answer : http::no_content();
    exchange.dress(response, plan);
    must(http::headers_sound(response), "no head of an answer is broken by a request");
}

struct Folder {
    std::filesystem::path path;
    Folder() : path(std::filesystem::temp_directory_path() / ("bole-fuzz-" + std::to_string(::getpid())))
    {
        std::filesystem::create_directories(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

[[maybe_unused]] void check_config(std::string_view text)
{
    static const Folder folder;
    std::ofstream(folder.path / "bole.toml", std::ios::binary) << text;
    try {
        app::Config config = app::load_config(folder.path);
        must(config.workers > 0, "there are workers");
        must(!config.database_url().empty() && !config.reached_at().empty(), "what follows from the settings is there");
    } catch (const std::runtime_error& error) {
        must(error.what()[0] != '\0', "a refusal has a message");
    }
}

// Bytes sealed and read back are the same; changed, cut short or lengthened they do not open.
[[maybe_unused]] void check_sealed(fuzz::Input input)
{
    static const Folder folder;
    static const crypto::Keyring keys = crypto::Keyring::create(folder.path / "keys", crypto::Suite::intl);
    auto opens = [&](const std::string& file, std::size_t size) -> std::optional<std::string> {
        std::istringstream in(file);
        try {
            backup::SealedReader reader(in, keys);
            std::string content = reader.read(size);
            reader.expect_end();
            return content;
        } catch (const std::runtime_error& error) {
            fuzz::must_tell(error);
            return std::nullopt;
        }
    };
    auto sealed = [&](std::string_view content) {
        std::ostringstream out;
        backup::SealedWriter writer(out, keys, json::Object{{"made", "x"}});
        writer.write(content);
        writer.finish();
        return out.str();
    };
    std::uint8_t how = input.byte(), high = input.byte(), low = input.byte();
    std::string content(input.rest());
    if (how == 0) must(opens(sealed(content), content.size()) == content, "what was sealed opens"); // seldom: it takes long
    static const std::string known(300, 'x'), file = sealed(known);
    std::string changed = file;
    std::size_t place = (high * 256u + low) % file.size();
    if (how % 5 == 0) changed[place] = static_cast<char>(changed[place] ^ (1 + how / 5));
    if (how % 5 == 1) changed.resize(place);
    if (how % 5 == 2) changed.insert(place, content.empty() ? "y" : content);
    if (changed != file) must(!opens(changed, known.size()), "nothing of it may be changed");
    // And whatever it may be, with no header and with one that is good.
    if (how % 5 == 3) opens(content, 8);
    if (how % 5 == 4) opens(file.substr(0, file.find('\n') + 1) + content, 8);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view text(reinterpret_cast<const char*>(data), size);
    if constexpr (fuzz::target == "target") check_target(text);
    if constexpr (fuzz::target == "head") check_head({data, size});
    if constexpr (fuzz::target == "config") check_config(text);
    if constexpr (fuzz::target == "sealed") check_sealed({data, size});
    return 0;
}
