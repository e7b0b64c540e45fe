#include "app/key_commands.h"

#include "app/key_rotation.h"
#include "ledger/signing.h"

#include <iostream>

namespace app {

void list_keys(const Config& config)
{
    Library library = open_library(config);
    auto snapshot = library.database->read();
    auto counts = values_by_key(snapshot->connection());
    std::uint32_t newest = library.keys->newest_field_key();
    for (std::uint32_t id = 1; id <= newest; ++id)
        std::cout << "字段密钥 " << id << (id == newest ? "（现用）" : "") << "：" << counts[id] << " 个值\n";
    auto keys = ledger::KeyHistory(snapshot->connection(), *library.keys, library.platform->origin).verifier_keys();
    for (std::size_t i = 0; i < keys.size(); ++i)
        std::cout << "账本公钥 " << i + 1 << (i + 1 == keys.size() ? "（现用）" : "") << "：" << keys[i] << "\n";
}

void change_field_key(const Config& config)
{
    Library library = open_library(config);
    std::uint32_t id = rotate_field_key(config, library);
    std::cout << "字段密钥 " << id
              << " 已启用，新写入的内容都用它。运行中的服务会在后台把原有内容逐步改用新密钥，进度见 bole keys list。\n"
                 "旧密钥仍要保存：以前的备份需要它。\n";
}

void change_signing_key(const Config& config)
{
    Library library = open_library(config);
    std::string key = rotate_signing_key(config, library);
    std::cout << "账本签名密钥已更换，账本记下了旧密钥对新公钥的签名。请把新公钥交给监督员等保存公钥的人：\n" << key << "\n";
}

} // namespace app
