#include "support/migrated.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace support {

namespace fs = std::filesystem;

namespace {

const fs::path programs = "/usr/lib/postgresql/15/bin";

int shell(const std::string& command)
{
    return std::system((command + " >/dev/null 2>&1").c_str());
}

// One server for the run of the test program; fsync is off because nothing of it outlives the run.
class PostgresServer {
public:
    PostgresServer()
    {
        std::string as_postgres = geteuid() == 0 ? "runuser -u postgres -- " : "";
        fs::permissions(folder_.path(), fs::perms::all);
        data_ = folder_.path() / "data";
        if (shell(as_postgres + (programs / "initdb").string() + " -D " + data_.string() +
                  " -U bole -A trust -E UTF8 --locale=C --no-sync") != 0)
            throw std::runtime_error("initdb: is postgresql-15 installed?");
        std::string options =
            "-c listen_addresses= -c unix_socket_directories=" + folder_.path().string() + " -c fsync=off -c max_connections=60";
        if (shell(as_postgres + (programs / "pg_ctl").string() + " -D " + data_.string() + " -w -l " + (folder_.path() / "log").string() +
                  " -o '" + options + "' start") != 0)
            throw std::runtime_error("pg_ctl start");
        std::ifstream(data_ / "postmaster.pid") >> pid_;
        admin_ = db::open(url("postgres"));
    }
    ~PostgresServer()
    {
        admin_.reset();
        kill(pid_, SIGINT);
        for (int i = 0; i < 100 && kill(pid_, 0) == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    std::string url(const std::string& name) const { return "postgres:///" + name + "?host=" + folder_.path().string() + "&user=bole"; }
    std::string new_database()
    {
        std::string name = "t" + std::to_string(++made_);
        create(name);
        return url(name);
    }
    std::string migrated_database()
    {
        constexpr const char* pattern = "migrated";
        std::call_once(migrated_, [&] {
            create(pattern);
            db::migrate(*db::open(url(pattern)));
        });
        std::string name = "t" + std::to_string(++made_);
        create(name + " TEMPLATE " + pattern);
        return url(name);
    }

private:
    void create(const std::string& what)
    {
        shell("psql -q -h " + folder_.path().string() + " -U bole -d postgres -c 'CREATE DATABASE " + what + "'");
    }

    Folder folder_;
    fs::path data_;
    std::once_flag migrated_;
    pid_t pid_ = 0;
    std::unique_ptr<db::Database> admin_;
    std::atomic<int> made_{0};
};

PostgresServer& server()
{
    static PostgresServer one;
    return one;
}

std::string file_in(const Folder& folder)
{
    return (folder.path() / "bole.db").string();
}

// A migrated file, made once.
const std::string& pattern_file()
{
    static Folder folder;
    static const std::string file = [] {
        db::migrate(*db::open("sqlite:" + file_in(folder)));
        return file_in(folder);
    }();
    return file;
}

} // namespace

Folder::Folder()
{
    std::string name = (fs::temp_directory_path() / "bole-test-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("mkdtemp");
    path_ = name;
}

Folder::~Folder()
{
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string empty_database(db::Engine engine, const Folder& folder)
{
    return engine == db::Engine::sqlite ? "sqlite:" + file_in(folder) : server().new_database();
}

std::string migrated_database(db::Engine engine, const Folder& folder)
{
    if (engine == db::Engine::postgres) return server().migrated_database();
    fs::copy_file(pattern_file(), file_in(folder));
    return "sqlite:" + file_in(folder);
}

std::string name_of(db::Engine engine)
{
    return engine == db::Engine::sqlite ? "sqlite" : "postgres";
}

} // namespace support
