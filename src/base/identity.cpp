#include "base/identity.h"

#include "base/messages.h"
#include "base/text.h"
#include "base/width.h"

#include <array>
#include <set>

namespace identity {

namespace {

constexpr std::string_view citizen_check = "10X98765432";
constexpr std::string_view credit_alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text)
{
    for (char c : text)
        if (!is_digit(c)) return false;
    return true;
}

// Full-width forms become ASCII; characters of `dropped` go (a blank there stands for every kind of blank).
std::string plain(std::string_view text, std::string_view dropped)
{
    std::string result;
    for (char c : half_width(trimmed(text))) {
        bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (dropped.find(blank ? ' ' : c) == std::string_view::npos) result += c;
    }
    return result;
}

std::string upper(std::string text)
{
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

bool is_province(std::string_view two)
{
    static const std::set<std::string_view> provinces{"11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34",
                                                      "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52",
                                                      "53", "54", "61", "62", "63", "64", "65", "71", "81", "82"};
    return provinces.contains(two);
}

char citizen_check_of(std::string_view seventeen)
{
    int sum = 0;
    for (int i = 0, weight = 7; i < 17; ++i) {
        sum += (seventeen[static_cast<std::size_t>(i)] - '0') * weight;
        weight = static_cast<int>((1u << (16 - i)) % 11); // 2^(17-i-1) for the next place
    }
    return citizen_check[static_cast<std::size_t>(sum % 11)];
}

int credit_value(char c)
{
    auto at = credit_alphabet.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

char credit_check_of(std::string_view seventeen)
{
    int sum = 0, weight = 1;
    for (char c : seventeen) {
        sum += credit_value(c) * weight;
        weight = weight * 3 % 31;
    }
    return credit_alphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

// GB 11714: the ninth character of an organisation code from its eight others.
char organisation_check_of(std::string_view eight)
{
    constexpr std::array<int, 8> weights{3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < 8; ++i) sum += (is_digit(eight[i]) ? eight[i] - '0' : eight[i] - 'A' + 10) * weights[i];
    int check = 11 - sum % 11;
    return check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
}

Error invalid(const Message& message, std::initializer_list<std::string> arguments = {})
{
    return refuse(ErrorKind::invalid, message, arguments);
}

} // namespace

Result<CitizenId> parse_citizen_id(std::string_view text)
{
    std::string number = upper(plain(text, " "));
    if (number.size() == 15 && all_digits(number)) return invalid(messages::citizen_id_old);
    if (number.size() != 18) return invalid(messages::citizen_id_length, {std::to_string(characters(number))});
    std::string_view body(number.data(), 17);
    if (!all_digits(body) || !(is_digit(number[17]) || number[17] == 'X')) return invalid(messages::citizen_id_character);
    auto area = body.substr(0, 2);
    if (!is_province(area) && area != "83" && !(area[0] == '9' && is_province(body.substr(1, 2))))
        return invalid(messages::citizen_id_area);
    auto birth = parse_day(number.substr(6, 4) + "-" + number.substr(10, 2) + "-" + number.substr(12, 2));
    if (!birth || birth->year() < 1800) return invalid(messages::citizen_id_birth);
    if (citizen_check_of(body) != number[17]) return invalid(messages::citizen_id_check);
    bool male = (number[16] - '0') % 2 == 1;
    return CitizenId{std::move(number), *birth, male};
}

Result<std::string> parse_credit_code(std::string_view text)
{
    std::string code = upper(plain(text, " -"));
    if (code.size() != 18) return invalid(messages::credit_code_length, {std::to_string(characters(code))});
    for (char c : code)
        if (credit_value(c) < 0) return invalid(messages::credit_code_character);
    if (!all_digits(std::string_view(code).substr(2, 6))) return invalid(messages::credit_code_area);
    if (credit_check_of(std::string_view(code).substr(0, 17)) != code[17]) return invalid(messages::credit_code_check);
    if (organisation_check_of(std::string_view(code).substr(8, 8)) != code[16]) return invalid(messages::credit_code_organisation);
    return code;
}

Result<std::string> parse_passport(std::string_view text)
{
    std::string number = upper(plain(text, " -"));
    auto known = [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); };
    if (number.size() < 5 || number.size() > 15 || !std::all_of(number.begin(), number.end(), known))
        return invalid(messages::passport_form);
    return number;
}

Result<std::string> parse_phone(std::string_view text)
{
    std::string number = plain(text, " -");
    for (std::string_view prefix : {"+86", "0086", "86"})
        if (number.starts_with(prefix) && number.size() == prefix.size() + 11) {
            number.erase(0, prefix.size());
            break;
        }
    bool good = number.size() == 11 && all_digits(number) && number[0] == '1' && number[1] >= '3';
    if (!good) return invalid(messages::phone_form);
    return number;
}

Result<std::string> parse_email(std::string_view text)
{
    std::string address = plain(text, "");
    auto at = address.find('@');
    auto reject = [] { return invalid(messages::email_form); };
    if (address.size() > 254 || at == std::string::npos || at == 0 || at > 64 || address.find('@', at + 1) != std::string::npos)
        return reject();
    auto letter = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    for (std::size_t i = 0; i < at; ++i) {
        char c = address[i];
        bool dot_in_place = c == '.' && i > 0 && i + 1 < at && address[i - 1] != '.';
        if (!letter(c) && !dot_in_place && std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) == std::string_view::npos) return reject();
    }
    std::string_view domain = std::string_view(address).substr(at + 1);
    if (domain.find('.') == std::string_view::npos) return reject();
    for (std::size_t from = 0; from <= domain.size();) {
        auto label = domain.substr(from, domain.find('.', from) - from);
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return reject();
        for (char c : label)
            if (!letter(c) && c != '-') return reject();
        from += label.size() + 1;
    }
    for (std::size_t i = at + 1; i < address.size(); ++i)
        if (address[i] >= 'A' && address[i] <= 'Z') address[i] = static_cast<char>(address[i] - 'A' + 'a');
    return address;
}

Result<std::string> parse_bank_card(std::string_view text)
{
    std::string number = plain(text, " -");
    if (number.size() < 16 || number.size() > 19 || !all_digits(number)) return invalid(messages::bank_card_length);
    int sum = 0;
    for (std::size_t i = 0; i < number.size(); ++i) {
        int digit = number[number.size() - 1 - i] - '0';
        if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    if (sum % 10 != 0) return invalid(messages::bank_card_check);
    return number;
}

std::string invent_citizen_id(std::string_view region, Day birth, int sequence)
{
    std::string date = to_text(birth), order = std::to_string(1000 + sequence).substr(1);
    std::string number = std::string(region) + date.substr(0, 4) + date.substr(5, 2) + date.substr(8, 2) + order;
    return number + citizen_check_of(number);
}

std::string invent_citizen_id(std::uint64_t seed)
{
    constexpr std::array<std::string_view, 12> regions{"150102", "150105", "150203", "150302", "150402", "150502",
                                                       "150602", "150702", "150802", "150902", "152201", "152502"};
    constexpr std::uint64_t days = 18262; // 1850-01-01 to 1899-12-31
    // 7919 shares no factor with `days`: neighbouring seeds are born far apart, and no day comes twice in a
    // run.
    Day birth = Day::of(1850, 1, 1) + static_cast<int>(seed % days * 7919 % days);
    std::uint64_t run = seed / days;
    int sequence = static_cast<int>((run + seed % days * 37) % 999) + 1;
    return invent_citizen_id(regions[seed % regions.size()], birth, sequence);
}

std::string invent_credit_code(std::string_view kind, std::string_view region, std::uint64_t seed)
{
    std::string body = "00A00000";
    for (std::size_t place = body.size(); place-- > 3; seed /= credit_alphabet.size())
        body[place] = credit_alphabet[seed % credit_alphabet.size()];
    std::string code = std::string(kind) + std::string(region) + body + organisation_check_of(body);
    return code + credit_check_of(code);
}

} // namespace identity
