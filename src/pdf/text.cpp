#include "pdf/text.h"

namespace pdf {

namespace {

constexpr const char* font = "WenQuanYi Zen Hei"; // Debian: fonts-wqy-zenhei
constexpr const char* mono_font = "WenQuanYi Zen Hei Mono";
constexpr double line_spacing = 1.12;

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};

// Layouts are made for paper, whatever the screen's resolution and hinting.
std::shared_ptr<PangoContext> new_context()
{
    PangoFontMap* map = pango_cairo_font_map_get_default(); // one for each thread
    std::shared_ptr<PangoContext> context(pango_font_map_create_context(map), Unref{});
    pango_cairo_context_set_resolution(context.get(), 72);
    std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> options(cairo_font_options_create(),
                                                                                         &cairo_font_options_destroy);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), options.get());
    pango_context_set_language(context.get(), pango_language_from_string("zh-cn"));
    return context;
}

PangoAlignment pango_align(Align align)
{
    return align == Align::left ? PANGO_ALIGN_LEFT : align == Align::centre ? PANGO_ALIGN_CENTER : PANGO_ALIGN_RIGHT;
}

} // namespace

Lines::Lines(const std::string& text, const Style& style, double width) : text_(text), style_(style)
{
    auto context = new_context();
    layout_ = std::shared_ptr<PangoLayout>(pango_layout_new(context.get()), Unref{});
    std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> description(pango_font_description_new(),
                                                                                              &pango_font_description_free);
    pango_font_description_set_family_static(description.get(), style.mono ? mono_font : font);
    pango_font_description_set_absolute_size(description.get(), style.size * PANGO_SCALE);
    pango_layout_set_font_description(layout_.get(), description.get());
    pango_layout_set_width(layout_.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout_.get(), pango_align(style.align));
    pango_layout_set_line_spacing(layout_.get(), static_cast<float>(line_spacing));
    if (style.spacing > 0) {
        std::unique_ptr<PangoAttrList, decltype(&pango_attr_list_unref)> attributes(pango_attr_list_new(), &pango_attr_list_unref);
        pango_attr_list_insert(attributes.get(), pango_attr_letter_spacing_new(static_cast<int>(style.spacing * PANGO_SCALE)));
        pango_layout_set_attributes(layout_.get(), attributes.get());
    }
    pango_layout_set_text(layout_.get(), text_.data(), static_cast<int>(text_.size()));
}

double Lines::height() const
{
    int height = 0;
    pango_layout_get_size(layout_.get(), nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
}

void Lines::draw(cairo_t* canvas, double x, double y) const
{
    switch (style_.ink) {
    case Ink::black:
        cairo_set_source_rgb(canvas, 0, 0, 0);
        break;
    case Ink::red:
        cairo_set_source_rgb(canvas, 0.56, 0.12, 0.08);
        break;
    case Ink::white:
        cairo_set_source_rgb(canvas, 1, 1, 1);
        break;
    }
    cairo_move_to(canvas, x, y);
    pango_cairo_show_layout(canvas, layout_.get());
    if (style_.heavy) {
        cairo_move_to(canvas, x, y);
        pango_cairo_layout_path(canvas, layout_.get());
        cairo_set_line_width(canvas, style_.size * 0.028);
        cairo_set_line_join(canvas, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(canvas);
    }
}

std::pair<std::string, std::string> Lines::cut(double height) const
{
    int count = pango_layout_get_line_count(layout_.get());
    std::unique_ptr<PangoLayoutIter, decltype(&pango_layout_iter_free)> line(pango_layout_get_iter(layout_.get()), &pango_layout_iter_free);
    for (int at = 0; at < count; ++at, pango_layout_iter_next_line(line.get())) {
        int bottom = 0;
        pango_layout_iter_get_line_yrange(line.get(), nullptr, &bottom);
        if (at == 0 || bottom <= height * PANGO_SCALE) continue;
        auto index = static_cast<std::size_t>(pango_layout_get_line_readonly(layout_.get(), at)->start_index);
        return {text_.substr(0, index), text_.substr(index)};
    }
    return {text_, {}};
}

bool has_font()
{
    auto context = new_context();
    std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> wanted(pango_font_description_from_string(font),
                                                                                         &pango_font_description_free);
    std::shared_ptr<PangoFont> found(pango_context_load_font(context.get(), wanted.get()), Unref{});
    if (!found) return false;
    std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> description(pango_font_describe(found.get()),
                                                                                              &pango_font_description_free);
    return std::string(pango_font_description_get_family(description.get())) == font;
}

} // namespace pdf
