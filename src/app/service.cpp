#include "app/service.h"

#include "account/account.h"
#include "activity/activity.h"
#include "amendment/amendment.h"
#include "app/key_rotation.h"
#include "app/log.h"
#include "app/metrics.h"
#include "app/provider_config.h"
#include "app/status.h"
#include "app/tables.h"
#include "app/ticks.h"
#include "attachment/attachment.h"
#include "auth/account.h"
#include "base/embedded.h"
#include "consent/consent.h"
#include "delegation/delegation.h"
#include "draw/draw.h"
#include "expert/expert.h"
#include "exporting/exporting.h"
#include "intake/intake.h"
#include "library_use/library_use.h"
#include "notify/notify.h"
#include "oversight/oversight.h"
#include "own_record/own_record.h"
#include "personal/personal.h"
#include "reading/reading.h"
#include "registry/registry.h"
#include "ruling/ruling.h"
#include "scanner/scanner.h"
#include "sso/sso.h"

#include <csignal>

namespace app {

namespace {

std::vector<std::pair<std::string, std::string_view>> page_files()
{
    constexpr std::string_view folder = "web/dist/";
    std::vector<std::pair<std::string, std::string_view>> files;
    for (const auto& file : embedded_files())
        if (file.path.starts_with(folder)) files.emplace_back(file.path.substr(folder.size()), file.content);
    return files;
}

http::ServerOptions server_options(const Config& config, Log& log)
{
    http::ServerOptions options;
    options.listen = config.listen;
    options.tls_cert = config.tls_cert;
    options.tls_key = config.tls_key;
    options.behind_gateway = config.behind_gateway;
    options.workers = config.workers;
    options.address_rate = config.address_rate();
    options.public_url = config.public_url;
    options.failed = [&log](const std::string& request_id, const std::string& what) { log.failure(request_id, what); };
    return options;
}

void refuse_open_plain_http(const Config& config)
{
    bool loopback = config.listen.starts_with("127.") || config.listen.starts_with("[::1]");
    if (config.tls_cert.empty() && !loopback && !config.behind_gateway)
        throw std::runtime_error("不加密的 HTTP 只能监听本机地址；请用 --tls-cert 和 --tls-key，或在网关之后设 behind_gateway = true。");
}

} // namespace

// clang-format off
std::vector<std::span<const auth::Route>> all_routes()
{
    return {
        auth::sign_in_routes(),
        auth::session_routes(),
        status_routes(),
        ruling::routes(),
        ruling::text_routes(),
        ruling::code_routes(),
        delegation::routes(),
        library_use::routes(),
        personal::routes(),
        expert::routes(),
        expert::picker_routes(),
        activity::routes(),
        intake::routes(),
        intake::mending_routes(),
        intake::undo_routes(),
        oversight::routes(),
        oversight::check_routes(),
        draw::plan_routes(),
        draw::plan_list_routes(),
        draw::round_routes(),
        draw::round_paper_routes(),
        draw::clearing_routes(),
        draw::suspicion_routes(),
        amendment::routes(),
        amendment::merge_routes(),
        attachment::routes(),
        account::invitation_routes(),
        account::own_routes(),
        oversight::alert_routes(),
        oversight::scanning_routes(),
        reading::reveal_routes(),
        reading::allowance_routes(),
        reading::own_routes(),
        own_record::routes(),
        own_record::request_routes(),
        own_record::claim_routes(),
        own_record::claim_phone_routes(),
        consent::routes(),
        registry::unit_routes(),
        registry::merge_routes(),
        registry::ask_routes(),
        account::management_routes(),
        account::role_routes(),
        account::undertaking_routes(),
        account::phone_routes(),
        account::second_factor_routes(),
        notify::routes(),
        sso::routes(),
        exporting::routes(),
    };
}
// clang-format on

std::span<const jobs::Kind> all_jobs()
{
    static const std::vector<jobs::Kind> kinds = [] {
        auto intake = intake::job_kinds();
        std::vector<jobs::Kind> list(intake.begin(), intake.end());
        list.push_back(attachment::scan_job());
        list.push_back(reencryption());
        list.push_back(notify::outbox_job());
        list.push_back({oversight::check_job,
                        [](const Platform& platform, const std::string& id) { oversight::run_check(platform, covered_tables(), id); },
                        oversight::give_up_check});
        return list;
    }();
    return kinds;
}

int serve(const Config& config, Library& library, const std::function<void(const std::string& url)>& bound)
{
    refuse_open_plain_http(config);
    sso::use(load_provider(config.data));
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr); // before any thread, so that all inherit it

    Log log(config.log_file);
    Metrics metrics;
    http::Router router;
    for (auto routes : all_routes()) auth::mount(router, *library.platform, routes);
    add_operation_endpoints(router, *library.platform, metrics);
    http::PageFiles page(page_files());
    http::Server server(router, page, server_options(config, log), [&](const http::Finished& request) {
        metrics.count(request);
        log.request(request);
    });
    jobs::Worker worker(*library.platform, all_jobs(),
                        [&log](std::string_view kind, const std::string& what) { log.failure("job " + std::string(kind), what); });
    ruling::use_code_editions(*library.platform);
    server.start();
    library.platform->public_url = config.reached_at(server.port()); // port 0 takes a free one, known only now
    bound(library.platform->public_url);
    log.event("started");
    if (!scanner::in_use().configured()) log.event("uploads_not_scanned");
    int signal = 0;
    {
        Ticks ticks(library, log);
        sigwait(&signals, &signal);
    }
    server.stop();
    library.accesses->move(*library.platform);
    log.event("stopped");
    return 0;
}

} // namespace app
