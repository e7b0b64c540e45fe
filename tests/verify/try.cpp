// The verifier on many files in one process, for tests.
//   bole-verify-try                                        from standard input, again and again: "draw|ledger|case|note LENGTH", LF,
//                                                          that many bytes; prints "0", or "1" and what is wrong, for each
//   bole-verify-try draw|ledger|case|note FILE COUNT SEED  changes bytes of the file at random; prints how many were accepted and
//                                                          refused. Nothing else may come out.
#include "case.h"
#include "evidence.h"
#include "ledger.h"
#include "problem.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <sstream>

namespace {

using namespace verify;

void run(const std::string& command, const std::string& text)
{
    if (command == "draw") {
        check_evidence(read_json(text), {});
    } else if (command == "ledger") {
        std::istringstream stream(text);
        check_ledger(stream, {});
    } else if (command == "case") {
        run_case(read_json(text), 200);
    } else {
        read_checkpoint(text);
        read_key(text);
    }
}

std::string mutated(std::string text, std::mt19937_64& random)
{
    static const std::string pieces[] = {"\"",      "{",           "}",
                                         "[",       "]",           ",",
                                         ":",       "null",        "-",
                                         "0",       "1e9",         "9007199254740992",
                                         "\\ud800", "\xff",        "\xf0\x9f",
                                         "\n",      "+",           std::string(80, '['),
                                         "true",    "\"\\u0000\"", "18446744073709551616",
                                         " "};
    auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    for (std::size_t changes = 1 + below(3); changes > 0 && !text.empty(); --changes) {
        std::size_t at = below(text.size()), more = std::min(text.size() - at, 1 + below(40));
        switch (below(6)) {
        case 0:
            text[at] = static_cast<char>(random());
            break;
        case 1:
            text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
            break;
        case 2:
            text.erase(at, more);
            break;
        case 3:
            text.insert(at, text.substr(below(text.size()), more));
            break;
        case 4:
            text.replace(at, below(4), pieces[below(std::size(pieces))]);
            break;
        default:
            text.resize(at);
        }
    }
    return text;
}

int mutate(char** argv)
{
    std::ifstream file(argv[2], std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    std::mt19937_64 random(std::stoull(argv[4]));
    int accepted = 0, refused = 0;
    for (int i = std::stoi(argv[3]); i > 0; --i) {
        std::string changed = mutated(text, random);
        try {
            run(argv[1], changed);
            accepted += changed != text;
        } catch (const Problem&) {
            ++refused;
        }
    }
    std::cout << accepted << " accepted, " << refused << " refused\n";
    return 0;
}

int try_each()
{
    std::string command;
    for (std::size_t length = 0; std::cin >> command >> length && std::cin.get() == '\n';) {
        std::string text(length, '\0');
        std::cin.read(text.data(), static_cast<std::streamsize>(length));
        try {
            run(command, text);
            std::cout << "0\n";
        } catch (const Problem& problem) {
            std::cout << "1 " << problem.what() << "\n";
        }
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 1) return try_each();
    return argc == 5 ? mutate(argv) : 2;
}
