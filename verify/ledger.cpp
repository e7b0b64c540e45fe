#include "ledger.h"

#include "course.h"
#include "members.h"
#include "problem.h"
#include "text.h"
#include "tree.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace verify {

namespace {

class Checker {
public:
    Checker(std::istream& file, const LedgerOutside& outside) : file_(file), outside_(outside) {}

    std::vector<std::string> run(const std::function<void(std::int64_t, std::int64_t)>& progress)
    {
        read_head();
        std::string line;
        while (std::getline(file_, line)) {
            require(!file_.eof(), "文件末行没有结束，可能被截断。");
            std::int64_t index = static_cast<std::int64_t>(leaves_.size());
            require(index < size_, "条目多于首行所记的 " + std::to_string(size_) + " 条。");
            take_line(index, line);
            if (progress && index % 10000 == 0) progress(index, size_);
        }
        require(static_cast<std::int64_t>(leaves_.size()) == size_,
                "首行记 " + std::to_string(size_) + " 条，实有 " + std::to_string(leaves_.size()) + " 条。");
        check_roots();
        return lines();
    }

private:
    std::istream& file_;
    const LedgerOutside& outside_;
    Suite suite_ = Suite::sm;
    std::int64_t size_ = 0, erased_ = 0, last_erased_ = -1, row_changes_ = 0, draws_ = 0, epoch_ = 1;
    Checkpoint checkpoint_;
    std::vector<LedgerKey> keys_; // in the order in which they were in force
    std::vector<Handover> handovers_;
    std::vector<std::int64_t> changed_at_; // the entries of the handovers
    std::string last_at_, instance_;
    std::vector<Digest> leaves_;

    struct Row {
        std::int64_t version = 0, index = 0;
        bool removed = false;
    };
    std::unordered_map<std::string, Row> rows_;     // by table and key
    std::map<std::string, Chain> chains_;           // by activity
    std::map<std::string, Course> courses_;         // by seal hash
    std::map<std::string, std::string> activities_; // by seal hash

    void read_head()
    {
        std::string line;
        require(static_cast<bool>(std::getline(file_, line)) && !file_.eof(), "文件没有首行。");
        Value document = read_json(line);
        require(jcs(document) == line, "首行不是 JCS 写法。");
        Members members(document, "首行");
        require(members.text("format") == "bole-ledger/1", "首行 format 应为 bole-ledger/1。");
        suite_ = members.suite("suite");
        size_ = members.integer("size", 1);
        const std::string& origin = members.text("origin");
        checkpoint_ = read_checkpoint(members.text("checkpoint"));
        const Array& keys = members.array("keys");
        require(!keys.empty(), "首行 keys 应有公钥。");
        for (const auto& key : keys) keys_.push_back(read_key(key.text("首行.keys")));
        members.end();
        for (const auto& key : keys_) require(key.name == origin && key.suite == suite_, "首行的公钥与来源名或密码套件不符。");
        require(checkpoint_.origin == origin, "检查点的来源名与首行不符。");
        require(checkpoint_.size == size_, "检查点的条数与首行不符。");
        if (outside_.key)
            require(std::any_of(keys_.begin(), keys_.end(), [&](const LedgerKey& key) { return same(key, *outside_.key); }),
                    "账本的公钥不是所给的公钥。");
        require(is_signed(checkpoint_, keys_.back()), "检查点的签名无效。");
    }

    void take_line(std::int64_t index, const std::string& line)
    {
        std::string place = entry_place(index);
        auto space = line.find(' ');
        require(space != std::string::npos, place + "：应为“盐 条目”或“- 哈希”。");
        std::string first = line.substr(0, space);
        std::string_view rest = std::string_view(line).substr(space + 1);
        if (first == "-") {
            require(index > 0, place + "：第 0 条不能被擦除。");
            auto hash = from_hex(rest);
            require(hash && hash->size() == 32, place + "：被擦除的条目应留有 32 字节的哈希。");
            std::copy(hash->begin(), hash->end(), leaves_.emplace_back().begin());
            last_erased_ = index;
            ++erased_;
            return;
        }
        auto salt = from_hex(first);
        require(salt && salt->size() == 16, place + "：盐应为 16 字节的小写十六进制。");
        leaves_.push_back(leaf_hash(suite_, *salt, rest));
        take_body(index, rest);
    }

    void take_body(std::int64_t index, std::string_view text)
    try {
        std::string place = entry_place(index);
        Value body = read_json(text);
        require(jcs(body) == text, place + "：内容不是 JCS 写法。");
        Members members(body, place);
        check_envelope(members);
        const std::string& type = members.text("type");
        require((type == "ledger.opened/1") == (index == 0), place + "：账本应恰在第 0 条开立。");
        if (index == 0) check_opening(members.object("data"));
        if (type == "ledger.restored/1") take_restore(index, members.object("data"));
        if (type == "ledger.key_changed/1") {
            handovers_.push_back(read_handover(members.object("data")));
            changed_at_.push_back(index);
        }
        const std::string& at = members.text("at");
        require(is_ledger_time(at), place + ".at 不是账本写法的时间。");
        require(at >= last_at_, place + "：时间早于前一条。");
        last_at_ = at;
        for (const auto& change : members.array("rows")) take_change(index, change);
        if (auto event = read_event(index, body)) take_event(*event);
    } catch (const Problem& problem) {
        std::string place = entry_place(index), what = problem.what();
        if (what.starts_with(place)) throw;
        fail(place + "：" + what);
    }

    void check_envelope(Members& members)
    {
        Members actor = members.object("actor");
        const std::string& kind = actor.text("kind");
        require(kind == "account" || kind == "console" || kind == "system", actor.place("kind") + " 的取值不认识。");
        actor.text("id");
        if (actor.maybe("on_behalf_of")) actor.text("on_behalf_of");
        actor.end();
        members.need("data").object(members.place("data"));
        if (members.maybe("from")) members.text("from");
        if (members.maybe("object")) {
            Members object = members.object("object");
            object.text("kind");
            object.text("id");
            object.end();
        }
        if (members.maybe("reason")) require(!members.text("reason").empty(), members.place("reason") + " 是空的。");
        members.text("type");
        members.text("at");
        members.array("rows");
        members.end();
    }

    void check_opening(Members data)
    {
        require(data.text("format") == "bole-ledger/1" && data.text("origin") == keys_[0].name && data.suite("suite") == suite_,
                "第 0 条与首行不符。");
        instance_ = data.text("instance");
        require(instance_ == "demonstration" || instance_ == "real", "第 0 条的 instance 不认识。");
        data.integer("epoch", epoch_, epoch_);
        data.end();
    }

    void take_restore(std::int64_t index, Members data)
    {
        ++epoch_;
        data.integer("epoch", epoch_, epoch_);
        data.integer("size", index, index);
        data.end();
    }

    void take_change(std::int64_t index, const Value& change)
    {
        Members members(change, entry_place(index) + ".rows");
        std::string name = members.text("table") + " " + members.text("key");
        std::int64_t version = members.integer("version", 1);
        bool removed = members.need("digest").is_null();
        if (!removed) members.digest("digest");
        members.end();
        Row& row = rows_[name];
        require(!row.removed, entry_place(index) + "：" + name + " 已被删除，却又有新的版本。");
        bool erased_between = last_erased_ > row.index || (row.version == 0 && erased_ > 0);
        require(erased_between ? version > row.version : version == row.version + 1,
                entry_place(index) + "：" + name + " 的版本从 " + std::to_string(row.version) + " 变为 " + std::to_string(version) + "。");
        row = {version, index, removed};
        ++row_changes_;
    }

    void take_event(const Event& event)
    {
        if (!event.of_round()) return chains_[event.activity].take(event);
        std::string hash = to_hex(event.seal_hash);
        if (event.kind == Event::Kind::sealed) {
            bool fresh = courses_.emplace(hash, Course(suite_, event.seal_hash)).second;
            require(fresh, entry_place(event.index) + "：同一封存件出现了两次。");
            activities_[hash] = event.activity;
            ++draws_;
            return chains_[event.activity].take(event);
        }
        auto course = courses_.find(hash);
        require(course != courses_.end(), entry_place(event.index) + "：所属的封存件不在账本中。");
        chains_[activities_[hash]].take(event);
        course->second.take(event);
    }

    // The keys of the first line are those of the entries, each signed by the one before.
    void check_keys()
    {
        follow(keys_[0], handovers_);
        require(handovers_.size() + 1 == keys_.size(), "首行的公钥与账本中更换密钥的次数不符。");
        for (std::size_t i = 0; i < handovers_.size(); ++i)
            require(same(handovers_[i].key, keys_[i + 1]), "首行的公钥与账本中更换密钥的记录不符。");
    }

    // The key under which the checkpoint of so many entries was signed; the entry of a change is still under the old one.
    const LedgerKey& key_of(std::int64_t size) const
    {
        std::size_t changes = 0;
        while (changes < changed_at_.size() && changed_at_[changes] < size - 1) ++changes;
        return keys_[changes];
    }

    void check_roots()
    {
        check_keys();
        require(tree_root(suite_, leaves_) == checkpoint_.root, "全部条目的根与检查点不符：有条目被改动、增删或换序。");
        if (!outside_.checkpoint) return;
        const Checkpoint& kept = *outside_.checkpoint;
        require(kept.origin == keys_[0].name, "所给检查点出自另一个账本。");
        require(is_signed(kept, key_of(kept.size)), "所给检查点的签名在这把公钥下无效。");
        require(kept.size <= size_, "账本比所给的检查点短，尾部被截去或整体被回退。");
        require(tree_root(suite_, std::span(leaves_).first(static_cast<std::size_t>(kept.size))) == kept.root,
                "账本与所给的检查点不是同一个：检查点之前的条目被改写。");
    }

    std::vector<std::string> lines() const
    {
        std::vector<std::string> lines;
        lines.push_back("核对无误：账本“" + keys_[0].name + "”" + (instance_ == "real" ? "" : "（演示库）") + "共 " +
                        std::to_string(size_) + " 条，根与检查点一致，签名有效。");
        lines.push_back("时间没有倒退；受保护数据的变更 " + std::to_string(row_changes_) + " 次，版本连续。");
        if (erased_ > 0) lines.push_back("其中 " + std::to_string(erased_) + " 条内容已依法擦除，只留哈希。");
        lines.push_back("抽取 " + std::to_string(draws_) + " 轮，每个活动的轮次连续，没有缺失、分叉或倒序。");
        for (const auto& [activity, chain] : chains_)
            if (chain.running()) lines.push_back("活动 " + activity + " 第 " + std::to_string(chain.rounds()) + " 轮在导出时尚未结束。");
        if (!handovers_.empty())
            lines.push_back("账本的签名密钥更换过 " + std::to_string(handovers_.size()) + " 次，每次都有旧密钥对新公钥的签名。");
        if (epoch_ > 1)
            lines.push_back("账本曾从备份恢复 " + std::to_string(epoch_ - 1) +
                            " 次：备份之后、恢复之前的条目不在其中，请与当时的检查点比对。");
        lines.push_back("检查点的根：" + to_hex(checkpoint_.root));
        lines.push_back("本项核对不能证明：");
        if (!outside_.key) lines.push_back("- 公钥确属该单位（可用 --key 给出从别处得到的公钥）；");
        if (!outside_.checkpoint)
            lines.push_back("- 掌握签名密钥的人没有重写整个账本（可用 --checkpoint 给出别处保存的检查点或抽取证据）；");
        if (erased_ > 0) lines.push_back("- 被擦除的条目不是抽取的条目（只留哈希，无从得知；缺了其后轮次所需的条目则会发现）；");
        lines.push_back("- 数据库中的数据与账本一致（由 bole check 核对）。");
        return lines;
    }
};

} // namespace

std::vector<std::string> check_ledger(std::istream& file, const LedgerOutside& outside,
                                      const std::function<void(std::int64_t, std::int64_t)>& progress)
{
    return Checker(file, outside).run(progress);
}

} // namespace verify
