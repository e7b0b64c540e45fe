#pragma once

#include <memory>
#include <optional>
#include <string>

#include <pango/pangocairo.h>

// Text set in the paper's fonts. Lengths are points (1/72 inch).
namespace pdf {

inline constexpr double mm = 72.0 / 25.4;

enum class Align { left, centre, right };
enum class Ink { black, red, white };

struct Style {
    double size = 10.5;
    Align align = Align::left;
    Ink ink = Ink::black;
    bool mono = false;  // hashes: digits of one width
    bool heavy = false; // drawn with an outline: the font has one weight
    double spacing = 0; // between letters
};

// Some text broken into lines of a given width.
class Lines {
public:
    Lines(const std::string& text, const Style& style, double width);

    double height() const;
    // Draws with the upper left corner at (x, y).
    void draw(cairo_t* canvas, double x, double y) const;
    // The text cut behind the last line that ends within `height`; nothing behind it when all do. At least one line
    // stays in front.
    std::pair<std::string, std::string> cut(double height) const;

private:
    std::string text_;
    Style style_;
    std::shared_ptr<PangoLayout> layout_;
};

// True when the machine has the font that the papers are set in; without it Chinese would be boxes.
bool has_font();

} // namespace pdf
