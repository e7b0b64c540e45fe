#include "app/log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace app {

struct Log::Parts {
    std::shared_ptr<spdlog::logger> logger;

    void write(spdlog::level::level_enum level, json::Object members) { logger->log(level, "{}", json::canonical(members).substr(1)); }
};

Log::Log(const std::string& file) : parts_(new Parts)
{
    std::shared_ptr<spdlog::sinks::sink> sink;
    if (file.empty())
        sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    else
        sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file);
    parts_->logger = std::make_shared<spdlog::logger>("bole", sink);
    parts_->logger->set_pattern("{\"time\":\"%Y-%m-%dT%H:%M:%S.%eZ\",\"level\":\"%l\",%v", spdlog::pattern_time_type::utc);
    parts_->logger->flush_on(spdlog::level::info);
}

Log::~Log() = default;

void Log::event(std::string_view name)
{
    parts_->write(spdlog::level::info, {{"event", name}});
}

void Log::request(const http::Finished& request)
{
    parts_->write(request.status >= 500 ? spdlog::level::err : spdlog::level::info,
                  {{"event", "request"},
                   {"route", std::string(http::to_text(request.method)) + " " + request.route},
                   {"status", request.status},
                   {"us", request.microseconds},
                   {"request_id", request.request_id}});
}

void Log::failure(const std::string& request_id, const std::string& what)
{
    parts_->write(spdlog::level::err, {{"event", "handler_failed"}, {"request_id", request_id}, {"what", what}});
}

} // namespace app
