#include "pdf/grid.h"

#include <algorithm>
#include <numeric>

namespace pdf {

namespace {

constexpr double beside = 1.8 * mm, above = 1.3 * mm;
constexpr Style unseen_style{.size = 4, .ink = Ink::white, .mono = true}; // smaller, its letters would stand apart

} // namespace

std::vector<double> column_widths(const std::vector<double>& millimetres)
{
    std::vector<double> widths;
    for (double width : millimetres) widths.push_back(width * mm);
    double rest = text_width - std::accumulate(widths.begin(), widths.end(), 0.0);
    for (double& width : widths)
        if (width == 0) width = rest;
    return widths;
}

SetRow::SetRow(const Row& row, const std::vector<double>& columns)
{
    double x = 0;
    std::size_t column = 0;
    for (const auto& cell : row) {
        double width = 0;
        for (int i = 0; i < cell.columns; ++i) width += columns.at(column++);
        Lines lines(cell.text, cell.style, width - 2 * beside);
        height_ = std::max(height_, lines.height() + 2 * above);
        std::optional<Lines> unseen;
        if (!cell.unseen.empty()) unseen.emplace(cell.unseen, unseen_style, text_width); // on one line, whatever it runs under
        cells_.push_back({std::move(lines), std::move(unseen), x, width});
        x += width;
    }
}

void SetRow::draw(cairo_t* canvas, double x, double y) const
{
    for (const auto& cell : cells_)
        if (cell.unseen) cell.unseen->draw(canvas, x + cell.x + beside, y + height_ - cell.unseen->height());
    for (const auto& cell : cells_) {
        draw_box(canvas, x + cell.x, y, cell.width, height_, thin);
        cell.lines.draw(canvas, x + cell.x + beside, y + (height_ - cell.lines.height()) / 2);
    }
}

std::vector<SetRow> set_rows(const Row& row, const std::vector<double>& columns, double sheet)
{
    std::vector<SetRow> rows;
    Row rest = row;
    while (true) {
        SetRow whole(rest, columns);
        if (whole.height() <= sheet) {
            rows.push_back(std::move(whole));
            return rows;
        }
        Row front = rest;
        std::size_t column = 0;
        for (std::size_t i = 0; i < rest.size(); ++i) {
            double width = 0;
            for (int spanned = 0; spanned < rest[i].columns; ++spanned) width += columns.at(column++);
            std::tie(front[i].text, rest[i].text) = Lines(rest[i].text, rest[i].style, width - 2 * beside).cut(sheet - 2 * above);
        }
        rows.emplace_back(front, columns);
    }
}

void draw_box(cairo_t* canvas, double x, double y, double width, double height, double line)
{
    cairo_set_source_rgb(canvas, 0, 0, 0);
    cairo_set_line_width(canvas, line);
    cairo_rectangle(canvas, x, y, width, height);
    cairo_stroke(canvas);
}

} // namespace pdf
