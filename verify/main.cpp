#include "case.h"
#include "evidence.h"
#include "ledger.h"
#include "members.h"
#include "problem.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

namespace {

using namespace verify;

constexpr int good = 0, wrong = 1, misused = 2;

constexpr const char* help = R"(bole-verify：不依赖伯乐程序，独立核对抽取和账本

用法：
  bole-verify draw 文件 [--key 公钥] [--ids 清单]
      核对一份抽取证据（bole evidence 或监督员下载的文件）：封存的名单、三方的值、种子、每一次尝试、
      候补与递补、账本条目、签名、各轮次。
  bole-verify ledger 文件 [--key 公钥] [--checkpoint 文件]
      核对导出的账本（bole ledger）：根、签名、时间、数据版本、各活动的抽取轮次。
  bole-verify case 文件 [--attempts 次数]
      按抽取规则重算一个算例，结果以 JSON 打印；默认最多尝试 100000 次。

选项：
  --key 公钥           从别处得到的账本公钥，写作 名称+编号+base64
  --ids 清单           专家标识清单：每行一个专家标识，可在制表符之后写其单位标识；
                       需要含 draw_key 的证据文件
  --checkpoint 文件    从别处保存的检查点，或一份抽取证据
  --help               显示本说明

退出码：0 无误，1 有问题（说明第一处问题），2 用法不对或文件打不开。
文件格式见 docs/formats/draw.md 与 docs/formats/ledger.md。
)";

struct Misuse : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::ifstream open(const std::string& name)
{
    std::ifstream file(name, std::ios::binary);
    // A folder opens, but nothing can be read from it.
    if (!file || file.peek() == std::ifstream::traits_type::eof()) throw Misuse("文件打不开或是空的：" + name);
    return file;
}

std::string contents(const std::string& name)
{
    std::ifstream file = open(name);
    return {std::istreambuf_iterator<char>(file), {}};
}

// A line that is rewritten while long work goes on; silent unless a person watches.
void show_progress(std::int64_t done, std::int64_t of)
{
    static const bool watched = isatty(STDERR_FILENO) == 1;
    if (watched) std::cerr << "\r核对中 " << done << " / " << of << "   " << (done >= of ? "\n" : "") << std::flush;
}

struct Arguments {
    std::string command, file;
    std::map<std::string, std::string> options;

    const std::string* option(const std::string& name) const
    {
        auto found = options.find(name);
        return found == options.end() ? nullptr : &found->second;
    }
    std::optional<LedgerKey> key() const
    try {
        const std::string* text = option("--key");
        return text ? std::optional(read_key(*text)) : std::nullopt;
    } catch (const Problem& problem) {
        throw Misuse(problem.what());
    }
};

Arguments read_arguments(int argc, char** argv)
{
    static const std::map<std::string, std::vector<std::string>> commands{
        {"draw", {"--key", "--ids"}}, {"ledger", {"--key", "--checkpoint"}}, {"case", {"--attempts"}}};
    Arguments arguments;
    if (argc < 2) throw Misuse("缺少命令。");
    arguments.command = argv[1];
    auto command = commands.find(arguments.command);
    if (command == commands.end()) throw Misuse("不认识的命令 " + arguments.command + "。");
    for (int i = 2; i < argc; ++i) {
        std::string word = argv[i];
        if (word.starts_with("--")) {
            if (std::find(command->second.begin(), command->second.end(), word) == command->second.end())
                throw Misuse("不认识的选项 " + word + "。");
            if (++i == argc) throw Misuse("选项 " + word + " 缺少内容。");
            if (!arguments.options.emplace(word, argv[i]).second) throw Misuse("选项 " + word + " 重复。");
        } else {
            if (!arguments.file.empty()) throw Misuse("只能给一个文件。");
            arguments.file = word;
        }
    }
    if (arguments.file.empty()) throw Misuse("缺少文件。");
    return arguments;
}

std::vector<Outside::Person> read_people(const std::string& name)
{
    std::ifstream file = open(name);
    std::vector<Outside::Person> people;
    for (std::string line; std::getline(file, line);) {
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty()) continue;
        auto tab = line.find('\t');
        people.push_back({line.substr(0, tab), tab == std::string::npos ? "" : line.substr(tab + 1)});
    }
    return people;
}

Checkpoint read_kept(const std::string& name)
{
    std::string text = contents(name);
    if (!text.starts_with('{')) return read_checkpoint(text);
    Value document = read_json(text);
    return read_checkpoint(Members(document, "").object("ledger").text("checkpoint"));
}

void print(const std::vector<std::string>& lines)
{
    for (const auto& line : lines) std::cout << line << "\n";
}

int verify_draw(const Arguments& arguments)
{
    Outside outside{arguments.key(), std::nullopt};
    if (const std::string* ids = arguments.option("--ids")) outside.people = read_people(*ids);
    print(check_evidence(read_json(contents(arguments.file)), outside, show_progress));
    return good;
}

int verify_ledger(const Arguments& arguments)
{
    LedgerOutside outside{arguments.key(), std::nullopt};
    if (const std::string* kept = arguments.option("--checkpoint")) outside.checkpoint = read_kept(*kept);
    std::ifstream file = open(arguments.file);
    print(check_ledger(file, outside, show_progress));
    return good;
}

int verify_case(const Arguments& arguments)
{
    std::int64_t attempts = 100'000;
    if (const std::string* text = arguments.option("--attempts")) {
        if (text->empty() || text->size() > 10 || text->find_first_not_of("0123456789") != std::string::npos)
            throw Misuse("--attempts 应为不大于 2^31 的整数。");
        attempts = std::stoll(*text);
        if (attempts > std::int64_t{1} << 31) throw Misuse("--attempts 应为不大于 2^31 的整数。");
    }
    std::cout << jcs(run_case(read_json(contents(arguments.file)), attempts)) << "\n";
    return good;
}

int run(int argc, char** argv)
try {
    for (int i = 1; i < argc; ++i)
        if (std::string_view(argv[i]) == "--help" || std::string_view(argv[i]) == "-h") {
            std::cout << help;
            return good;
        }
    Arguments arguments = read_arguments(argc, argv);
    if (arguments.command == "draw") return verify_draw(arguments);
    return arguments.command == "ledger" ? verify_ledger(arguments) : verify_case(arguments);
} catch (const Misuse& misuse) {
    std::cerr << misuse.what() << "\n\n" << help;
    return misused;
} catch (const Problem& problem) {
    std::cout << "核对不通过：" << problem.what() << "\n";
    return wrong;
} catch (const std::exception& error) {
    std::cerr << "核对未能完成：" << error.what() << "\n";
    return wrong;
}

} // namespace

int main(int argc, char** argv)
{
    return run(argc, argv);
}
