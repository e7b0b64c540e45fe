#include "ledger/check.h"

#include "base/json.h"
#include "db/pages.h"
#include "ledger/act.h"
#include "ledger/act_names.h"
#include "ledger/note.h"
#include "ledger/rows.h"
#include "ledger/signing.h"
#include "ledger/tree.h"

#include <unordered_map>

namespace ledger {

namespace {

std::string entry_place(std::int64_t seq)
{
    return "账本第 " + std::to_string(seq) + " 条";
}

// What the entries say of a row: its last version and digest (empty once deleted), and whether it was met since.
struct Known {
    std::int64_t version = 0;
    std::string digest;
    bool met = false;
};

struct Kept {
    std::string at, note;
    bool met = false;
};

class Checker {
public:
    Checker(db::Connection& connection, const crypto::Keyring& keys, const std::vector<const Table*>& tables)
        : connection_(connection), keys_(keys), tables_(tables), frontier_(keys.suite())
    {
        for (const Table* table : tables_) known_[std::string(table->name)];
    }

    CheckReport run(const std::function<void(std::int64_t, std::int64_t)>& progress)
    {
        load_checkpoints();
        std::int64_t total = head_ ? head_->size : 0;
        db::each_by_key(connection_,
                        "SELECT seq, type, at, actor_kind, actor_id, object_kind, object_id, body, salt, leaf FROM ledger_entry", "seq",
                        [&](const db::Row& row) {
                            check_entry(row);
                            if (progress && report_.entries % 1000 == 0) progress(report_.entries, total);
                        });
        check_checkpoints();
        check_head();
        for (const Table* table : tables_) check_table(*table);
        check_numbers();
        report_.root = crypto::to_hex(frontier_.root());
        return std::move(report_);
    }

private:
    db::Connection& connection_;
    const crypto::Keyring& keys_;
    const std::vector<const Table*>& tables_;
    Frontier frontier_;
    CheckReport report_;
    std::optional<Head> head_;
    std::optional<KeyHistory> history_;
    std::map<std::int64_t, Kept> checkpoints_; // by size
    std::unordered_map<std::string, std::unordered_map<std::int64_t, Known>> known_;
    std::string last_at_;
    std::int64_t next_seq_ = 0;
    std::int64_t last_number_ = 0; // the highest id met

    void find(std::string code, std::string place, std::string text)
    {
        if (report_.findings.size() < most_findings) report_.findings.push_back({std::move(code), std::move(place), std::move(text)});
    }

    void load_checkpoints()
    {
        try {
            head_ = read_head(connection_);
        } catch (const std::exception&) {
        }
        if (!head_) find("head_altered", "账本首部", "账本没有首部或第 0 条不可读。");
        history_.emplace(connection_, keys_, head_ ? head_->origin : "");
        if (!history_->whole()) find("key_change_broken", "账本签名密钥", "账本中更换密钥的记录与密钥目录不符，或没有旧密钥的签名。");
        connection_.each("SELECT size, at, note FROM ledger_checkpoint ORDER BY size", {}, [&](const db::Row& row) {
            checkpoints_[row.integer(0)] = {row.text(1), row.text(2)};
        });
    }

    void check_entry(const db::Row& row)
    {
        std::int64_t seq = row.integer(0);
        if (seq < 0 || (head_ && seq >= head_->size))
            find("entry_inserted", entry_place(seq), "这一条不在已签名的账本之内，是程序之外加入的。");
        if (seq < 0) return;
        for (; next_seq_ < seq && report_.findings.size() < most_findings; ++next_seq_)
            find("entry_missing", entry_place(next_seq_), "账本在这里缺少条目。");
        next_seq_ = seq + 1;
        auto body = row.maybe_text(7);
        auto salt = row.maybe_bytes(8);
        Bytes leaf = row.bytes(9);
        if (leaf.size() != 32) return find("entry_altered", entry_place(seq), "条目的哈希长度不对。");
        crypto::Hash hash;
        std::copy(leaf.begin(), leaf.end(), hash.begin());
        if (body && salt) {
            if (leaf_hash(keys_.suite(), text_of(*salt), *body) != hash)
                find("entry_altered", entry_place(seq), "条目内容与其哈希不符，已被改动。");
            else
                take_readable(seq, *body, row);
        } else {
            find("entry_altered", entry_place(seq), "条目内容被清除。");
        }
        frontier_.append(hash);
        ++report_.entries;
        check_kept(seq, row.text(1), row.text(2));
    }

    // The checkpoint that entries of some types keep; others keep none.
    void check_kept(std::int64_t seq, const std::string& type, const std::string& at)
    {
        std::string place = "检查点 " + std::to_string(seq + 1);
        auto kept = checkpoints_.find(seq + 1);
        if (kept == checkpoints_.end()) {
            if (keeps_checkpoint(type)) find("checkpoint_missing", place, entry_place(seq) + "留下的检查点已没有，被删除。");
            return;
        }
        kept->second.met = true;
        if (!keeps_checkpoint(type)) find("checkpoint_inserted", place, entry_place(seq) + "不留检查点，是程序之外加入的。");
        if (kept->second.at != at) find("checkpoint_broken", place, "时间与" + entry_place(seq) + "不符，已被改动。");
        check_note(kept->second.note, place, "checkpoint_broken");
    }

    // A forged body with a hash of its own may be anything.
    void take_readable(std::int64_t seq, const std::string& body, const db::Row& row)
    try {
        take_entry(seq, body, row);
    } catch (const std::exception&) {
        find("entry_altered", entry_place(seq), "条目内容不可读。");
    }

    // The columns beside the body serve searching and must say the same.
    void take_entry(std::int64_t seq, const std::string& body, const db::Row& row)
    {
        auto document = json::read(body);
        if (!document) return find("entry_altered", entry_place(seq), "条目内容不可读。");
        const auto& entry = document->object();
        const auto& actor = entry.at("actor").object();
        const json::Value* object = entry.find("object");
        auto object_text = [&](std::string_view name) { return object ? std::optional(object->object().at(name).text()) : std::nullopt; };
        bool same = entry.at("type").text() == row.text(1) && entry.at("at").text() == row.text(2) &&
                    actor.at("kind").text() == row.text(3) && actor.at("id").text() == row.text(4) &&
                    object_text("kind") == row.maybe_text(5) && object_text("id") == row.maybe_text(6);
        if (!same) find("entry_altered", entry_place(seq), "条目的检索列与内容不符，已被改动。");
        if (entry.at("at").text() < last_at_) find("entry_altered", entry_place(seq), "条目时间早于前一条。");
        last_at_ = entry.at("at").text();
        for (const auto& changed : entry.at("rows").array()) take_change(seq, changed.object());
    }

    void take_change(std::int64_t seq, const json::Object& changed)
    {
        const std::string& table = changed.at("table").text();
        auto rows = known_.find(table);
        if (rows == known_.end()) return find("entry_altered", entry_place(seq), "条目提到未登记的表 " + table + "。");
        std::int64_t id = std::stoll(changed.at("key").text());
        last_number_ = std::max(last_number_, id);
        Known& row = rows->second[id];
        std::int64_t version = changed.at("version").integer();
        if (version != row.version + 1)
            find("version_gap", table + " " + changed.at("key").text(),
                 "账本中这一行的版本从 " + std::to_string(row.version) + " 跳到 " + std::to_string(version) + "。");
        row.version = version;
        row.digest = changed.at("digest").is_null() ? "" : changed.at("digest").text();
    }

    void check_note(const std::string& note, const std::string& place, const char* code)
    {
        auto checkpoint = open_checkpoint(keys_.suite(), history_->key_of(frontier_.size() - 1), note);
        if (!checkpoint)
            find(code, place, "签名无效。");
        else if (checkpoint->size != frontier_.size() || checkpoint->root != frontier_.root())
            find(code, place, "与账本条目算出的根不符。");
    }

    void check_checkpoints()
    {
        for (const auto& [size, kept] : checkpoints_) {
            if (kept.met) continue;
            std::string place = "检查点 " + std::to_string(size);
            auto signed_one = open_checkpoint(keys_.suite(), history_->key_of(size - 1), kept.note);
            if (signed_one && signed_one->size == size && size > frontier_.size())
                find("entry_missing", place, "账本比已签发的检查点短，尾部被截去。");
            else
                find("checkpoint_inserted", place, "账本中没有留下它的条目，是程序之外加入或改动的。");
        }
    }

    void check_head()
    {
        if (!head_) return;
        constexpr const char* place = "账本首部";
        if (head_->size != frontier_.size())
            find(head_->size > frontier_.size() ? "entry_missing" : "head_altered", place,
                 "首部记 " + std::to_string(head_->size) + " 条，实有 " + std::to_string(frontier_.size()) + " 条。");
        check_note(head_->note, place, "head_altered");
        Bytes peaks =
            *connection_.one("SELECT frontier FROM ledger_head WHERE id = 1", {}, [](const db::Row& row) { return row.bytes(0); });
        if (peaks != packed(frontier_.peaks())) find("head_altered", place, "首部保存的子树根与条目不符。");
        auto last = connection_.one("SELECT at FROM ledger_entry WHERE seq = $1", {head_->size - 1},
                                    [](const db::Row& row) { return row.text(0); });
        if (last && *last != to_text(head_->last_at)) find("head_altered", place, "首部的时间与最后一条不符。");
    }

    // A number given twice would let one row's history pass for another's.
    void check_numbers()
    {
        auto next = connection_.one("SELECT next_id FROM ledger_head WHERE id = 1", {}, [](const db::Row& row) { return row.integer(0); });
        if (next && *next <= last_number_) find("head_altered", "账本首部", "首部的下一个编号已经用过。");
    }

    void check_table(const Table& table)
    {
        auto& rows = known_[std::string(table.name)];
        std::string name(table.name);
        constexpr int many_rows = 20'000, few_files = 20; // read at once
        db::each_by_key(
            connection_, select_stored(table), "id",
            [&](const db::Row& row) {
                ++report_.rows;
                std::int64_t id = row.integer(0), version = row.integer(1);
                std::string place = name + " " + std::to_string(id);
                auto known = rows.find(id);
                if (known == rows.end() || known->second.digest.empty()) {
                    if (known != rows.end()) known->second.met = true;
                    return find("row_inserted", place, "账本中没有这一行，是程序之外加入的。");
                }
                known->second.met = true;
                std::string digest;
                try {
                    digest = crypto::to_hex(digest_of_stored(keys_, table, row));
                } catch (const std::exception&) {
                    return find("row_altered", place, "加密内容打不开，已被改动或换了位置。");
                }
                if (version != known->second.version || digest != known->second.digest)
                    find("row_altered", place, "与账本记录的第 " + std::to_string(known->second.version) + " 版不符，已被改动。");
            },
            table.has("content") ? few_files : many_rows);
        for (const auto& [id, known] : rows)
            if (!known.met && !known.digest.empty())
                find("row_deleted", name + " " + std::to_string(id), "账本中有这一行，表中已没有，被删除。");
    }
};

} // namespace

CheckReport check(db::Connection& connection, const crypto::Keyring& keys, const std::vector<const Table*>& tables,
                  const std::function<void(std::int64_t, std::int64_t)>& progress)
{
    return Checker(connection, keys, tables).run(progress);
}

void export_ledger(db::Connection& connection, const crypto::Keyring& keys, const std::function<void(std::string_view)>& write)
{
    auto head = read_head(connection);
    if (!head) throw std::runtime_error("账本还没有建立。");
    json::Array verifier_keys;
    for (auto& key : KeyHistory(connection, keys, head->origin).verifier_keys()) verifier_keys.push_back(std::move(key));
    json::Object first{{"format", "bole-ledger/1"}, {"origin", head->origin},   {"suite", crypto::to_text(keys.suite())},
                       {"size", head->size},        {"checkpoint", head->note}, {"keys", std::move(verifier_keys)}};
    write(json::canonical(first) + "\n");
    db::each_by_key(connection, "SELECT seq, body, salt, leaf FROM ledger_entry", "seq", [&](const db::Row& row) {
        auto body = row.maybe_text(1);
        if (body)
            write(to_hex(row.bytes(2)) + " " + *body + "\n");
        else
            write("- " + to_hex(row.bytes(3)) + "\n");
    });
}

} // namespace ledger
