#include "scanner/scanner.h"

#include "scanner/link.h"

#include <algorithm>
#include <stdexcept>

namespace scanner {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t chunk_bytes = 64 << 10, longest_name = 100;
constexpr Span for_ping{1'000};

Scanner& of_process()
{
    static Scanner scanner;
    return scanner;
}

std::string length_of(std::size_t size)
{
    auto n = static_cast<std::uint32_t>(size);
    return {static_cast<char>(n >> 24), static_cast<char>(n >> 16), static_cast<char>(n >> 8), static_cast<char>(n)};
}

bool send_stream(Link& link, std::string_view content)
{
    if (!link.send("zINSTREAM\0"sv)) return false;
    for (; !content.empty(); content.remove_prefix(std::min(chunk_bytes, content.size()))) {
        auto chunk = content.substr(0, chunk_bytes);
        if (!link.send(length_of(chunk.size())) || !link.send(chunk)) return false;
    }
    return link.send(length_of(0));
}

// It comes from outside and goes into the ledger and onto pages.
std::string plain_name(std::string_view name)
{
    std::string plain(name.substr(0, longest_name));
    std::replace_if(
        plain.begin(), plain.end(), [](char c) { return c <= ' ' || c > '~'; }, '?');
    return plain;
}

Finding finding_of(std::string_view answer)
{
    constexpr std::string_view prefix = "stream: ", found = " FOUND";
    if (answer == "stream: OK") return {Verdict::clean};
    if (answer.starts_with(prefix) && answer.ends_with(found) && answer.size() > prefix.size() + found.size())
        return {Verdict::infected, plain_name(answer.substr(prefix.size(), answer.size() - prefix.size() - found.size()))};
    if (answer.starts_with("INSTREAM size limit exceeded")) return {Verdict::away, "文件超过查毒程序的上限 StreamMaxLength"};
    return {Verdict::away, "查毒程序没有查成"};
}

} // namespace

Scanner::Scanner(std::string_view address) : address_(address)
{
    if (auto fault = fault_of_address(address)) throw std::runtime_error(*fault);
}

Finding Scanner::scan(std::string_view content, Span within) const
{
    if (!configured()) return {};
    Link link(address_, Link::Clock::now() + within);
    if (!link.connected()) return {Verdict::away, "连不上查毒程序"};
    bool sent = send_stream(link, content);
    // One that will not take all of it may have said why.
    auto answer = link.receive();
    if (!answer) return {Verdict::away, sent ? "查毒程序没有按时答复" : "查毒程序中断了连接"};
    auto finding = finding_of(*answer);
    if (!sent && finding.verdict == Verdict::clean) return {Verdict::away, "查毒程序没有读完文件"};
    return finding;
}

bool Scanner::answers() const
{
    if (!configured()) return false;
    Link link(address_, Link::Clock::now() + for_ping);
    return link.connected() && link.send("zPING\0"sv) && link.receive() == "PONG";
}

void use(Scanner scanner)
{
    of_process() = std::move(scanner);
}

const Scanner& in_use()
{
    return of_process();
}

} // namespace scanner
