#include "app/commands.h"

#include "account/account.h"
#include "amendment/amendment.h"
#include "app/backup_commands.h"
#include "app/demo/demo.h"
#include "app/first_start.h"
#include "app/key_commands.h"
#include "app/service.h"
#include "app/tables.h"
#include "auth/account.h"
#include "draw/draw.h"
#include "exporting/exporting.h"
#include "intake/intake.h"
#include "ledger/check.h"
#include "own_record/own_record.h"
#include "personal/personal.h"
#include "scanner/scanner.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <fstream>
#include <iostream>

namespace app {

namespace {

constexpr int done = 0, refused = 1, misused = 2;

// Options shared by commands that open a library; empty ones leave the configuration as it is.
struct Options {
    std::string data = "data", database, keys, listen, tls_cert, tls_key, public_url, demo_clock;

    void add_library(CLI::App& command)
    {
        command.add_option("--data", data, "数据目录")->capture_default_str();
        command.add_option("--database", database, "数据库地址，例如 postgres://…；默认数据目录下的 SQLite");
        command.add_option("--keys", keys, "密钥目录，默认 数据目录/keys");
    }
    Config config() const
    {
        Config c = load_config(data);
        auto override_with = [](auto& setting, const std::string& value) {
            if (!value.empty()) setting = value;
        };
        override_with(c.database, database);
        override_with(c.keys, keys);
        override_with(c.listen, listen);
        override_with(c.tls_cert, tls_cert);
        override_with(c.tls_key, tls_key);
        override_with(c.public_url, public_url);
        if (!c.database.empty() && c.keys.empty())
            throw std::runtime_error("用 --database 时须以 --keys 指明密钥目录，各台服务器共用一份。");
        return c;
    }
};

// A line that is rewritten while long work goes on; silent unless a person watches.
void show_progress(std::string_view what, std::int64_t now, std::int64_t of)
{
    static const bool watched = isatty(STDERR_FILENO);
    if (watched) std::cerr << "\r" << what << " " << now << " / " << of << "   " << std::flush;
}

// Throws when the library does not contain a checkpoint that was kept outside (T3).
void hold_against(Library& library, const std::vector<std::string>& files)
{
    auto snapshot = library.database->read();
    for (const auto& name : files) {
        std::ifstream file(name, std::ios::binary);
        std::string note((std::istreambuf_iterator<char>(file)), {});
        if (!file) throw std::runtime_error("读不到检查点文件 " + name + "。");
        for (const auto& finding : ledger::check_against(snapshot->connection(), *library.keys, note))
            throw std::runtime_error(name + "：" + finding.place + "：" + finding.text + " [" + finding.code + "]");
        std::cout << name << "：账本包含这个检查点。" << std::endl;
    }
}

int command_serve(const Options& options, const std::vector<std::string>& against)
{
    Config config = options.config();
    Library library = options.demo_clock.empty() ? open_library(config) : open_on_demo_clock(config, options.demo_clock);
    hold_against(library, against);
    return serve(config, library, [&](const std::string& url) {
        std::cout << "伯乐已启动：" << url << std::endl;
        if (!scanner::in_use().configured()) std::cout << "没有设置查毒程序（malware_scanner），上传的文件不查毒。" << std::endl;
    });
}

int command_migrate(const Options& options)
{
    Config config = options.config();
    auto database = db::open(config.database_url());
    auto names = db::migrate(*database);
    for (const auto& name : names) std::cout << "已执行 " << name << "\n";
    std::cout << (names.empty() ? "数据库结构已是最新。\n" : "完成。\n");
    return done;
}

int command_check(const Options& options, const std::vector<std::string>& against)
{
    Library library = open_library(options.config());
    hold_against(library, against);
    auto snapshot = library.database->read();
    auto report = ledger::check(snapshot->connection(), *library.keys, covered_tables(),
                                [](std::int64_t now, std::int64_t of) { show_progress("核对账本", now, of); });
    for (auto& finding : amendment::check_merges(snapshot->connection())) report.findings.push_back(std::move(finding));
    for (auto& finding : account::check_accounts(snapshot->connection(), day_of(library.clock->now())))
        report.findings.push_back(std::move(finding));
    for (const auto& finding : report.findings) std::cout << finding.place << "：" << finding.text << " [" << finding.code << "]\n";
    std::cout << "账本 " << report.entries << " 条，受保护数据 " << report.rows << " 行，根 " << report.root << "。\n";
    if (!report.clean()) {
        std::cout << "发现 " << report.findings.size() << " 处不一致。\n";
        return refused;
    }
    std::cout << "全部一致。";
    if (against.empty())
        std::cout << "同时掌握数据库与签名密钥的人、换回旧数据库文件的人可以骗过本项核对；请以 --against 与库外保存的检查点比对。";
    std::cout << "\n";
    return done;
}

int command_ledger(const Options& options, const std::string& out)
{
    Library library = open_library(options.config());
    std::ofstream file(out, std::ios::binary);
    auto snapshot = library.database->read();
    ledger::export_ledger(snapshot->connection(), *library.keys, [&](std::string_view text) { file << text; });
    if (!file.flush()) throw std::runtime_error("写不进文件 " + out + "。");
    std::cout << "已写入 " << out << "，请用 bole-verify ledger 核对。\n";
    return done;
}

int command_backup(const Options& options, const std::string& out)
{
    back_up(options.config(), out, show_progress);
    return done;
}

int command_restore(const Options& options, const std::string& file, const std::string& erased)
{
    return restore(options.config(), file, erased, show_progress) ? done : refused;
}

int command_erasures(const Options& options)
{
    Library library = open_library(options.config());
    auto snapshot = library.database->read();
    for (const auto& id : own_record::erased_records(snapshot->connection())) std::cout << id << "\n";
    return done;
}

int command_offline_page(const std::string& out)
{
    auto page = draw::offline_page();
    if (!page) throw std::runtime_error(page.error().message);
    std::ofstream file(out, std::ios::binary | std::ios::trunc);
    file << *page;
    if (!file.flush()) throw std::runtime_error("写不了文件 " + out);
    std::cout << "已写入 " << out << "，断网也能用浏览器打开。\n";
    return done;
}

int command_evidence(const Options& options, std::int64_t round, bool whole, const std::string& out)
{
    Library library = open_library(options.config());
    draw::settle_rounds(*library.platform, library.clock->now());
    auto evidence = draw::evidence_of_round(*library.platform, round, whole);
    if (!evidence) throw std::runtime_error(evidence.error().message);
    std::ofstream file(out, std::ios::binary);
    file << json::canonical(*evidence);
    if (!file.flush()) throw std::runtime_error("写不进文件 " + out + "。");
    std::cout << "已写入 " << out << "，请用 bole-verify draw 核对。\n";
    return done;
}

int command_watermark(const Options& options, const std::string& name)
{
    Library library = open_library(options.config());
    auto snapshot = library.database->read();
    auto lines = exporting::trace(snapshot->connection(), *library.keys, name);
    for (const auto& line : lines) std::cout << line << "\n";
    if (lines.empty()) std::cout << "没有找到本库导出文件的行码或暗记。\n";
    return lines.empty() ? refused : done;
}

int command_reset_totp(const Options& options, const std::string& account)
{
    Library library = open_library(options.config());
    const Platform& platform = *library.platform;
    ledger::Act act(platform.database, platform.keys, console_author(), platform.clock.now());
    if (!auth::reset_totp(act, account)) throw std::runtime_error("没有用户名为 " + account + " 的账号。");
    act.commit();
    std::cout << account << " 下次登录时重新设置动态口令。\n";
    return done;
}

int command_import(const Options& options, const intake::ConsoleImport& import)
{
    Library library = open_library(options.config());
    intake::Console console{[](const std::string& line) { std::cout << line << std::endl; },
                            [](const std::string& line) { std::cerr << line << "\n"; }, show_progress};
    return intake::import_file(*library.platform, console_author(), import, console) ? done : refused;
}

int write_file(const std::string& out, const std::string& content)
{
    std::ofstream file(out, std::ios::binary);
    if (!(file << content).flush()) throw std::runtime_error("写不进文件 " + out + "。");
    std::cout << "已写入 " << out << "。\n";
    return done;
}

void add_import_commands(CLI::App& program, Options& options, intake::ConsoleImport& import, std::string& out, int& result)
{
    auto* command = program.add_subcommand("import", "从工作簿导入；全部写入或全不写入");
    command->require_subcommand(1);
    constexpr std::pair<const char*, const char*> kinds[] = {
        {"units", "只导入“单位”表"}, {"experts", "导入整个专家库工作簿的各表"}, {"projects", "只导入“项目”表（科研项目的参加人）"}};
    for (auto [name, about] : kinds) {
        auto* kind = command->add_subcommand(name, about);
        options.add_library(*kind);
        kind->add_option("FILE", import.file, ".xlsx、.csv，或装有 .csv 的 .zip")->required();
        kind->add_flag("--dry-run", import.dry_run, "只检查，不写入");
        kind->add_option("--document", import.document, "依据文件；默认文件名");
        kind->add_option("--verified-on", import.verified_on, "单位和资格的核实日期，写作 2026-03-10");
        kind->add_option("--verified-by", import.verified_by, "核实人");
        kind->callback([&options, &import, &result, name = std::string(name)] {
            import.what = name;
            result = command_import(options, import);
        });
    }
    auto* form = command->add_subcommand("template", "写出导入模板");
    form->add_option("OUT", out, "输出文件（.xlsx）")->required();
    form->callback([&] { result = write_file(out, intake::template_workbook()); });
    command->add_subcommand("columns", "打印各表的列（Markdown）")->callback([] { std::cout << intake::columns_document(); });
}

void add_key_commands(CLI::App& program, Options& options)
{
    auto* command = program.add_subcommand("keys", "列出密钥；在服务运行中更换密钥");
    command->require_subcommand(1);
    struct {
        const char *name, *about;
        void (*run)(const Config& config);
    } const kinds[] = {{"list", "列出字段密钥（各有多少个值）和账本公钥", list_keys},
                       {"rotate-field", "启用新的字段密钥，原有内容由运行中的服务在后台改用", change_field_key},
                       {"rotate-signing", "更换账本签名密钥，旧密钥为新公钥签名，写入账本", change_signing_key}};
    for (const auto& kind : kinds) {
        auto* one = command->add_subcommand(kind.name, kind.about);
        options.add_library(*one);
        one->callback([&options, run = kind.run] { run(options.config()); });
    }
}

crypto::Suite suite_of(const std::string& name)
{
    auto suite = crypto::parse_suite(name);
    if (!suite) throw std::runtime_error("--suite 应为 sm 或 intl。");
    return *suite;
}

int command_init(const Options& options, crypto::Suite suite)
{
    Config config = options.config();
    Library library = create_library(config, "real", suite);
    auto accounts = add_administrators(library);
    std::cout << "空库已建立（正式库，不能与演示数据混用）。三位管理员各凭自己的一次性代码开通账号：\n\n";
    for (const auto& account : accounts)
        std::cout << "  " << account.role_name << "  用户名 " << account.login << "\n    " << account.code << "\n";
    std::cout << "\n代码只显示这一次，" << RuleBook().value(account::dated_rules, "12.invitation_days", day_of(library.clock->now()))
              << " 天内有效，请分别交给三个人。启动服务后打开网址末尾加 /join 的页面，输入代码，设置密码和动态口令。\n"
                 "代码丢失或过期，用 bole invite 用户名 换一个；账号一经本人开通，就不能再换。\n";
    return done;
}

int command_invite(const Options& options, const std::string& login)
{
    Library library = open_library(options.config());
    const Platform& platform = *library.platform;
    ledger::Act act(platform.database, platform.keys, console_author(), platform.clock.now());
    auto code = account::invite_again(act, platform.keys, login);
    if (!code) throw std::runtime_error("没有用户名为 " + login + " 的待开通账号（不存在，或本人已经开通）。");
    act.commit();
    std::cout << login << " 的新代码（以前的已作废，只显示这一次）：\n  " << *code << "\n";
    return done;
}

int command_approve_role(const Options& options, const std::string& login)
{
    Library library = open_library(options.config());
    const Platform& platform = *library.platform;
    ledger::Act act(platform.database, platform.keys, console_author(), platform.clock.now());
    auto approved = account::approve_first(act, login, day_of(platform.clock.now()));
    if (!approved) throw std::runtime_error(approved.error().message);
    act.commit();
    std::cout << "已批准 " << login << "：" << *approved << "。以后的授权由科技厅在页面上批准。\n";
    return done;
}

int command_demo(const Options& options, const DemoOptions& demo, crypto::Suite suite)
{
    auto clock = std::make_unique<DemoClock>(start_of(day_of(SystemClock().now()) - demo_days) + 9 * 3'600'000);
    DemoClock& moving = *clock;
    Library library = create_library(options.config(), "demonstration", suite, std::move(clock));
    make_demo(library, moving, demo, show_progress);
    std::cout << "演示库已建立：" << options.data << "\n";
    return done;
}

} // namespace

int run(int argc, char** argv)
{
    CLI::App program("伯乐：科技专家库管理信息系统", "bole");
    program.require_subcommand(1);
    Options options;
    DemoOptions demo;
    std::string out, file, erased, account, suite = "sm";
    std::int64_t round = 0;
    bool whole = false;
    int result = done;
    std::vector<std::string> against;
    auto add_against = [&](CLI::App& command) {
        command.add_option("--against", against, "库外保存的检查点文件，可重复；账本不包含它（例如换回了旧的数据库）即拒绝");
    };

    auto* serve_command = program.add_subcommand("serve", "提供网页服务");
    options.add_library(*serve_command);
    serve_command->add_option("--listen", options.listen, "监听地址 主机:端口");
    serve_command->add_option("--tls-cert", options.tls_cert, "证书（PEM）");
    serve_command->add_option("--tls-key", options.tls_key, "私钥（PEM）");
    serve_command->add_option("--public-url", options.public_url, "用户访问的网址");
    serve_command->add_option("--demo-clock", options.demo_clock, "时钟从这一刻起走，写作 2026-03-10T09:00:00+08:00；只能用于演示库");
    add_against(*serve_command);
    serve_command->callback([&] { result = command_serve(options, against); });

    auto* init_command = program.add_subcommand("init", "建立空的正式库，给出三位管理员的一次性代码");
    options.add_library(*init_command);
    init_command->add_option("--suite", suite, "密码套件 sm 或 intl")->capture_default_str();
    init_command->callback([&] { result = command_init(options, suite_of(suite)); });

    auto* invite_command = program.add_subcommand("invite", "给还没有开通的账号换一个一次性代码");
    options.add_library(*invite_command);
    invite_command->add_option("account", account, "用户名")->required();
    invite_command->callback([&] { result = command_invite(options, account); });

    auto* approve_command = program.add_subcommand("approve-role", "没有人能批准授权时（刚建库），批准第一位科技厅人员的角色");
    options.add_library(*approve_command);
    approve_command->add_option("account", account, "用户名")->required();
    approve_command->callback([&] { result = command_approve_role(options, account); });

    auto* demo_command = program.add_subcommand("demo", "建立演示库（人物、单位均为虚构）");
    options.add_library(*demo_command);
    demo_command->add_option("--experts", demo.experts, "专家人数")->capture_default_str()->check(CLI::Range(10, 1'000'000));
    demo_command->add_option("--seed", demo.seed, "种子：同样的种子得到同样的演示库")->capture_default_str();
    demo_command->add_option("--accounts", demo.accounts_file, "把各角色的登录信息写入这个 JSON 文件");
    demo_command->add_option("--suite", suite, "密码套件 sm 或 intl")->capture_default_str();
    demo_command->callback([&] { result = command_demo(options, demo, suite_of(suite)); });

    auto* migrate_command = program.add_subcommand("migrate", "更新数据库结构");
    options.add_library(*migrate_command);
    migrate_command->callback([&] { result = command_migrate(options); });

    auto* check_command = program.add_subcommand("check", "核对账本与全部受保护的数据");
    options.add_library(*check_command);
    add_against(*check_command);
    check_command->callback([&] { result = command_check(options, against); });

    auto* ledger_command = program.add_subcommand("ledger", "导出账本，供 bole-verify ledger 核对");
    options.add_library(*ledger_command);
    ledger_command->add_option("--out", out, "输出文件")->required();
    ledger_command->callback([&] { result = command_ledger(options, out); });

    auto* backup_command = program.add_subcommand("backup", "做加密的备份（不含密钥）");
    options.add_library(*backup_command);
    backup_command->add_option("--out", out, "备份文件，不得已存在")->required();
    backup_command->callback([&] { result = command_backup(options, out); });

    auto* restore_command =
        program.add_subcommand("restore", "从备份恢复到空的数据目录或空的数据库（也用于在 SQLite 与 PostgreSQL 之间搬家）");
    options.add_library(*restore_command);
    restore_command->get_option("--keys")->required();
    restore_command->add_option("file", file, "备份文件")->required();
    restore_command->add_option("--erased", erased, "bole erasures 写出的删除名单：名单上的人恢复之后重新删除");
    restore_command->callback([&] { result = command_restore(options, file, erased); });

    auto* erasures_command =
        program.add_subcommand("erasures", "列出按本人申请删除过的专家（只有编号）；随备份一起保存，恢复时用 --erased 交回");
    options.add_library(*erasures_command);
    erasures_command->callback([&] { result = command_erasures(options); });

    auto* offline_command = program.add_subcommand("offline-page", "写出离线查验页：一个 HTML 文件，断网查验证据");
    offline_command->add_option("--out", out, "输出文件")->required();
    offline_command->callback([&] { result = command_offline_page(out); });

    auto* evidence_command = program.add_subcommand("evidence", "写出一轮抽取的证据文件，供 bole-verify draw 核对");
    options.add_library(*evidence_command);
    evidence_command->add_option("round", round, "轮次在本库的流水号")->required()->check(CLI::PositiveNumber);
    evidence_command->add_option("--out", out, "输出文件")->required();
    evidence_command->add_flag("--whole", whole, "连同未入池名册和抽取密钥（供纪检核查，含每人编号的对应依据）");
    evidence_command->callback([&] { result = command_evidence(options, round, whole, out); });

    auto* watermark_command = program.add_subcommand("watermark", "从一个文件里的行码和暗记查出谁、何时、按哪个申请导出");
    options.add_library(*watermark_command);
    watermark_command->add_option("FILE", file, "XLSX、ODS、CSV、PDF 或文本，另存过、删过行列的也可以")->required();
    watermark_command->callback([&] { result = command_watermark(options, file); });

    auto* reset_command = program.add_subcommand("reset-totp", "作废一个账号的动态口令（例如手机遗失），下次登录时重新设置");
    options.add_library(*reset_command);
    reset_command->add_option("account", account, "用户名")->required();
    reset_command->callback([&] { result = command_reset_totp(options, account); });

    intake::ConsoleImport import;
    add_import_commands(program, options, import, out, result);

    add_key_commands(program, options);

    program.add_subcommand("openapi", "打印接口说明（OpenAPI 3.1）")->callback([] { std::cout << openapi() << "\n"; });

    program.add_subcommand("personal", "打印个人信息字段登记（Markdown）")->callback([] { std::cout << personal::register_document(); });
    program.add_subcommand("permissions", "打印路由与权限表（Markdown）")->callback([] { std::cout << permission_matrix(); });

    try {
        program.parse(argc, argv);
        return result;
    } catch (const CLI::ParseError& error) {
        int code = program.exit(error);
        return code == 0 ? done : misused;
    } catch (const std::exception& error) {
        std::cerr << error.what() << std::endl;
        return refused;
    }
}

} // namespace app
