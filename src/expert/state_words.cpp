#include "base/percent.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "expert/expert.h"

// How the fields of a record are told to people.
namespace expert {

namespace {

// "主要任职，教授": what is empty is left out.
std::string joined(std::initializer_list<std::string> parts)
{
    std::string text;
    for (const auto& part : parts)
        if (!part.empty()) text += (text.empty() ? "" : "，") + part;
    return text;
}

std::string name_in(const catalog::Table& table, const std::string& code)
{
    const auto* entry = table.find(code);
    return entry ? entry->name : code;
}

std::string path_in(const catalog::Table& table, const std::string& code)
{
    const auto* entry = table.find(code);
    return entry ? table.path(*entry) : code;
}

std::string code_and_name(const catalog::Table& table, const std::string& code)
{
    const auto* entry = table.find(code);
    return entry ? code + " " + entry->name + (entry->retired ? "（已停用）" : "") : code;
}

std::string span_words(const std::string& from, const std::string& to)
{
    if (from.empty()) return to.empty() ? "" : "至 " + to;
    return to.empty() ? from + " 起" : from + " 至 " + to;
}

std::string verified_words(const std::string& on, const std::string& by)
{
    return on.empty() ? "未核验" : on + " 由" + by + "核验";
}

std::string unit_words(std::int64_t id, const UnitPaths& units)
{
    auto found = units.find(id);
    return found == units.end() ? "已撤出的单位" : found->second;
}

std::string post_words(const std::string& unit, const std::string& kind, const std::string& duty, const std::string& from,
                       const std::string& to)
{
    return joined({unit, name_in(catalog::post_kinds(), kind), duty, span_words(from, to)});
}

std::string category_words(const std::string& category, const std::string& qualification)
{
    return joined({name_in(catalog::expert_categories(), category), qualification.empty() ? "" : "依据：" + qualification});
}

std::string relation_words(const json::Object& r)
{
    return joined({name_in(catalog::relation_kinds(), r.at("kind").text()), r.at("other_name").text(), r.at("other_unit").text(),
                   r.at("other_hash").text().empty() ? "未登记身份证号" : "已登记身份证号"});
}

std::string interest_words(const json::Object& i, const UnitPaths& units)
{
    const auto* share = i.find("share");
    return joined({unit_words(i.at("unit").integer(), units), name_in(catalog::interest_kinds(), i.at("kind").text()),
                   share ? "持股 " + percent(share->integer()) : "", span_words(i.at("from").text(), i.at("to").text())});
}

std::string achievement_words(const json::Object& a)
{
    return joined({name_in(catalog::achievement_kinds(), a.at("kind").text()), a.at("name").text(), a.at("detail").text(),
                   a.at("role").text(), a.at("from").text() + (a.at("to").text().empty() ? "" : " 至 " + a.at("to").text())});
}

template <class Words>
std::string lines(const json::Value& rows, Words words)
{
    std::string text;
    for (const auto& row : rows.array()) text += (text.empty() ? "" : "\n") + words(row);
    return text;
}

// The first one is the main one.
std::string code_lines(const json::Value& codes, const catalog::Table& table)
{
    std::string text;
    for (const auto& code : codes.array())
        text += (text.empty() ? "" : "\n") + code_and_name(table, code.text()) + (text.empty() ? "（主）" : "");
    return text;
}

} // namespace

std::string mask_citizen_id(const std::string& number)
{
    return number.empty() ? "" : masked(number, 3, 2);
}

std::string mask_passport(const std::string& number)
{
    return number.empty() ? "" : masked(number, 1, 2);
}

std::string mask_phone(const std::string& number)
{
    return number.empty() ? "" : masked(number, 3, 4);
}

std::string mask_email(const std::string& address)
{
    return address.empty() ? "" : masked(address, 2, 4);
}

std::string mask_bank_account(const std::string& number)
{
    return number.empty() ? "" : masked(number, 0, 4);
}

std::string words_of(const Post& p, const UnitPaths& units)
{
    return post_words(unit_words(p.unit_id, units), p.kind, p.duty, p.from ? to_text(*p.from) : "", p.to ? to_text(*p.to) : "");
}

std::string words_of(const Category& c)
{
    return category_words(c.category, c.qualification);
}

std::string RecordState::text(std::string_view field, const UnitPaths& units) const
{
    const json::Value& value = fields_.at(field);
    if (field == "categories")
        return lines(value, [](const json::Value& row) {
            const auto& c = row.object();
            return joined({category_words(c.at("category").text(), c.at("qualification").text()),
                           verified_words(c.at("verified_on").text(), c.at("verified_by").text())});
        });
    if (field == "posts")
        return lines(value, [&](const json::Value& row) {
            const auto& p = row.object();
            return joined({post_words(unit_words(p.at("unit").integer(), units), p.at("kind").text(), p.at("duty").text(),
                                      p.at("from").text(), p.at("to").text()),
                           verified_words(p.at("verified_on").text(), p.at("verified_by").text())});
        });
    if (field == "relations") return lines(value, [](const json::Value& row) { return relation_words(row.object()); });
    if (field == "interests") return lines(value, [&](const json::Value& row) { return interest_words(row.object(), units); });
    if (field == "absences")
        return lines(value,
                     [](const json::Value& row) { return span_words(row.object().at("from").text(), row.object().at("to").text()); });
    if (field == "achievements") return lines(value, [](const json::Value& row) { return achievement_words(row.object()); });
    if (field == "willingness")
        return lines(value, [](const json::Value& code) { return name_in(catalog::activity_kinds(), code.text()); });
    if (field == "languages") return lines(value, [](const json::Value& code) { return name_in(catalog::languages(), code.text()); });
    if (field == "disciplines") return code_lines(value, catalog::disciplines());
    if (field == "industries") return code_lines(value, catalog::industries());
    const std::string& text = value.text();
    if (field == "sex") return name_in(catalog::sexes(), text);
    if (field == "ethnic") return name_in(catalog::ethnic_groups(), text);
    if (field == "title") return name_in(catalog::titles(), text);
    if (field == "degree") return name_in(catalog::degrees(), text);
    if (field == "region") return path_in(catalog::regions(), text);
    if (field == "citizen_id") return mask_citizen_id(text);
    if (field == "passport") return mask_passport(text);
    if (field == "phone") return mask_phone(text);
    if (field == "email") return mask_email(text);
    if (field == "bank_account") return mask_bank_account(text);
    return text;
}

} // namespace expert
