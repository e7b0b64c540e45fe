#include "exporting/columns.h"

#include "catalog/catalog.h"

#include <algorithm>

namespace exporting {

namespace {

std::string name_in(const catalog::Table& table, const std::string& code)
{
    const auto* entry = table.find(code);
    return entry ? entry->name : code;
}

std::string names_in(const catalog::Table& table, const std::vector<std::string>& codes)
{
    std::string text;
    for (const auto& code : codes) text += (text.empty() ? "" : "、") + name_in(table, code);
    return text;
}

std::string plain(const std::optional<crypto::Secret>& secret)
{
    return secret ? secret->reveal() : "";
}

std::string day(const std::optional<Day>& day)
{
    return day ? to_text(*day) : "";
}

std::string status_name(const std::string& status)
{
    constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"active", "在库"}, {"frozen", "冻结"}, {"suspended", "暂停"}, {"revoked", "撤销"}, {"exited", "退出"}};
    for (auto [code, name] : names)
        if (status == code) return std::string(name);
    return status;
}

std::string categories(const Person& p)
{
    std::vector<std::string> codes;
    for (const auto& category : p.record.facts.categories) codes.push_back(category.category);
    return names_in(catalog::expert_categories(), codes);
}

std::string mask_day(const std::string& text)
{
    return text.empty() ? text : text.substr(0, 4) + "-**-**";
}

const Column list[] = {
    {"number", "编号", false, false, 20, [](const Person& p) { return p.record.number; }},
    {"name", "姓名", false, false, 14, [](const Person& p) { return p.record.facts.name; }},
    {"sex", "性别", false, false, 6, [](const Person& p) { return name_in(catalog::sexes(), p.record.facts.sex); }},
    {"unit", "单位", false, true, 26, [](const Person& p) { return p.unit; }},
    {"sub_unit", "二级单位", false, true, 20, [](const Person& p) { return p.sub_unit; }},
    {"title", "职称", false, true, 14, [](const Person& p) { return name_in(catalog::titles(), p.record.facts.title); }},
    {"categories", "类别", false, true, 18, categories},
    {"disciplines", "学科", false, true, 26, [](const Person& p) { return names_in(catalog::disciplines(), p.record.facts.disciplines); }},
    {"industries", "行业", false, true, 26, [](const Person& p) { return names_in(catalog::industries(), p.record.facts.industries); }},
    {"region", "地区", false, true, 16, [](const Person& p) { return name_in(catalog::regions(), p.record.facts.region); }},
    {"status", "状态", false, true, 8, [](const Person& p) { return status_name(p.standing.status); }},
    {"entered_on", "入库日期", false, false, 12, [](const Person& p) { return to_text(p.standing.entered_on); }},
    {"confirmed_on", "上次确认", false, false, 12, [](const Person& p) { return day(p.standing.confirmed_on); }},
    {"birth_day", "出生日期", true, false, 12, [](const Person& p) { return day(p.record.facts.birth_day); }, mask_day},
    {"citizen_id", "身份证号", true, false, 30, [](const Person& p) { return plain(p.record.facts.citizen_id); }, expert::mask_citizen_id},
    {"passport", "护照等证件号", true, false, 16, [](const Person& p) { return plain(p.record.facts.passport); }, expert::mask_passport},
    {"phone", "手机", true, false, 20, [](const Person& p) { return plain(p.record.facts.phone); }, expert::mask_phone},
    {"email", "邮箱", true, false, 26, [](const Person& p) { return plain(p.record.facts.email); }, expert::mask_email},
    {"bank_account", "银行账号", true, false, 30, [](const Person& p) { return plain(p.record.facts.bank_account); },
     expert::mask_bank_account},
};

std::int64_t main_unit(const expert::NewExpert& facts)
{
    for (const auto& post : facts.posts)
        if (post.kind == "main" || post.kind == "retired") return post.unit_id;
    return 0;
}

} // namespace

std::span<const Column> columns()
{
    return list;
}

const Column* find_column(std::string_view code)
{
    const auto* found = std::find_if(std::begin(list), std::end(list), [&](const Column& column) { return column.code == code; });
    return found == std::end(list) ? nullptr : found;
}

std::vector<Person> people_of(db::Connection& connection, const crypto::Keyring& keys, const std::vector<std::string>& public_ids)
{
    constexpr std::string_view between = " / ";
    const auth::Filter all{auth::Scope::all, 0, std::nullopt, std::nullopt};
    std::vector<Person> people;
    std::vector<std::int64_t> units;
    for (std::uint32_t place = 0; place < public_ids.size(); ++place) {
        auto record = expert::load_record(connection, keys, all, public_ids[place]);
        if (!record) continue;
        auto standing = expert::standing_of(connection, record->id);
        if (standing.status == expert::merged_status || standing.status == "erased") continue;
        units.push_back(main_unit(record->facts));
        people.push_back({place, std::move(*record), std::move(standing), "", ""});
    }
    auto nodes = units::by_id(connection, units);
    for (std::size_t i = 0; i < people.size(); ++i) {
        auto node = nodes.find(units[i]);
        if (node == nodes.end()) continue;
        const std::string& path = node->second.path;
        auto end = path.find(between);
        people[i].unit = path.substr(0, end);
        if (end != std::string::npos) people[i].sub_unit = path.substr(end + between.size());
    }
    return people;
}

} // namespace exporting
