#include "base/time.h"
#include "files/xlsx.h"
#include "files/xml.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <map>

namespace files {

namespace {

std::optional<double> number_of(const std::string& raw)
{
    double value = 0;
    auto [end, fault] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
    if (fault != std::errc() || end != raw.data() + raw.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

// The built-in formats of ECMA-376 18.8.30 that show a day, those of the Chinese editions among them.
bool built_in_day(int id)
{
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58;
}

} // namespace

Form form_of(std::string_view code)
{
    bool day = false, plain = true;
    std::size_t zeros = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        char c = code[i];
        if (c == ';') break; // the form of positive numbers decides
        if (c == '\\' || c == '_' || c == '*') {
            ++i;
            plain = false;
        } else if (c == '"' || c == '[') {
            auto end = code.find(c == '"' ? '"' : ']', i + 1);
            if (end == std::string_view::npos) return {};
            i = end;
            plain = false;
        } else if (c == '%') {
            return {Form::Kind::percent};
        } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
            day = true;
        } else if (c == '0') {
            ++zeros;
        } else if (c == '#' || c == '?' || c == '.') {
            plain = false;
        }
    }
    constexpr std::size_t most = 15;
    if (zeros > 0) return {Form::Kind::number, plain && zeros <= most ? zeros : 0};
    return {day ? Form::Kind::day : Form::Kind::number};
}

Styles::Styles(std::string_view document)
{
    std::map<int, std::string> codes;
    bool cell_formats = false;
    Xml xml(document);
    auto integer = [&](std::string_view name) {
        auto text = xml.attribute(name);
        int value = -1;
        if (text) std::from_chars(text->data(), text->data() + text->size(), value);
        return value;
    };
    for (auto piece = xml.next(); piece != Xml::Piece::done; piece = xml.next()) {
        if (xml.name() == "cellXfs" && piece != Xml::Piece::text) cell_formats = piece == Xml::Piece::start;
        if (piece != Xml::Piece::start) continue;
        if (xml.name() == "numFmt") codes[integer("numFmtId")] = xml.attribute("formatCode").value_or("");
        if (xml.name() == "xf" && cell_formats) {
            int id = integer("numFmtId");
            auto code = codes.find(id);
            constexpr int percent = 9, percent_of_two_places = 10;
            forms_.push_back(code != codes.end()                            ? form_of(code->second)
                             : built_in_day(id)                             ? Form{Form::Kind::day}
                             : id == percent || id == percent_of_two_places ? Form{Form::Kind::percent}
                                                                            : Form{});
        }
    }
}

Cell number_cell(const std::string& raw, const Form& form)
{
    auto value = number_of(raw);
    if (!value) return {raw, CellKind::fault};
    bool percent = form.kind == Form::Kind::percent;
    if (percent) *value *= 100;
    constexpr double exact = 1e15, longest = 1e21;
    char text[40];
    std::snprintf(text, sizeof text, std::fabs(*value) < longest && *value == std::floor(*value) ? "%.0f" : "%.15g", *value);
    std::string shown = text;
    if (shown == "-0") shown = "0";
    if (shown.find_first_not_of("0123456789") == std::string::npos && shown.size() < form.digits)
        shown.insert(0, form.digits - shown.size(), '0');
    if (percent) shown += '%';
    return {shown, std::fabs(*value) < exact ? CellKind::text : CellKind::inexact};
}

Cell day_cell(const std::string& raw, bool since_1904)
{
    auto value = number_of(raw);
    constexpr double last = 2'958'466; // 10000-01-01
    if (!value || *value < 0 || *value >= last) return number_cell(raw);
    auto seconds = static_cast<std::int64_t>(std::llround(*value * 86'400));
    int serial = static_cast<int>(seconds / 86'400);
    // Day 60 of the 1900 system is a 29 February that never was.
    Day day = since_1904 ? Day::of(1904, 1, 1) + serial : Day::of(1899, 12, 30) + (serial < 60 ? serial + 1 : serial);
    std::string text = to_text(day);
    if (auto rest = static_cast<int>(seconds % 86'400); rest != 0) {
        char time[16];
        std::snprintf(time, sizeof time, " %02d:%02d:%02d", rest / 3600, rest / 60 % 60, rest % 60);
        text += time;
    }
    return {text, CellKind::text};
}

} // namespace files
