#pragma once

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

namespace support {

// What clamd's own signature of the test file would find; put together here so that no scanner finds it in the checkout.
inline std::string test_virus()
{
    return std::string("X5O!P%@AP[4\\PZX54(P^)7CC)7}") + "$EICAR-" + "STANDARD-ANTIVIRUS-" + "TEST-FILE!$H+H*";
}

// Something that listens where clamd would; each connection is one call of `talk`.
class FakeScanner {
public:
    using Talk = std::function<void(int socket)>;

    explicit FakeScanner(const std::filesystem::path& path, Talk talk = honest) : path_(path), talk_(std::move(talk))
    {
        socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.native().copy(address.sun_path, sizeof address.sun_path - 1);
        if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || ::listen(socket_, 8) != 0)
            throw std::runtime_error("cannot listen at " + path.string());
        thread_ = std::thread([this] {
            for (int other; (other = ::accept(socket_, nullptr, nullptr)) >= 0;) {
                ++calls;
                talk_(other);
                ::close(other);
            }
        });
    }
    ~FakeScanner()
    {
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
        std::filesystem::remove(path_);
    }

    std::string address() const { return "unix:" + path_.string(); }
    std::atomic<int> calls = 0;

    static std::string read(int socket, std::size_t size)
    {
        std::string bytes(size, '\0');
        for (std::size_t at = 0; at < size;) {
            auto got = ::recv(socket, bytes.data() + at, size - at, 0);
            if (got <= 0) return bytes.substr(0, at);
            at += static_cast<std::size_t>(got);
        }
        return bytes;
    }
    static std::string read_command(int socket)
    {
        std::string command;
        for (std::string c; (c = read(socket, 1)).size() == 1 && c[0] != '\0';) command += c;
        return command;
    }
    static std::string read_stream(int socket)
    {
        std::string content;
        for (;;) {
            std::string head = read(socket, 4);
            std::uint32_t size = 0;
            for (char c : head) size = size << 8 | static_cast<unsigned char>(c);
            if (head.size() < 4 || size == 0) return content;
            content += read(socket, size);
        }
    }
    static void answer(int socket, std::string_view text) { (void)::send(socket, text.data(), text.size(), MSG_NOSIGNAL); }

    static void honest(int socket)
    {
        using namespace std::string_view_literals;
        std::string command = read_command(socket);
        if (command == "zPING") return answer(socket, "PONG\0"sv);
        if (command != "zINSTREAM") return answer(socket, "UNKNOWN COMMAND\0"sv);
        bool found = read_stream(socket).find(test_virus()) != std::string::npos;
        answer(socket, found ? "stream: Eicar-Test FOUND\0"sv : "stream: OK\0"sv);
    }
    // Takes the file and answers this.
    static Talk saying(std::string text)
    {
        return [text = std::move(text)](int socket) {
            read_command(socket);
            read_stream(socket);
            answer(socket, text);
        };
    }

private:
    std::filesystem::path path_;
    Talk talk_;
    int socket_;
    std::thread thread_;
};

} // namespace support
