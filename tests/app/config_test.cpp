#include "app/config.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace {

class ConfigFile : public testing::Test {
protected:
    std::filesystem::path folder = std::filesystem::temp_directory_path() / ("bole-config-" + std::to_string(::getpid()));

    void SetUp() override { std::filesystem::create_directories(folder); }
    void TearDown() override { std::filesystem::remove_all(folder); }

    // What is wrong with it; empty: it was taken.
    std::string load(const std::string& text, app::Config* config = nullptr)
    {
        std::ofstream(folder / "bole.toml", std::ios::binary) << text;
        try {
            auto loaded = app::load_config(folder);
            if (config) *config = loaded;
            return "";
        } catch (const std::runtime_error& error) {
            std::string what = error.what();
            if (auto at = what.find("bole.toml "); at != std::string::npos) return what.substr(at + 10);
            return what;
        }
    }
};

TEST_F(ConfigFile, IsNamesAndValuesALine)
{
    app::Config config;
    EXPECT_EQ(load("# 注释\n\n  workers = 8 # 八\r\nkeys = '/密钥'\nlisten = \"127.0.0.1:1\"\nbehind_gateway = true", &config), "");
    EXPECT_EQ(config.workers, 8);
    EXPECT_EQ(config.keys, "/密钥");
    EXPECT_EQ(config.listen, "127.0.0.1:1");
    EXPECT_TRUE(config.behind_gateway);
    EXPECT_EQ(load(std::string(app::commented_config())), "");
}

TEST_F(ConfigFile, IsRefusedInWords)
{
    const std::pair<std::string, std::string> cases[] = {
        {"workers = 0", "设置 workers 应为正整数。"},
        {"worker = 1", "设置文件中有不认识的名称：worker。"},
        {"workers = 1979-05-27", "设置 workers 应为文字、整数或 true、false。"},
        {"malware_scanner = \"tcp:10.0.0.1:3310\"",
         "设置 malware_scanner 应写作 unix:/run/clamav/clamd.ctl 或 tcp:127.0.0.1:3310（只能在本机），不查毒则留空。"},
        {"\nworkers = \"8", "第 2 行写法有误。"},
        {"workers", "第 1 行写法有误。"},
        // toml++ 3 ends the program at these.
        {"[....a]\nj = 1", "第 1 行写法有误。"},
        {"工 = 1", "第 1 行写法有误。"},
        {"keys = {工 = 1}", "第 1 行写法有误。"},
        {std::string("workers = 8\0", 12), "应为 UTF-8 文字，不含控制字符。"},
        {"keys = '\xff'", "应为 UTF-8 文字，不含控制字符。"},
    };
    for (const auto& [text, what] : cases) EXPECT_EQ(load(text), what) << text;
}

} // namespace
