#pragma once

#include "app/library.h"
#include "http/http.h"
#include "ledger/act.h"
#include "support/databases.h"

#include <map>

namespace support {

// A clock that tests set.
class SetClock : public Clock {
public:
    explicit SetClock(Instant start) : now_(start) {}
    Instant now() const override { return now_; }
    void advance(std::int64_t ms) { now_ = now_ + ms; }
    void set(Instant now) { now_ = now; }

private:
    Instant now_;
};

// A new library on `engine` with all routes, answered in this process (the sockets have tests of their own).
class TestLibrary {
public:
    explicit TestLibrary(db::Engine engine, crypto::Suite suite = crypto::Suite::sm);

    const Platform& platform() { return *library_.platform; }
    app::Library& library() { return library_; }
    SetClock& clock() { return *clock_; }
    const Folder& folder() const { return folder_; }
    // As a restart of the program: everything is opened again from the database and the keys.
    void restart();
    const http::Router& router() const { return router_; }
    http::Response handle(http::Request request);
    // The source of an event stream; throws when it is refused.
    http::NextEvents listen(http::Request request);

    // An act by the console, for preparing rows.
    ledger::Act act();
    std::int64_t add_unit(const std::string& name, std::optional<std::int64_t> parent = std::nullopt);
    // An account with one role, a known password and TOTP secret.
    std::int64_t add_account(const std::string& login, const std::string& role, std::optional<std::int64_t> unit_id = std::nullopt);
    // Lets a using unit draw from every category for years (Art. 12). `by`: an account.
    void allow_use(std::int64_t unit_id, std::int64_t by);
    // Runs the jobs that wait; gives how many.
    int run_jobs();
    // The findings of `bole check`, one line each; empty when clean.
    std::string check();

private:
    Folder folder_;
    app::Config config_;
    app::Library library_;
    SetClock* clock_ = nullptr;
    http::Router router_;
};

inline const std::string test_password = "Correct-Horse-38";
Bytes test_totp_secret();

// A person at a browser: keeps the cookie, sends token and a fresh idempotency key.
class Browser {
public:
    explicit Browser(TestLibrary& library) : library_(library) {}

    http::Response get(const std::string& target) { return send(http::Method::get, target, ""); }
    http::Response post(const std::string& target, const json::Value& body)
    {
        return send(http::Method::post, target, json::canonical(body));
    }
    http::Response put(const std::string& target, const json::Value& body)
    {
        return send(http::Method::put, target, json::canonical(body));
    }
    http::Response remove(const std::string& target) { return send(http::Method::remove, target, ""); }
    // Opens an event stream; each call is one tick of the server.
    http::NextEvents listen(const std::string& target);
    // `key` empty: a fresh idempotency key.
    http::Response send(http::Method method, const std::string& target, std::string body, const std::string& key = "");

    // Password and TOTP with the test's secrets; the last answer. Moves the clock on so that each code is fresh.
    http::Response sign_in(const std::string& login);
    void step_up();
    std::string code();

    std::map<std::string, std::string> headers; // sent with every request
    std::string token;                          // X-Bole-Token

private:
    http::Request request_of(http::Method method, const std::string& target) const;

    TestLibrary& library_;
    std::string cookie_;
};

json::Value body_of(const http::Response& response);
// The error's code; empty when there is none.
std::string code_of(const http::Response& response);

} // namespace support
