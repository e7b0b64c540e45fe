#include "registry/credit_code.h"

#include "base/identity.h"
#include "base/messages.h"
#include "base/width.h"
#include "registry/messages.h"

#include <vector>

namespace registry {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t length = 18, organisation_check = 16, check = 17; // places, from 0

struct Correction {
    std::size_t place;
    char right;
};

// Every code that differs in one character and is right.
std::vector<Correction> corrections_of(const std::string& code)
{
    std::vector<Correction> found;
    for (std::size_t place = 0; place < code.size(); ++place)
        for (char right : alphabet) {
            std::string tried = code;
            tried[place] = right;
            if (right != code[place] && identity::parse_credit_code(tried)) found.push_back({place, right});
        }
    return found;
}

// As identity::parse_credit_code takes it.
std::string plain(const std::string& typed)
{
    std::string code;
    for (char c : half_width(typed)) {
        if (c == ' ' || c == '-' || c == '\t') continue;
        code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return code;
}

} // namespace

Result<std::string> read_credit_code(const std::string& typed)
{
    auto parsed = identity::parse_credit_code(typed);
    if (parsed) return parsed;
    const Error& fault = parsed.error();
    bool checks = fault.code == ::messages::credit_code_check.code || fault.code == ::messages::credit_code_organisation.code;
    std::string code = plain(typed);
    if (!checks || code.size() != length) return parsed;
    auto found = corrections_of(code);
    for (const auto& [place, message] : {std::pair{check, &messages::code_check}, {organisation_check, &messages::code_organisation_check}})
        for (const auto& one : found)
            if (one.place == place) return refuse(ErrorKind::invalid, *message, {std::string(1, one.right), std::string(1, code[place])});
    if (found.size() != 1) return parsed;
    const auto& only = found.front();
    return refuse(ErrorKind::invalid, messages::code_one,
                  {std::to_string(only.place + 1), std::string(1, code[only.place]), std::string(1, only.right)});
}

std::string organisation_code(const std::string& code)
{
    return code.substr(8, 8) + "-" + code.substr(16, 1);
}

} // namespace registry
