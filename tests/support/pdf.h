#pragma once

#include <filesystem>
#include <fstream>
#include <string>

// What a reader of a PDF sees, told by Debian's poppler-utils.
namespace support {

// Standard output of `tool` (pdftotext, pdffonts, pdfinfo …) with `arguments` before the file; `bytes` are the PDF.
inline std::string told_by(const std::string& tool, const std::string& arguments, const std::string& bytes,
                           const std::filesystem::path& folder)
{
    auto file = folder / "paper.pdf", said = folder / "paper.txt";
    std::ofstream(file, std::ios::binary) << bytes;
    std::string command = tool + " " + arguments + " " + file.string() + (tool == "pdftotext" ? " - " : "") + " > " + said.string();
    if (std::system(command.c_str()) != 0) return tool + " failed";
    std::ifstream text(said, std::ios::binary);
    return {std::istreambuf_iterator<char>(text), {}};
}

// `text` without blanks: what a reader reads, wherever lines were broken.
inline std::string solid(const std::string& text)
{
    static const std::string wide = "\u3000";
    std::string solid;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.compare(i, wide.size(), wide) == 0)
            i += wide.size() - 1;
        else if (text[i] != ' ' && text[i] != '\n' && text[i] != '\f')
            solid += text[i];
    }
    return solid;
}

} // namespace support
