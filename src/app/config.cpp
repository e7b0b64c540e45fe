#include "app/config.h"

#include "app/provider_config.h"
#include "auth/limits.h"
#include "base/text.h"
#include "scanner/scanner.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <stdexcept>

namespace app {

namespace {

constexpr int burst_seconds = 20;

int number(const std::string& name, const std::string& text, int least = 1)
{
    try {
        int value = std::stoi(text);
        if (std::to_string(value) == text && value >= least) return value;
    } catch (const std::exception&) {
    }
    throw std::runtime_error("设置 " + name + (least > 0 ? " 应为正整数。" : " 应为 0 或正整数。"));
}

http::Rate rate(int requests)
{
    return {static_cast<double>(requests), static_cast<double>(requests) * burst_seconds};
}

bool truth(const std::string& name, const std::string& text)
{
    if (text == "true") return true;
    if (text == "false") return false;
    throw std::runtime_error("设置 " + name + " 应为 true 或 false。");
}

struct Loaded {
    Config config;
    sso::Settings provider;
};
using Set = std::function<void(Loaded&, const std::string&)>;

const std::map<std::string, Set, std::less<>>& settings()
{
    static const std::map<std::string, Set, std::less<>> list{
        {"database", [](Loaded& l, const std::string& v) { l.config.database = v; }},
        {"keys", [](Loaded& l, const std::string& v) { l.config.keys = v; }},
        {"listen", [](Loaded& l, const std::string& v) { l.config.listen = v; }},
        {"tls_cert", [](Loaded& l, const std::string& v) { l.config.tls_cert = v; }},
        {"tls_key", [](Loaded& l, const std::string& v) { l.config.tls_key = v; }},
        {"public_url", [](Loaded& l, const std::string& v) { l.config.public_url = v; }},
        {"behind_gateway", [](Loaded& l, const std::string& v) { l.config.behind_gateway = truth("behind_gateway", v); }},
        {"workers", [](Loaded& l, const std::string& v) { l.config.workers = number("workers", v); }},
        {"address_requests", [](Loaded& l, const std::string& v) { l.config.address_requests = number("address_requests", v, 0); }},
        {"staff_requests", [](Loaded& l, const std::string& v) { l.config.staff_requests = number("staff_requests", v, 0); }},
        {"expert_requests", [](Loaded& l, const std::string& v) { l.config.expert_requests = number("expert_requests", v, 0); }},
        {"log_file", [](Loaded& l, const std::string& v) { l.config.log_file = v; }},
        {"malware_scanner", [](Loaded&, const std::string& v) { scanner::use(scanner::Scanner(v)); }}, // the process's, not a library's
        {"oidc_issuer", [](Loaded& l, const std::string& v) { l.provider.issuer = v; }},
        {"oidc_client_id", [](Loaded& l, const std::string& v) { l.provider.client_id = v; }},
        {"oidc_client_secret", [](Loaded& l, const std::string& v) { l.provider.client_secret = crypto::Secret(v); }},
        {"oidc_name", [](Loaded& l, const std::string& v) { l.provider.name = v; }},
        {"oidc_acr", [](Loaded& l, const std::string& v) { l.provider.acr = v; }},
        {"oidc_ca_file", [](Loaded& l, const std::string& v) { l.provider.ca_file = v; }},
        {"oidc_plain_loopback", [](Loaded& l, const std::string& v) { l.provider.plain_loopback = truth("oidc_plain_loopback", v); }},
    };
    return list;
}

std::string upper(std::string text)
{
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return text;
}

std::string as_text(const std::string& name, const toml::node& node)
{
    if (auto text = node.value<std::string>(); text && node.is_string()) return *text;
    if (auto flag = node.as_boolean()) return flag->get() ? "true" : "false";
    if (auto count = node.as_integer()) return std::to_string(count->get());
    throw std::runtime_error("设置 " + name + " 应为文字、整数或 true、false。");
}

bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-+.:").find(c) != std::string_view::npos;
}

// "value" up to a comment: a text that ends in its line, or one word.
bool is_value(std::string_view value)
{
    std::size_t end = 0;
    if (value.starts_with('"') || value.starts_with('\'')) {
        for (end = 1; end < value.size() && value[end] != value[0];) end += value[0] == '"' && value[end] == '\\' ? 2 : 1;
        if (end++ >= value.size()) return false;
    } else {
        while (end < value.size() && is_word(value[end])) ++end;
    }
    auto rest = trimmed(value.substr(end));
    return end > 0 && (rest.empty() || rest[0] == '#');
}

// The file, every line of it blank, a comment or "name = value": at some other forms toml++ 3 asserts, or runs on undefined, instead of
// refusing them.
std::string plain_text(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!is_utf8(text) || has_control(text)) throw std::runtime_error("设置文件 " + file.string() + " 应为 UTF-8 文字，不含控制字符。");
    std::string_view rest = text;
    for (int number = 1; !rest.empty(); ++number) {
        auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        line = trimmed(line);
        if (line.empty() || line[0] == '#') continue;
        auto equals = std::min(line.find('='), line.size() - 1);
        auto name = trimmed(line.substr(0, equals));
        if (name.empty() || !std::all_of(name.begin(), name.end(), is_word) || !is_value(trimmed(line.substr(equals + 1))))
            throw std::runtime_error("设置文件 " + file.string() + " 第 " + std::to_string(number) + " 行写法有误。");
    }
    return text;
}

Loaded load(const std::filesystem::path& data)
{
    Loaded loaded;
    loaded.config.data = data;
    auto file = data / "bole.toml";
    if (std::filesystem::exists(file)) {
        toml::table table;
        try {
            table = toml::parse(plain_text(file));
        } catch (const toml::parse_error& error) {
            throw std::runtime_error("设置文件 " + file.string() + " 第 " + std::to_string(error.source().begin.line) + " 行写法有误。");
        }
        for (const auto& [key, node] : table) {
            std::string name(key.str());
            auto setting = settings().find(name);
            if (setting == settings().end()) throw std::runtime_error("设置文件中有不认识的名称：" + name + "。");
            setting->second(loaded, as_text(name, node));
        }
    }
    for (const auto& [name, set] : settings())
        if (const char* value = std::getenv(("BOLE_" + upper(name)).c_str())) set(loaded, value);
    return loaded;
}

} // namespace

std::string Config::database_url() const
{
    return database.empty() ? "sqlite:" + (data / "bole.db").string() : database;
}

std::filesystem::path Config::keys_directory() const
{
    return keys.empty() ? data / "keys" : keys;
}

std::string Config::reached_at(std::optional<std::uint16_t> port) const
{
    if (!public_url.empty()) return public_url;
    std::string scheme = tls_cert.empty() ? "http://" : "https://";
    return scheme + (port ? listen.substr(0, listen.rfind(':') + 1) + std::to_string(*port) : listen);
}

http::Rate Config::address_rate() const
{
    return rate(address_requests);
}

auth::AccountRates Config::account_rates() const
{
    // Thirty at once are a slip of the hand; one a minute over time.
    http::Rate missed = staff_requests > 0 ? http::Rate{1.0 / 60, 30} : http::Rate{};
    return {rate(expert_requests), rate(staff_requests), missed};
}

Config load_config(const std::filesystem::path& data)
{
    return load(data).config;
}

sso::Settings load_provider(const std::filesystem::path& data)
{
    return load(data).provider;
}

std::string_view commented_config()
{
    return "# 伯乐的设置。每一项都可以用环境变量 BOLE_名称（大写）或命令行参数覆盖。\n"
           "\n"
           "# 数据库。留空：本目录下的 SQLite。多台服务器时写 postgres://用户:密码@主机/库名\n"
           "# database = \"\"\n"
           "\n"
           "# 密钥目录。留空：本目录下的 keys。只能由运行程序的用户读取，不要与备份放在一起\n"
           "# keys = \"\"\n"
           "\n"
           "# 监听地址。不加密的 HTTP 只能用于本机，或放在声明过的网关之后\n"
           "# listen = \"127.0.0.1:8080\"\n"
           "\n"
           "# 证书与私钥（PEM）。填写后以 HTTPS 提供服务\n"
           "# tls_cert = \"\"\n"
           "# tls_key = \"\"\n"
           "\n"
           "# 用户访问的网址，用于二维码；从其他网址来的请求会被拒绝\n"
           "# public_url = \"\"\n"
           "\n"
           "# 前面有反向代理时为 true：客户端地址取自 X-Forwarded-For\n"
           "# behind_gateway = false\n"
           "\n"
           "# 处理请求的线程数\n"
           "# workers = 4\n"
           "\n"
           "# 一个网络地址（IPv6 为一个 /64）、一个工作账号、一个专家账号平均每秒至多几次请求；歇一会儿之后可以一次用掉二十秒的。\n"
           "# 许多人从同一个出口地址访问时，第一项按人数放宽。0：不限\n"
           "# address_requests = 100\n"
           "# staff_requests = 10\n"
           "# expert_requests = 3\n"
           "\n"
           "# 统一身份认证（OpenID Connect）。留空：不用。签发者的网址；在那里登记的客户端，回调地址是 public_url/sign-in/sso\n"
           "# oidc_issuer = \"\"\n"
           "# oidc_client_id = \"\"\n"
           "# oidc_client_secret = \"\"\n"
           "# 登录页按钮上的名称；要求并认作第二因素的 acr；签发者证书的 CA（PEM，留空：系统的）\n"
           "# oidc_name = \"统一身份认证\"\n"
           "# oidc_acr = \"\"\n"
           "# oidc_ca_file = \"\"\n"
           "# 只供测试：允许本机上不加密的签发者\n"
           "# oidc_plain_loopback = false\n"
           "\n"
           "# 日志文件。留空：标准错误输出\n"
           "# log_file = \"\"\n"
           "\n"
           "# 查毒程序 clamd，只能在本机：unix:/run/clamav/clamd.ctl 或 tcp:127.0.0.1:3310。留空：上传的文件不查毒。\n"
           "# clamd.conf 中 StreamMaxLength 和 MaxFileSize 应不小于 40M\n"
           "# malware_scanner = \"\"\n";
}

} // namespace app
