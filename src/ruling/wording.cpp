#include "ruling/wording.h"

#include "auth/undertaking.h"
#include "base/text.h"
#include "consent/consent.h"
#include "notify/notify.h"
#include "ruling/messages.h"

#include <algorithm>

namespace ruling {

namespace {

constexpr std::string_view signed_anew = "自施行之日起，签过旧版的工作人员须在宽限期内签署新版；签过的旧版仍按旧版核对";
constexpr std::string_view answered_anew = "自施行之日起，专家看到的是新版，旧版的答复照旧有效并标明不是现行版";
constexpr std::string_view shown_anew = "自施行之日起，页面上是新的文字";

std::string braced(std::string_view name)
{
    return "{" + std::string(name) + "}";
}

std::string listed(std::span<const rulebook::Placeholder> placeholders)
{
    if (placeholders.empty()) return "这份文本没有占位";
    std::string text = "可以用的占位：";
    for (const auto& one : placeholders)
        text += (text.ends_with("：") ? "" : "、") + braced(one.name) + "（" + std::string(one.means) + "）";
    return text;
}

// A run of digits that can only be a mobile telephone or an identity number.
std::string personal_number(std::string_view body)
{
    auto digit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t at = 0; at < body.size();) {
        if (!digit(body[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < body.size() && digit(body[end])) ++end;
        if (end - at == 17 && end < body.size() && (body[end] == 'X' || body[end] == 'x')) ++end;
        std::string_view run = body.substr(at, end - at);
        if (run.size() == 18 || (run.size() == 11 && run[0] == '1' && run[1] >= '3')) return std::string(run);
        at = end;
    }
    return {};
}

Result<Done> judge_placeholders(const Text& text, const std::string& body)
{
    for (std::size_t at = 0; (at = body.find_first_of("{}", at)) != std::string::npos;) {
        auto end = body.find_first_of("{}", at + 1);
        if (body[at] == '}' || end == std::string::npos || body[end] == '{')
            return refuse_field("body", messages::text_brace, {listed(text.placeholders)});
        auto name = body.substr(at + 1, end - at - 1);
        if (std::none_of(text.placeholders.begin(), text.placeholders.end(), [&](const auto& one) { return one.name == name; }))
            return refuse_field("body", messages::text_unknown, {braced(name), listed(text.placeholders)});
        at = end + 1;
    }
    for (const auto& one : text.placeholders)
        if (body.find(braced(one.name)) == std::string::npos)
            return refuse_field("body", messages::text_missing, {braced(one.name), std::string(one.means)});
    return Done{};
}

std::vector<Text> all_texts()
{
    std::vector<Text> list{
        {std::string(auth::undertaking_text), "工作人员保密承诺书", Form::paper, "工作人员首次使用前和每年签署", signed_anew},
    };
    for (const auto& text : consent::texts())
        list.push_back({text.code, text.name, Form::paper, "专家在“我的同意”中阅读和答复", answered_anew});
    constexpr std::pair<std::string_view, std::string_view> guidance[] = {
        {"guidance.claim", "认领档案页，登录之前"},
        {"guidance.correct", "专家的“我的信息”页"},
        {"guidance.erase", "专家的“我的信息”页"},
    };
    for (const auto& [code, used] : guidance)
        list.push_back({std::string(code), rulebook::brought_editions(code).front().title, Form::guidance, used, shown_anew});
    for (const auto& known : notify::templates())
        list.push_back({known.text(), std::string(known.title), Form::sms, "发到手机的短信", "自施行之日起发出的短信用新的文字",
                        notify::placeholders});
    return list;
}

} // namespace

std::span<const Text> texts()
{
    static const std::vector<Text> list = all_texts();
    return list;
}

const Text* find_text(std::string_view code)
{
    auto all = texts();
    auto found = std::find_if(all.begin(), all.end(), [&](const Text& text) { return text.code == code; });
    return found == all.end() ? nullptr : &*found;
}

std::size_t most_characters(Form form)
{
    return form == Form::sms ? 300 : form == Form::guidance ? 1000 : 20'000;
}

Result<Done> judge_words(const Text& text, const std::string& body)
{
    if (characters(body) > most_characters(text.form))
        return refuse_field("body", messages::text_long, {std::to_string(characters(body)), std::to_string(most_characters(text.form))});
    if (text.form == Form::sms) {
        if (!body.starts_with("【") || body.find("】") == std::string::npos) return refuse_field("body", messages::text_signature);
        if (body.find_first_of("\r\n") != std::string::npos) return refuse_field("body", messages::text_lines);
    }
    if (auto number = personal_number(body); !number.empty()) return refuse_field("body", messages::text_personal, {masked(number, 3, 2)});
    return judge_placeholders(text, body);
}

std::string sample_of(const Text& text, std::string_view body)
{
    rulebook::Values values;
    for (const auto& one : text.placeholders) values.emplace_back(one.name, std::string(one.sample));
    return rulebook::filled(body, values);
}

} // namespace ruling
