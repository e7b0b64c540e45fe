#include "files/xlsx.h"

#include "base/text.h"
#include "base/time.h"
#include "files/messages.h"
#include "files/xml.h"

#include <charconv>
#include <map>

namespace files {

namespace {

constexpr std::int64_t last_row = 1'048'576;
constexpr std::size_t most_merged = 200'000;

std::int64_t integer_of(std::string_view text)
{
    std::int64_t value = -1;
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc() && end == text.data() + text.size() ? value : -1;
}

// Excel writes characters that XML cannot hold as _xHHHH_.
std::string unescaped(std::string text)
{
    for (auto at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
        std::uint32_t code = 0;
        if (at + 7 > text.size() || text[at + 6] != '_') continue;
        auto [end, fault] = std::from_chars(text.data() + at + 2, text.data() + at + 6, code, 16);
        if (fault != std::errc() || end != text.data() + at + 6 || code >= 0x80 || code == 0) continue;
        text.replace(at, 7, 1, static_cast<char>(code));
    }
    return text;
}

// "BC12" → column 54; -1 when it is no such place.
std::int64_t column_of(std::string_view place)
{
    std::int64_t column = 0;
    std::size_t letters = 0;
    while (letters < place.size() && letters < 4 && place[letters] >= 'A' && place[letters] <= 'Z')
        column = column * 26 + (place[letters++] - 'A' + 1);
    return letters == 0 || integer_of(place.substr(letters)) < 1 ? -1 : column - 1;
}

// "A2:B5".
Gatherer::Range range_of(std::string_view text)
{
    auto colon = text.find(':');
    if (colon == std::string_view::npos) throw XmlFault{};
    auto row_of = [](std::string_view place) {
        return integer_of(place.substr(std::min(place.find_first_of("0123456789"), place.size())));
    };
    auto from = text.substr(0, colon), to = text.substr(colon + 1);
    Gatherer::Range range{row_of(from), row_of(to), column_of(from), column_of(to)};
    bool sound = range.first_row >= 1 && range.last_row >= range.first_row && range.last_row <= last_row && range.first_column >= 0 &&
                 range.last_column >= range.first_column;
    if (!sound) throw XmlFault{};
    return range;
}

class Reader {
public:
    Reader(Archive& archive, Gatherer& gatherer) : archive_(archive), gatherer_(gatherer) {}

    void read()
    {
        std::string book = target_of("", "officeDocument").value_or("xl/workbook.xml");
        auto sheets = sheets_of(book);
        if (sheets.empty()) give_up(messages::no_sheet);
        if (auto name = target_of(book, "styles")) with(*name, [&](std::string_view document) { styles_ = Styles(document); });
        if (auto name = target_of(book, "sharedStrings")) with(*name, [&](std::string_view document) { read_shared(document); });
        for (const auto& [name, part] : sheets) {
            gatherer_.begin_sheet(name);
            std::vector<Gatherer::Range> merged;
            with(part, [&](std::string_view document) { merged = read_sheet(document); });
            gatherer_.end_sheet(merged);
        }
    }

private:
    struct Named {
        std::string name, part;
    };
    struct Relation {
        std::string type, target;
    };

    Archive& archive_;
    Gatherer& gatherer_;
    Styles styles_;
    std::vector<std::string> shared_;
    bool since_1904_ = false;

    // Unpacks a part and hands it on; faults name it.
    template <class Work>
    void with(const std::string& name, Work work)
    {
        const auto* part = archive_.find(name);
        if (!part) give_up(messages::broken_part, {name});
        std::string document = archive_.unpack(*part);
        try {
            work(document);
        } catch (const XmlFault& fault) {
            give_up(fault.declaration ? messages::declaration : messages::broken_part, {name});
        }
    }

    // The relations of a part ("" for the whole package) by their id, targets as names of parts.
    std::map<std::string, Relation> relations_of(const std::string& part)
    {
        auto slash = part.rfind('/');
        std::string folder = slash == std::string::npos ? "" : part.substr(0, slash + 1);
        std::string name = folder + "_rels/" + part.substr(folder.size()) + ".rels";
        std::map<std::string, Relation> found;
        if (!archive_.find(name)) return found;
        with(name, [&](std::string_view document) {
            Xml xml(document);
            for (auto piece = xml.next(); piece != Xml::Piece::done; piece = xml.next()) {
                if (piece != Xml::Piece::start || xml.name() != "Relationship") continue;
                if (xml.attribute("TargetMode") == "External") continue;
                std::string target = xml.attribute("Target").value_or("");
                target = target.starts_with('/') ? target.substr(1) : folder + target;
                found[xml.attribute("Id").value_or("")] = {xml.attribute("Type").value_or(""), target};
            }
        });
        return found;
    }

    std::optional<std::string> target_of(const std::string& part, const std::string& kind)
    {
        for (const auto& [id, relation] : relations_of(part))
            if (relation.type.ends_with("/" + kind)) return relation.target;
        return std::nullopt;
    }

    std::vector<Named> sheets_of(const std::string& book)
    {
        auto relations = relations_of(book);
        std::vector<Named> sheets;
        with(book, [&](std::string_view document) {
            Xml xml(document);
            for (auto piece = xml.next(); piece != Xml::Piece::done; piece = xml.next()) {
                if (piece != Xml::Piece::start) continue;
                if (xml.name() == "workbookPr") {
                    auto system = xml.attribute("date1904").value_or("0");
                    since_1904_ = system == "1" || system == "true";
                    if (since_1904_) gatherer_.since_1904();
                }
                if (xml.name() != "sheet") continue;
                auto relation = relations.find(xml.attribute("id").value_or(""));
                // Sheets of charts and dialogs hold no rows.
                if (relation != relations.end() && relation->second.type.ends_with("/worksheet"))
                    sheets.push_back({xml.attribute("name").value_or(""), relation->second.target});
            }
        });
        return sheets;
    }

    // The text of the element that just started: its <t> parts, rich runs joined, phonetic guides left out.
    static std::string text_of(Xml& xml)
    {
        std::string text;
        int depth = 1, guide = 0;
        bool in_text = false;
        while (depth > 0) {
            auto piece = xml.next();
            if (piece == Xml::Piece::text) {
                if (in_text && !guide) text += xml.text();
                continue;
            }
            int step = piece == Xml::Piece::start ? 1 : -1;
            depth += step;
            if (xml.name() == "rPh") guide += step;
            if (xml.name() == "t") in_text = step > 0;
        }
        return unescaped(std::move(text));
    }

    void read_shared(std::string_view document)
    {
        Xml xml(document);
        for (auto piece = xml.next(); piece != Xml::Piece::done; piece = xml.next())
            if (piece == Xml::Piece::start && xml.name() == "si") shared_.push_back(text_of(xml));
    }

    // Gives the merged ranges.
    std::vector<Gatherer::Range> read_sheet(std::string_view document)
    {
        std::vector<Gatherer::Range> merged;
        Xml xml(document);
        std::int64_t row = 0, column = -1;
        for (auto piece = xml.next(); piece != Xml::Piece::done; piece = xml.next()) {
            if (piece != Xml::Piece::start) continue;
            if (xml.name() == "row") {
                auto given = xml.attribute("r");
                row = given ? integer_of(*given) : row + 1;
                if (row < 1 || row > last_row) throw XmlFault{};
                column = -1;
            } else if (xml.name() == "c") {
                auto given = xml.attribute("r");
                column = given ? column_of(*given) : column + 1;
                if (column < 0 || row == 0) throw XmlFault{};
                gatherer_.add(row, column, read_cell(xml));
            } else if (xml.name() == "mergeCell") {
                if (merged.size() == most_merged) throw XmlFault{};
                merged.push_back(range_of(xml.attribute("ref").value_or("")));
            }
        }
        return merged;
    }

    Cell read_cell(Xml& xml)
    {
        std::string type = xml.attribute("t").value_or("n");
        auto format = integer_of(xml.attribute("s").value_or("0"));
        std::string value;
        bool formula = false, in_value = false;
        for (int depth = 1; depth > 0;) {
            auto piece = xml.next();
            if (piece == Xml::Piece::text) {
                if (in_value) value += xml.text();
            } else if (piece == Xml::Piece::end) {
                --depth;
                in_value = false;
            } else if (xml.name() == "is") {
                value = text_of(xml);
            } else {
                ++depth;
                formula = formula || xml.name() == "f";
                in_value = xml.name() == "v";
            }
        }
        Cell cell = cell_of(type, format < 0 ? 0 : static_cast<std::size_t>(format), std::move(value));
        if (formula) cell.kind = CellKind::formula;
        return cell;
    }

    Cell cell_of(const std::string& type, std::size_t format, std::string value) const
    {
        if (type == "inlineStr") return {std::move(value), CellKind::text};
        if (type == "str") return {unescaped(std::move(value)), CellKind::text};
        if (value.empty()) return {};
        if (type == "s") {
            auto index = integer_of(value);
            if (index < 0 || index >= static_cast<std::int64_t>(shared_.size())) throw XmlFault{};
            return {shared_[static_cast<std::size_t>(index)], CellKind::text};
        }
        if (type == "b") return {value == "1" ? "TRUE" : "FALSE", CellKind::text};
        if (type == "e") return {std::move(value), CellKind::fault};
        if (type == "d") {
            bool midnight = value.size() == 10 || value.substr(10).starts_with("T00:00:00");
            return {midnight ? value.substr(0, 10) : value, CellKind::text};
        }
        Form form = styles_.form(format);
        return form.kind == Form::Kind::day ? day_cell(value, since_1904_) : number_cell(value, form);
    }
};

} // namespace

void read_xlsx(Archive& archive, Gatherer& gatherer)
{
    Reader(archive, gatherer).read();
}

} // namespace files
