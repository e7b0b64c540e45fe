#include "pdf/paper.h"

#include "pdf/grid.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <stdexcept>

namespace pdf {

namespace {

constexpr double sheet_width = 210 * mm, sheet_height = 297 * mm;
constexpr double margin = 18 * mm, top = 20 * mm, foot_from_below = 13 * mm;
constexpr double text_height = 255 * mm;
constexpr double after_block = 3.6 * mm;
const Style title_style{.size = 11, .heavy = true}, note_style{.size = 9.5}, foot_style{.size = 9},
    label_style{.size = 10, .align = Align::centre};

cairo_status_t append_bytes(void* into, const unsigned char* data, unsigned int size)
{
    static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

// A code drawn as whole squares, runs of a row as one.
void draw_code(cairo_t* canvas, const std::vector<std::string>& rows, double x, double y, double size)
{
    double square = size / static_cast<double>(rows.size());
    cairo_set_source_rgb(canvas, 0, 0, 0);
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t from = 0; from < rows[row].size();) {
            std::size_t to = from;
            while (to < rows[row].size() && rows[row][to] == '1') ++to;
            if (to > from)
                cairo_rectangle(canvas, x + static_cast<double>(from) * square, y + static_cast<double>(row) * square,
                                static_cast<double>(to - from) * square, square);
            from = std::max(to, from + 1);
        }
    cairo_set_antialias(canvas, CAIRO_ANTIALIAS_NONE);
    cairo_fill(canvas);
    cairo_set_antialias(canvas, CAIRO_ANTIALIAS_DEFAULT);
}

} // namespace

Paper::Paper(Face face) : face_(std::move(face)) {}

Paper::Figure Paper::figure(const std::string& text, const Style& style, double below)
{
    Lines lines(text, style, text_width);
    return {lines.height() + below, [lines](cairo_t* canvas, double x, double y) { lines.draw(canvas, x, y); }};
}

double Paper::left_on_sheet() const
{
    return text_height - used_;
}

void Paper::next_sheet()
{
    sheets_.emplace_back();
    used_ = 0;
}

void Paper::place(const Figure& figure)
{
    sheets_.back().push_back({top + used_, figure.draw});
    used_ += figure.height;
}

void Paper::place_together(const std::vector<Figure>& figures)
{
    double height = 0;
    for (const auto& figure : figures) height += figure.height;
    if (height > left_on_sheet() && used_ > 0) next_sheet();
    for (const auto& figure : figures) place(figure);
}

void Paper::heading(const std::string& text)
{
    place(figure(text, {.size = 21, .align = Align::centre, .heavy = true, .spacing = 2}, 4 * mm));
}

void Paper::line(const std::string& left, const std::string& right)
{
    Lines first(left, {}, text_width), second(right, {.align = Align::right}, text_width);
    place({std::max(first.height(), second.height()) + 2 * mm, [first, second](cairo_t* canvas, double x, double y) {
               first.draw(canvas, x, y);
               second.draw(canvas, x, y);
           }});
}

void Paper::paragraph(const std::string& text, const Style& style)
{
    place_together({figure(text, style, after_block)});
}

void Paper::table(const Table& table)
{
    const auto columns = column_widths(table.widths);
    auto head_of = [&](bool goes_on) {
        std::vector<Figure> figures;
        if (!table.title.empty()) figures.push_back(figure(table.title + (goes_on ? "（续）" : ""), title_style, 1.4 * mm));
        if (!table.head.empty()) {
            SetRow head(table.head, columns);
            figures.push_back({head.height(), [head](cairo_t* canvas, double x, double y) { head.draw(canvas, x, y); }});
        }
        return figures;
    };
    auto height_of = [](const std::vector<Figure>& figures) {
        double height = 0;
        for (const auto& figure : figures) height += figure.height;
        return height;
    };
    std::vector<SetRow> rows;
    const double sheet = text_height - height_of(head_of(true));
    for (const auto& row : table.rows)
        for (auto& set : set_rows(row, columns, sheet)) rows.push_back(std::move(set));

    std::size_t from = 0;
    while (from < rows.size()) {
        auto head = head_of(from > 0);
        // A head never stands without a row.
        if (used_ > 0 && height_of(head) + rows[from].height() > left_on_sheet()) next_sheet();
        double frame_from = used_ + (table.title.empty() ? 0 : head.front().height);
        for (const auto& figure : head) place(figure);
        while (from < rows.size() && rows[from].height() <= left_on_sheet()) {
            place({rows[from].height(), [row = rows[from]](cairo_t* canvas, double x, double y) { row.draw(canvas, x, y); }});
            ++from;
        }
        double height = used_ - frame_from;
        sheets_.back().push_back(
            {top + frame_from, [height](cairo_t* canvas, double x, double y) { draw_box(canvas, x, y, text_width, height, thick); }});
        if (from < rows.size()) next_sheet();
    }
    if (table.note.empty()) {
        used_ += after_block;
        return;
    }
    used_ += 1.4 * mm;
    place_together({figure(table.note, note_style, after_block)});
}

void Paper::code(const CodeTable& table)
{
    constexpr double code_size = 27 * mm, code_width = 33 * mm, label_width = 25 * mm;
    const std::vector<double> columns{label_width, text_width - code_width - label_width};
    std::vector<SetRow> rows;
    double height = 0;
    for (const auto& [label, value] : table.values) {
        rows.emplace_back(Row{{label, label_style}, {value, {.size = 8.4, .mono = true}}}, columns);
        height += rows.back().height();
    }
    Lines caption(table.caption, {.size = 9, .align = Align::centre}, code_width);
    const double needed = code_size + caption.height() + 5 * mm;
    height = std::max(height, needed);
    auto draw = [=, code = table.code](cairo_t* canvas, double x, double y) {
        draw_code(canvas, code, x + (code_width - code_size) / 2, y + 2.5 * mm, code_size);
        caption.draw(canvas, x, y + code_size + 3.5 * mm);
        double at = y;
        for (const auto& row : rows) {
            row.draw(canvas, x + code_width, at);
            at += row.height();
        }
        draw_box(canvas, x, y, code_width, height, thin);
        draw_box(canvas, x, y, text_width, height, thick);
    };
    std::vector<Figure> figures{figure(table.title, title_style, 1.4 * mm), {height + 1.4 * mm, draw}};
    if (!table.note.empty()) figures.push_back(figure(table.note, note_style, after_block));
    place_together(figures);
}

void Paper::signatures(const std::string& title, const std::vector<Signature>& people, const std::string& note)
{
    constexpr double height = 34 * mm, inside = 3 * mm;
    const double width = text_width / static_cast<double>(people.size());
    auto draw = [=](cairo_t* canvas, double x, double y) {
        for (const auto& person : people) {
            Lines who(person.who, {.heavy = true}, width - 2 * inside), known(person.known, {.size = 9}, width - 2 * inside);
            who.draw(canvas, x + inside, y + 2 * mm);
            known.draw(canvas, x + inside, y + 2 * mm + who.height());
            Lines hand("签字：", {}, width - 2 * inside), day("年　　月　　日", {.align = Align::right}, width - 2 * inside);
            day.draw(canvas, x + inside, y + height - 2 * mm - day.height());
            hand.draw(canvas, x + inside, y + height - 5 * mm - day.height() - hand.height());
            draw_box(canvas, x, y, width, height, thin);
            x += width;
        }
        draw_box(canvas, x - text_width, y, text_width, height, thick);
    };
    std::vector<Figure> figures{figure(title, title_style, 1.4 * mm), {height + 1.4 * mm, draw}};
    if (!note.empty()) figures.push_back(figure(note, note_style, after_block));
    place_together(figures);
}

std::string Paper::finish() const
{
    std::string bytes;
    std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
        cairo_pdf_surface_create_for_stream(&append_bytes, &bytes, sheet_width, sheet_height), &cairo_surface_destroy);
    const std::string day = to_text(face_.created);
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, face_.title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, day.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_MOD_DATE, day.c_str());
    std::unique_ptr<cairo_t, decltype(&cairo_destroy)> canvas(cairo_create(surface.get()), &cairo_destroy);
    for (std::size_t sheet = 0; sheet < sheets_.size(); ++sheet) {
        for (const auto& placed : sheets_[sheet]) placed.draw(canvas.get(), margin, placed.y);
        std::string number = "第 " + std::to_string(sheet + 1) + " 页　共 " + std::to_string(sheets_.size()) + " 页";
        Style right = foot_style;
        right.align = Align::right;
        Lines(face_.foot, foot_style, text_width - 36 * mm).draw(canvas.get(), margin, sheet_height - foot_from_below);
        Lines(number, right, text_width).draw(canvas.get(), margin, sheet_height - foot_from_below);
        cairo_show_page(canvas.get());
    }
    canvas.reset();
    cairo_surface_finish(surface.get());
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) throw std::runtime_error("a paper could not be drawn");
    return bytes;
}

} // namespace pdf
