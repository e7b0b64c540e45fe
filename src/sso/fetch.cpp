#include "sso/fetch.h"

#include <curl/curl.h>

#include <memory>
#include <mutex>

namespace sso {

namespace {

constexpr long connect_ms = 3'000, whole_ms = 8'000;
constexpr std::size_t most_bytes = 1 << 20;

std::size_t keep(char* data, std::size_t, std::size_t size, void* to)
{
    auto& body = *static_cast<std::string*>(to);
    if (body.size() + size > most_bytes) return 0;
    body.append(data, size);
    return size;
}

std::string escaped(const std::string& text)
{
    std::unique_ptr<char, decltype(&curl_free)> word(curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())), curl_free);
    return word ? word.get() : "";
}

} // namespace

std::string encoded(const std::vector<std::pair<std::string, std::string>>& values)
{
    std::string text;
    for (const auto& [name, value] : values) text += (text.empty() ? "" : "&") + escaped(name) + "=" + escaped(value);
    return text;
}

Fetched fetch(const Fetch& request)
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), curl_easy_cleanup);
    if (!handle) throw Unreachable("curl");
    Fetched answer;
    auto set = [&](CURLoption option, auto value) { curl_easy_setopt(handle.get(), option, value); };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, request.plain ? "http,https" : "https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
    set(CURLOPT_TIMEOUT_MS, whole_ms);
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!request.ca_file.empty()) {
        set(CURLOPT_CAINFO, request.ca_file.c_str());
        set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    }
    if (request.plain) set(CURLOPT_NOPROXY, "*");
    set(CURLOPT_WRITEFUNCTION, keep);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&answer.body));
    std::string body = encoded(request.form);
    if (!request.form.empty()) {
        set(CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
        set(CURLOPT_POSTFIELDS, body.c_str());
    }
    if (!request.user.empty()) {
        // RFC 6749 2.3.1: both are form-encoded first.
        set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
        set(CURLOPT_USERNAME, escaped(request.user).c_str());
        set(CURLOPT_PASSWORD, escaped(request.password).c_str());
    }
    if (CURLcode fault = curl_easy_perform(handle.get()); fault != CURLE_OK) throw Unreachable(curl_easy_strerror(fault));
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
}

} // namespace sso
