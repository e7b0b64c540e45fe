#include "account/password.h"

#include "account/messages.h"
#include "account/rules.h"
#include "base/text.h"

#include <pwquality.h>

#include <algorithm>
#include <memory>
#include <mutex>

namespace account {

namespace {

constexpr std::size_t shortest_of_kinds = 10, shortest = 12;
constexpr int kinds_needed = 3;

// Capital and small letters, digits, and everything else.
int kinds_in(std::string_view text)
{
    bool capital = false, small = false, digit = false, other = false;
    for (char c : text) (c >= 'A' && c <= 'Z' ? capital : c >= 'a' && c <= 'z' ? small : c >= '0' && c <= '9' ? digit : other) = true;
    return capital + small + digit + other;
}

std::string lowered(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

bool is_common(const std::string& password)
{
    static std::mutex one_at_a_time; // the dictionary's reader keeps a state of its own
    std::lock_guard lock(one_at_a_time);
    std::unique_ptr<pwquality_settings_t, void (*)(pwquality_settings_t*)> settings(pwquality_default_settings(), pwquality_free_settings);
    constexpr std::pair<int, int> values[] = {{PWQ_SETTING_DIFF_OK, 0},
                                              {PWQ_SETTING_MIN_LENGTH, 6},
                                              {PWQ_SETTING_DICT_CHECK, 1},
                                              {PWQ_SETTING_MAX_REPEAT, 4},
                                              {PWQ_SETTING_MAX_SEQUENCE, 5}};
    for (auto [setting, value] : values) pwquality_set_int_value(settings.get(), setting, value);
    return pwquality_check(settings.get(), password.c_str(), nullptr, nullptr, nullptr) < 0;
}

} // namespace

std::optional<Error> fault_of_password(const crypto::Secret& password, const std::string& login, const std::string& display_name,
                                       bool of_kinds)
{
    const std::string& text = password.reveal();
    std::size_t least = of_kinds ? shortest_of_kinds : shortest;
    if (characters(text) < least) return refuse_field("password", messages::password_short, {std::to_string(least)});
    if (of_kinds && kinds_in(text) < kinds_needed) return refuse_field("password", messages::password_kinds);
    for (const auto& name : {login, display_name})
        if (characters(name) > 1 && lowered(text).find(lowered(name)) != std::string::npos)
            return refuse_field("password", messages::password_name);
    if (is_common(text)) return refuse_field("password", messages::password_common);
    return std::nullopt;
}

bool by_kinds(const RuleBook& book, Day day)
{
    return book.value(dated_rules, "12.password", day) == 1;
}

} // namespace account
