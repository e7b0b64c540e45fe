#pragma once

#include "base/fields.h"
#include "base/result.h"
#include "base/time.h"

#include <cstdint>
#include <string>
#include <string_view>

// Numbers that identify persons, units, telephones and accounts. Every reader takes what people type (blanks
// at the ends, full-width digits, spaces or hyphens between groups) and gives the one form that is stored, or
// an Error that says what to change. No Error repeats the number.
namespace identity {

// A citizen identity number by GB 11643: 18 characters, check character after ISO 7064 MOD 11-2.
struct CitizenId {
    std::string number; // X in upper case
    Day birth;
    bool male; // the 17th digit is odd
};

// Area: only the first two digits are judged. They must be those of a province, or 83 (residence permit for
// people from Taiwan), or 9 and a province (permanent residence card for foreigners, form of 2023). County
// codes are retired all the time while the number stays for life, so an unknown county is accepted. The date
// must exist, from 1800 on. The 15-digit form is refused: its century is not written, and it has been void
// since 2013.
Result<CitizenId> parse_citizen_id(std::string_view text);

// The number of a passport or a permit of someone without such a number: 5 to 15 letters and digits, letters become upper case.
Result<std::string> parse_passport(std::string_view text);

// A unified social credit code by GB 32100: 18 characters of a 31-letter alphabet (no I, O, S, V, Z), with
// the check digit of the organisation code (GB 11714) inside. Letters become upper case.
Result<std::string> parse_credit_code(std::string_view text);

// A mobile number of the mainland: 11 digits, 13 to 19 first; a leading +86, 0086 or 86 is dropped.
Result<std::string> parse_phone(std::string_view text);

// An e-mail address of ASCII characters; the domain becomes lower case. At most 254 characters.
Result<std::string> parse_email(std::string_view text);

// A bank card number: 16 to 19 digits with a valid last one (Luhn).
Result<std::string> parse_bank_card(std::string_view text);

// The readers as field rules: `.check = identity::check(identity::parse_phone)`. The field keeps what was
// typed; whoever stores it reads it again for the stored form.
template <class T>
fields::TextCheck check(Result<T> (*parse)(std::string_view))
{
    return [parse](const std::string& path, std::string_view, std::string_view value) -> std::optional<Error> {
        auto parsed = parse(value);
        if (parsed) return std::nullopt;
        Error error = parsed.error();
        error.fields = {{path, error.code, error.message}};
        return error;
    };
}

// Invented numbers for demonstration and tests: valid, and of nobody alive.
// Born 1850 to 1899 in Inner Mongolia; distinct seeds up to 18 million give distinct numbers.
std::string invent_citizen_id(std::uint64_t seed);
// `region`: six digits; `sequence`: 1 to 999, odd for men.
std::string invent_citizen_id(std::string_view region, Day birth, int sequence);
// `kind`: the first two characters ("12" institution, "91" enterprise, "52" association, "11" government
// office). Distinct seeds up to 28 million give distinct codes.
std::string invent_credit_code(std::string_view kind, std::string_view region, std::uint64_t seed);

} // namespace identity
