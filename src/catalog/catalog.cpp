#include "catalog/catalog.h"

#include "base/embedded.h"

#include <map>
#include <stdexcept>

namespace catalog {

namespace {

using Registry = std::map<std::string, Table, std::less<>>;

// The value of "# key: value" among a file's first lines.
std::string_view head_of(std::string_view content, std::string_view key)
{
    std::string line = "# " + std::string(key) + ": ";
    auto at = content.find(line);
    if (at == std::string_view::npos) return {};
    at += line.size();
    return content.substr(at, content.find('\n', at) - at);
}

Registry load()
{
    std::map<std::string_view, std::vector<std::string_view>> files;
    for (const auto& file : embedded_files())
        if (file.path.starts_with("data/") && file.path.ends_with(".csv")) files[head_of(file.content, "table")].push_back(file.content);
    Registry registry;
    for (const auto& [id, contents] : files) registry.try_emplace(std::string(id), contents);
    return registry;
}

const Registry& registry()
{
    static const Registry all = load();
    return all;
}

} // namespace

const Table& table(std::string_view id)
{
    auto at = registry().find(id);
    if (at == registry().end()) throw std::out_of_range("no code table named " + std::string(id));
    return at->second;
}

std::vector<const Table*> tables()
{
    std::vector<const Table*> all;
    for (const auto& [id, one] : registry()) all.push_back(&one);
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
