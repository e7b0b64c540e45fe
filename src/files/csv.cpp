#include "files/csv.h"

#include "files/encoding.h"
#include "files/messages.h"

namespace files {

namespace {

// What stands between the fields: the sign found most often outside quotes in the first lines, the comma when none is. Excel writes
// semicolons where the comma is the decimal point and tabs into its Unicode text, and may say so in a first line "sep=;".
char separator_of(std::string_view text)
{
    constexpr std::size_t sample = 8192;
    std::size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (char c : text.substr(0, sample)) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        commas += c == ',';
        semicolons += c == ';';
        tabs += c == '\t';
    }
    if (tabs > commas && tabs > semicolons) return '\t';
    return semicolons > commas ? ';' : ',';
}

// ="0123" is how text that looks like a number is kept from becoming one: what is meant is the text.
Cell cell_of(std::string field)
{
    if (!field.starts_with('=')) return {std::move(field), CellKind::text};
    bool literal = field.size() >= 3 && field[1] == '"' && field.find('"', 2) == field.size() - 1;
    if (literal) return {field.substr(2, field.size() - 3), CellKind::text};
    return {std::move(field), CellKind::formula};
}

} // namespace

void read_csv(std::string_view bytes, Gatherer& gatherer)
{
    std::size_t fault_at = 0;
    bool wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    if (!wide && bytes.find('\0') != std::string_view::npos) give_up(messages::unknown_type);
    auto decoded = decode(bytes, &fault_at);
    if (!decoded) give_up(messages::not_text, {std::to_string(fault_at + 1)});
    const std::string& text = *decoded;
    if (text.find('\0') != std::string::npos) give_up(messages::unknown_type);

    std::int64_t row = 1, column = 0;
    std::size_t at = 0;
    char separator = separator_of(text);
    if (text.starts_with("sep=") && text.size() > 5 && (text[5] == '\r' || text[5] == '\n')) {
        separator = text[4];
        at = text.find('\n', 5) == std::string::npos ? text.size() : text.find('\n', 5) + 1;
        ++row;
    }
    const std::string ends{separator, '\r', '\n'}, stops = ends + '"';
    auto broken_quotes = [&] { give_up(messages::quotes, {"“" + gatherer.sheet_name() + "”", std::to_string(row)}); };
    while (at < text.size()) {
        std::string field;
        if (text[at] == '"') {
            for (++at;; ++at) {
                if (at == text.size()) broken_quotes();
                if (text[at] != '"')
                    field += text[at];
                else if (at + 1 < text.size() && text[at + 1] == '"')
                    field += text[++at];
                else
                    break;
            }
            ++at;
            if (at < text.size() && ends.find(text[at]) == std::string::npos) broken_quotes();
        } else {
            auto end = std::min(text.find_first_of(stops, at), text.size());
            // A quotation mark within a field that does not begin with one stands for itself.
            while (end < text.size() && text[end] == '"') end = std::min(text.find_first_of(stops, end + 1), text.size());
            field = text.substr(at, end - at);
            at = end;
        }
        gatherer.add(row, column++, cell_of(std::move(field)));
        if (at == text.size()) break;
        if (text[at] == separator) {
            ++at;
            continue;
        }
        at += text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
        ++row;
        column = 0;
    }
}

} // namespace files
