#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace files {

// What the reader throws for anything but well-formed XML 1.0 in UTF-8 without a document type.
struct XmlFault {
    bool declaration = false; // there was a document type declaration: entities are never declared, let alone expanded
};

// Walks through a document piece by piece: a sheet of any size takes no more memory than its bytes, which a tree of nodes would
// multiply. Names are given without their prefix. Only the five named entities and character references are known.
class Xml {
public:
    enum class Piece { start, end, text, done };

    explicit Xml(std::string_view document);
    Piece next();
    // Of the element that started or ended.
    std::string_view name() const { return name_; }
    // Of the element that started.
    std::optional<std::string> attribute(std::string_view name) const;
    const std::string& text() const { return text_; }

private:
    std::string_view document_;
    std::size_t at_ = 0;
    std::string_view name_, attributes_;
    std::string text_;
    std::vector<std::string_view> open_; // with prefixes
    bool close_next_ = false;            // after an element without content
    bool had_root_ = false;

    std::string_view until(std::string_view ending);
    Piece tag();
    static void append_decoded(std::string& out, std::string_view raw);
};

} // namespace files
