#pragma once

#include "pdf/paper.h"

// Rows of a table as they stand on paper.
namespace pdf {

inline constexpr double text_width = 174 * mm; // between the margins
inline constexpr double thin = 0.5, thick = 1.5;

// Widths in points of columns given in mm; one of 0 takes what is left.
std::vector<double> column_widths(const std::vector<double>& millimetres);

// A row with its texts broken into lines; as high as its highest cell.
class SetRow {
public:
    SetRow(const Row& row, const std::vector<double>& columns);

    double height() const { return height_; }
    void draw(cairo_t* canvas, double x, double y) const;

private:
    struct SetCell {
        Lines lines;
        std::optional<Lines> unseen;
        double x, width;
    };
    std::vector<SetCell> cells_;
    double height_ = 0;
};

// The row, or where it is higher than a sheet, several that are not.
std::vector<SetRow> set_rows(const Row& row, const std::vector<double>& columns, double sheet);

void draw_box(cairo_t* canvas, double x, double y, double width, double height, double line);

} // namespace pdf
