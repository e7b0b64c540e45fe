#include "exporting/mark.h"

#include <array>

namespace exporting {

namespace {

constexpr int check_bits = 16, row_bits = 12, plain_bits = 36, word_bits = plain_bits + check_bits;
constexpr std::uint64_t plain_mask = (1ull << plain_bits) - 1;

// Digits and letters that cannot be taken for each other.
constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int letter_bits = 5, code_letters = 11; // of 55 bits the first three are 0
constexpr std::array<int, 2> hyphens_after{4, 8};

// Characters without width that LibreOffice and Excel keep: two bits each.
constexpr std::array<std::string_view, 4> signs{"\u200B", "\u200C", "\u200D", "\u2060"};
constexpr int sign_bits = 2, word_signs = word_bits / sign_bits;

std::uint64_t keyed(const crypto::Keyring& keys, std::string_view kind, std::uint64_t value)
{
    auto hash = keys.lookup_hash(kind, crypto::Secret(std::to_string(value)));
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = number << 8 | hash[i];
    return number;
}

// The check hides the rest, so that the words of one file have nothing in common.
std::uint64_t word_of(const crypto::Keyring& keys, const Mark& mark)
{
    std::uint64_t plain = static_cast<std::uint64_t>(mark.file) << row_bits | mark.row;
    std::uint64_t check = keyed(keys, "export_check", plain) & ((1u << check_bits) - 1);
    return (plain ^ (keyed(keys, "export_pad", check) & plain_mask)) << check_bits | check;
}

std::optional<Mark> mark_of(const crypto::Keyring& keys, std::uint64_t word)
{
    std::uint64_t check = word & ((1u << check_bits) - 1);
    std::uint64_t plain = (word >> check_bits) ^ (keyed(keys, "export_pad", check) & plain_mask);
    Mark mark{static_cast<std::uint32_t>(plain >> row_bits), static_cast<std::uint32_t>(plain & (most_rows - 1))};
    if (word_of(keys, mark) != word) return std::nullopt;
    return mark;
}

// As people retype it: either size of letter, O for 0, I and L for 1.
int value_of(char c)
{
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    auto at = letters.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::optional<std::uint64_t> code_at(std::string_view text)
{
    std::uint64_t word = 0;
    std::size_t at = 0;
    for (int i = 0; i < code_letters; ++i) {
        for (int after : hyphens_after)
            if (i == after && (at >= text.size() || text[at++] != '-')) return std::nullopt;
        int value = at < text.size() ? value_of(text[at++]) : -1;
        if (value < 0) return std::nullopt;
        word = word << letter_bits | static_cast<std::uint64_t>(value);
    }
    if (at < text.size() && value_of(text[at]) >= 0) return std::nullopt;
    return word >> word_bits ? std::nullopt : std::optional(word);
}

void find_codes(const crypto::Keyring& keys, std::string_view text, std::vector<Found>& found)
{
    for (auto hyphen = text.find('-'); hyphen != std::string_view::npos; hyphen = text.find('-', hyphen + 1)) {
        if (hyphen < 4) continue;
        auto word = code_at(text.substr(hyphen - 4));
        if (auto mark = word ? mark_of(keys, *word) : std::nullopt) found.push_back({*mark, false});
    }
}

void find_signs(const crypto::Keyring& keys, std::string_view text, std::vector<Found>& found)
{
    std::vector<std::uint64_t> run;
    auto end_run = [&] {
        for (std::size_t from = 0; from + word_signs <= run.size();) {
            std::uint64_t word = 0;
            for (std::size_t i = 0; i < word_signs; ++i) word = word << sign_bits | run[from + i];
            auto mark = mark_of(keys, word);
            if (mark) found.push_back({*mark, true});
            from += mark ? word_signs : 1;
        }
        run.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t sign = 0;
        while (sign < signs.size() && !text.substr(at).starts_with(signs[sign])) ++sign;
        if (sign < signs.size()) {
            run.push_back(sign);
            at += signs[sign].size();
        } else {
            end_run();
            ++at;
        }
    }
    end_run();
}

} // namespace

std::string code_of(const crypto::Keyring& keys, const Mark& mark)
{
    std::uint64_t word = word_of(keys, mark);
    std::string code;
    for (int i = 0; i < code_letters; ++i) {
        for (int after : hyphens_after)
            if (i == after) code += '-';
        code += letters[word >> (letter_bits * (code_letters - 1 - i)) & 31];
    }
    return code;
}

std::string with_mark(const crypto::Keyring& keys, const Mark& mark, const std::string& text)
{
    if (text.empty()) return text;
    std::size_t first = 1;
    while (first < text.size() && (static_cast<unsigned char>(text[first]) & 0xC0) == 0x80) ++first;
    std::uint64_t word = word_of(keys, mark);
    std::string run;
    for (int i = word_signs - 1; i >= 0; --i) run += signs[word >> (sign_bits * i) & 3];
    return text.substr(0, first) + run + text.substr(first);
}

std::vector<Found> marks_in(const crypto::Keyring& keys, std::string_view text)
{
    std::vector<Found> found;
    find_codes(keys, text, found);
    find_signs(keys, text, found);
    return found;
}

} // namespace exporting
