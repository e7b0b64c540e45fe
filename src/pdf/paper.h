#pragma once

#include "base/time.h"
#include "pdf/text.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

// Papers in PDF: A4 portrait, tables that go on over sheets with their heads repeated, rows never cut by a sheet's edge,
// 第 n 页 共 m 页 at the foot. Equal calls give equal bytes.
namespace pdf {

struct Cell {
    std::string text;
    Style style{};
    int columns = 1;         // how many it spans
    std::string unseen = {}; // behind the text, for who takes the text out of the file
};
using Row = std::vector<Cell>;

struct Table {
    std::string title;          // above it, on each sheet where it goes on; may be empty
    std::vector<double> widths; // of the columns, in mm; one of 0 takes what is left
    Row head;                   // repeated with the title; may be empty
    std::vector<Row> rows;
    std::string note; // small, below the last row; may be empty
};

// A code to scan with rows of label and value beside it; kept together.
struct CodeTable {
    std::string title;
    std::vector<std::string> code; // rows of 0 and 1
    std::string caption;
    std::vector<std::pair<std::string, std::string>> values;
    std::string note;
};

// A box for one person's hand.
struct Signature {
    std::string who, known; // office; what the system knows of it
};

struct Face {
    std::string title; // of the document
    std::string foot;  // at the left of each sheet's foot
    Instant created{}; // written into the file
};

class Paper {
public:
    explicit Paper(Face face);

    void heading(const std::string& text); // centred, large
    // Two texts on one line, at its ends.
    void line(const std::string& left, const std::string& right);
    void paragraph(const std::string& text, const Style& style);
    void table(const Table& table);
    void code(const CodeTable& table);
    void signatures(const std::string& title, const std::vector<Signature>& people, const std::string& note);

    // The file's bytes.
    std::string finish() const;

private:
    using Draw = std::function<void(cairo_t*, double x, double y)>;
    struct Figure {
        double height = 0;
        Draw draw;
    };
    struct Placed {
        double y;
        Draw draw;
    };

    static Figure figure(const std::string& text, const Style& style, double below);
    double left_on_sheet() const;
    void next_sheet();
    void place(const Figure& figure);
    void place_together(const std::vector<Figure>& figures);

    Face face_;
    std::vector<std::vector<Placed>> sheets_{1};
    double used_ = 0; // of the last sheet's height
};

} // namespace pdf
