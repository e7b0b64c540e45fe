#include "files/csv.h"

#include "files/encoding.h"
#include "files/messages.h"

namespace files {

void read_csv(std::string_view bytes, Gatherer& gatherer)
{
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) give_up(messages::utf16);
    if (bytes.find('\0') != std::string_view::npos) give_up(messages::unknown_type);
    std::size_t fault_at = 0;
    auto decoded = decode(bytes, &fault_at);
    if (!decoded) give_up(messages::not_text, {std::to_string(fault_at + 1)});
    const std::string& text = *decoded;

    std::int64_t row = 1, column = 0;
    std::size_t at = 0;
    auto end_field = [&](std::string field) {
        CellKind kind = field.starts_with('=') ? CellKind::formula : CellKind::text;
        gatherer.add(row, column++, {std::move(field), kind});
    };
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
            if (at < text.size() && text[at] != ',' && text[at] != '\r' && text[at] != '\n') broken_quotes();
        } else {
            auto end = std::min(text.find_first_of(",\r\n\"", at), text.size());
            // A quotation mark within a field that does not begin with one stands for itself.
            while (end < text.size() && text[end] == '"') end = std::min(text.find_first_of(",\r\n\"", end + 1), text.size());
            field = text.substr(at, end - at);
            at = end;
        }
        end_field(std::move(field));
        if (at == text.size()) break;
        if (text[at] == ',') {
            ++at;
            continue;
        }
        at += text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
        ++row;
        column = 0;
    }
}

} // namespace files
