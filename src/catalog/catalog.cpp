#include "catalog/catalog.h"

#include "base/embedded.h"
#include "catalog/editions.h"

#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <stdexcept>

namespace catalog {

namespace {

// The value of "# key: value" among a file's first lines.
std::string_view head_of(std::string_view content, std::string_view key)
{
    std::string line = "# " + std::string(key) + ": ";
    auto at = content.find(line);
    if (at == std::string_view::npos) return {};
    at += line.size();
    return content.substr(at, content.find('\n', at) - at);
}

using Files = std::map<std::string, std::vector<std::string_view>, std::less<>>;

const Files& own_files()
{
    static const Files all = [] {
        Files files;
        for (const auto& file : embedded_files())
            if (file.path.starts_with("data/") && file.path.ends_with(".csv"))
                files[std::string(head_of(file.content, "table"))].push_back(file.content);
        return files;
    }();
    return all;
}

struct Registry {
    std::map<std::string, std::shared_ptr<const Table>, std::less<>> tables;
    std::vector<std::string> editions;
    std::uint64_t state = 0;
};

// Every state that there was: who reads one may go on reading it.
struct States {
    std::mutex mutex;
    std::deque<Registry> all;
    std::atomic<const Registry*> current = nullptr;

    States()
    {
        Registry first;
        for (const auto& [id, contents] : own_files()) first.tables[id] = std::make_shared<const Table>(contents);
        all.push_back(std::move(first));
        current = &all.back();
    }
};

States& states()
{
    static States one;
    return one;
}

thread_local const Registry* pinned = nullptr;

const Registry& registry()
{
    return pinned ? *pinned : *states().current;
}

std::vector<std::string> of_table(const std::vector<std::string>& editions, std::string_view id)
{
    std::vector<std::string> own;
    for (const auto& content : editions)
        if (head_of(content, "table") == id) own.push_back(content);
    return own;
}

} // namespace

std::unique_ptr<const Table> with_editions(std::string_view id, const std::vector<std::string>& contents)
{
    auto own = own_files().find(id);
    if (own == own_files().end()) throw std::out_of_range("no code table named " + std::string(id));
    auto files = own->second;
    files.insert(files.end(), contents.begin(), contents.end());
    return std::make_unique<const Table>(files);
}

void use_editions(const std::vector<std::string>& contents)
{
    States& known = states();
    std::lock_guard lock(known.mutex);
    const Registry& before = known.all.back();
    if (before.editions == contents) return;
    Registry next = before;
    for (auto& [id, table] : next.tables)
        if (auto own = of_table(contents, id); own != of_table(before.editions, id)) table = with_editions(id, own);
    next.editions = contents;
    ++next.state;
    known.all.push_back(std::move(next));
    known.current = &known.all.back();
}

Pin::Pin() : before_(pinned)
{
    if (!pinned) pinned = states().current;
}

Pin::~Pin()
{
    pinned = static_cast<const Registry*>(before_);
}

std::uint64_t state()
{
    return registry().state;
}

const Table& table(std::string_view id)
{
    auto at = registry().tables.find(id);
    if (at == registry().tables.end()) throw std::out_of_range("no code table named " + std::string(id));
    return *at->second;
}

std::vector<const Table*> tables()
{
    std::vector<const Table*> all;
    for (const auto& [id, one] : registry().tables) all.push_back(one.get());
    return all;
}

const Table& disciplines()
{
    return table("discipline");
}

const Table& industries()
{
    return table("industry");
}

const Table& regions()
{
    return table("region");
}

const Table& sexes()
{
    return table("sex");
}

const Table& ethnic_groups()
{
    return table("ethnic");
}

const Table& education()
{
    return table("education");
}

const Table& degrees()
{
    return table("degree");
}

const Table& political()
{
    return table("political");
}

const Table& languages()
{
    return table("language");
}

const Table& titles()
{
    return table("title");
}

const Table& title_ranks()
{
    return table("title_rank");
}

const Table& expert_categories()
{
    return table("expert_category");
}

const Table& unit_kinds()
{
    return table("unit_kind");
}

const Table& unit_attributes()
{
    return table("unit_attribute");
}

const Table& post_kinds()
{
    return table("post_kind");
}

const Table& relation_kinds()
{
    return table("relation_kind");
}

const Table& interest_kinds()
{
    return table("interest_kind");
}

const Table& sanction_kinds()
{
    return table("sanction_kind");
}

const Table& activity_kinds()
{
    return table("activity_kind");
}

const Table& achievement_kinds()
{
    return table("achievement_kind");
}

} // namespace catalog
