#include "ledger/act.h"
#include "ledger/check.h"
#include "ledger/note.h"
#include "ledger/signing.h"
#include "ledger/tree.h"

namespace ledger {

std::vector<Finding> check_against(db::Connection& connection, const crypto::Keyring& keys, const std::string& note)
{
    auto head = read_head(connection);
    if (!head) return {{"older", "账本首部", "账本没有首部或第 0 条不可读。"}};
    std::optional<Checkpoint> kept;
    KeyHistory history(connection, keys, head->origin);
    for (const auto& key : history.verifier_keys())
        if (auto public_key = public_key_of(keys.suite(), key); public_key && !kept)
            kept = open_checkpoint(keys.suite(), *public_key, note);
    if (!kept || kept->origin != head->origin) return {{"not_ours", "检查点文件", "这不是本库签发的检查点（或已被改动），请核对文件。"}};
    std::string place = "检查点 " + std::to_string(kept->size);
    std::string restored = head->epoch > 1 ? "本库从备份恢复过，恢复之前签发的检查点也会这样。" : "";
    Frontier tree(keys.suite());
    connection.each("SELECT seq, leaf FROM ledger_entry WHERE seq >= 0 AND seq < $1 ORDER BY seq", {kept->size}, [&](const db::Row& row) {
        Bytes leaf = row.bytes(1);
        crypto::Hash hash{};
        if (row.integer(0) == tree.size() && leaf.size() == hash.size()) {
            std::copy(leaf.begin(), leaf.end(), hash.begin());
            tree.append(hash);
        }
    });
    if (head->size < kept->size || tree.size() < kept->size)
        return {{"older", place,
                 "数据库比这个检查点旧：检查点签发时账本有 " + std::to_string(kept->size) + " 条，现在只有 " +
                     std::to_string(std::min(head->size, tree.size())) + " 条，可能换回了旧的数据库文件。" + restored}};
    if (tree.root() != kept->root)
        return {{"another_history", place,
                 "账本前 " + std::to_string(kept->size) + " 条与检查点签发时不同，可能换回旧文件后又有了新的办理。" + restored}};
    return {};
}

} // namespace ledger
