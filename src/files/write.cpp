#include "base/text.h"
#include "files/workbook.h"

#include <xlsxwriter.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace files {

namespace {

namespace fs = std::filesystem;

// libxlsxwriter 1.1 writes to files only: a folder that nobody else may read, gone with the object.
class Scratch {
public:
    Scratch()
    {
        std::string name = (fs::temp_directory_path() / "bole-xlsx-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("cannot make a temporary folder");
        path_ = name;
    }
    ~Scratch()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

// A cell holds 32,767 characters at most; XML cannot hold control characters. "_x" is escaped, as readers take it for the
// beginning of a character's number.
std::string fit(std::string_view text)
{
    constexpr std::size_t most = 32'767;
    std::string fitted;
    std::size_t count = 0;
    for (char c : text) {
        auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') continue;
        if ((byte & 0xC0) != 0x80 && ++count > most) break;
        if (c == 'x' && fitted.ends_with('_')) fitted.replace(fitted.size() - 1, 1, "_x005F_");
        fitted += c;
    }
    return fitted;
}

void check(lxw_error error)
{
    if (error != LXW_NO_ERROR) throw std::runtime_error(std::string("libxlsxwriter: ") + lxw_strerror(error));
}

// Head or foot of a printed page: at most 255 characters, in which & begins a code.
std::string margin_of(const std::string& text)
{
    constexpr std::size_t most = 240;
    std::string margin = "&C";
    for (char c : text) {
        if (margin.size() > most && (static_cast<unsigned char>(c) & 0xC0) != 0x80) break;
        margin += c == '&' ? "&&" : std::string(1, c);
    }
    return margin;
}

void write_column(lxw_worksheet* sheet, lxw_row_t head, lxw_col_t at, const Column& column, lxw_format* as_text, lxw_format* title)
{
    check(worksheet_set_column(sheet, at, at, column.width, as_text));
    check(worksheet_write_string(sheet, head, at, column.title.c_str(), title));
    if (!column.note.empty()) check(worksheet_write_comment(sheet, head, at, column.note.c_str()));
    // Excel allows 255 characters; libxlsxwriter 1.1 counts characters but keeps room for as many bytes.
    std::size_t length = 0;
    for (const auto& choice : column.choices) length += choice.size() + 1;
    if (column.choices.empty() || length > 255) return;
    auto choices = column.choices;
    std::vector<char*> list;
    for (auto& choice : choices) list.push_back(choice.data());
    list.push_back(nullptr);
    lxw_data_validation offer{};
    offer.validate = LXW_VALIDATION_TYPE_LIST;
    offer.value_list = list.data();
    offer.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING; // lists of several may be typed
    check(worksheet_data_validation_range(sheet, head + 1, at, 50'000, at, &offer));
}

} // namespace

std::string write_workbook(const std::vector<Table>& sheets)
{
    Scratch scratch;
    auto file = scratch.path() / "workbook.xlsx";
    lxw_workbook* book = workbook_new(file.c_str());
    if (!book) throw std::runtime_error("libxlsxwriter: no workbook");
    lxw_format* as_text = workbook_add_format(book);
    format_set_num_format_index(as_text, 49); // "@": numbers of identity stay as typed
    lxw_format* title = workbook_add_format(book);
    format_set_bold(title);
    format_set_bg_color(title, 0xEEF2F7);
    lxw_format* required = workbook_add_format(book);
    format_set_bold(required);
    format_set_bg_color(required, 0xFDECEA);
    for (const auto& table : sheets) {
        lxw_worksheet* sheet = workbook_add_worksheet(book, table.name.c_str());
        if (!sheet) throw std::runtime_error("libxlsxwriter: sheet " + table.name);
        const lxw_row_t head = table.banner.empty() ? 0 : 1;
        if (head) check(worksheet_write_string(sheet, 0, 0, fit(table.banner).c_str(), nullptr));
        if (!table.margin.empty()) {
            check(worksheet_set_header(sheet, margin_of(table.margin).c_str()));
            check(worksheet_set_footer(sheet, margin_of(table.margin).c_str()));
        }
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            write_column(sheet, head, static_cast<lxw_col_t>(i), table.columns[i], as_text, table.columns[i].required ? required : title);
        worksheet_freeze_panes(sheet, head + 1, 0);
        lxw_row_t row = head;
        for (const auto& cells : table.rows) {
            ++row;
            for (std::size_t i = 0; i < cells.size(); ++i)
                if (!cells[i].empty()) check(worksheet_write_string(sheet, row, static_cast<lxw_col_t>(i), fit(cells[i]).c_str(), as_text));
        }
    }
    check(workbook_close(book));
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace files
