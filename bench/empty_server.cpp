// The server with one handler that does nothing: what the routes of the program are measured against.
#include "http/http.h"

#include <csignal>
#include <iostream>

int main()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    http::Router router;
    router.add({http::Method::get, "/empty", [](const http::Request&) { return http::answer(json::Object{{"done", true}}); }});
    http::PageFiles page({});
    http::ServerOptions options;
    options.listen = "127.0.0.1:0";
    http::Server server(router, page, options, [](const http::Finished&) {});
    server.start();
    std::cout << server.port() << std::endl;
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop();
}
