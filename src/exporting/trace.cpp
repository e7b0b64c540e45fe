#include "exporting/mark.h"
#include "exporting/store.h"
#include "files/workbook.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <set>

namespace exporting {

namespace {

struct Traces {
    std::int64_t visible = 0, invisible = 0;
    std::set<std::uint32_t> rows;
};
using ByExport = std::map<std::uint32_t, Traces>;

void add(const crypto::Keyring& keys, std::string_view text, ByExport& traces)
{
    for (const auto& found : marks_in(keys, text)) {
        auto& of_file = traces[found.mark.file];
        ++(found.invisible ? of_file.invisible : of_file.visible);
        of_file.rows.insert(found.mark.row);
    }
}

// What a PDF says, by Debian's poppler-utils: whoever saved it again may have packed it in any way.
std::string text_of_pdf(const std::filesystem::path& file)
{
    std::string quoted;
    for (char c : std::filesystem::absolute(file).string()) quoted += c == '\'' ? "'\\''" : std::string(1, c);
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> said(popen(("pdftotext -q -enc UTF-8 '" + quoted + "' -").c_str(), "r"), &pclose);
    std::string text;
    std::array<char, 65'536> part;
    while (auto size = said ? std::fread(part.data(), 1, part.size(), said.get()) : 0) text.append(part.data(), size);
    if (!said || pclose(said.release()) != 0)
        throw std::runtime_error("读不了这个 PDF。请确认装有 poppler-utils（pdftotext），文件没有加密或损坏。");
    return text;
}

ByExport traces_in(const crypto::Keyring& keys, const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    if (!in) throw std::runtime_error("读不到文件 " + file.string() + "。");
    ByExport traces;
    if (bytes.starts_with("%PDF")) {
        add(keys, text_of_pdf(file), traces);
        return traces;
    }
    if (auto book = files::read_workbook(bytes, file.filename().string()))
        for (const auto& sheet : (*book).sheets)
            for (const auto& row : sheet.rows)
                for (const auto& cell : row.cells) add(keys, cell.text, traces);
    if (!traces.empty()) return traces;
    // ODS, DOCX and the like, or cells out of a reader's sight.
    if (auto parts = files::unpacked(bytes)) add(keys, *parts, traces);
    if (traces.empty()) add(keys, bytes, traces);
    return traces;
}

std::string rows_in_words(db::Connection& connection, std::int64_t id, const std::set<std::uint32_t>& rows)
{
    constexpr std::size_t most = 5;
    std::string text;
    std::size_t told = 0;
    for (auto row : rows) {
        if (told++ == most) break;
        std::string number = number_in_row(connection, id, row);
        text += (text.empty() ? "" : "、") + (number.empty() ? "第 " + std::to_string(row + 1) + " 行" : number);
    }
    return text + (rows.size() > most ? " 等" : "");
}

} // namespace

std::vector<std::string> trace(db::Connection& connection, const crypto::Keyring& keys, const std::filesystem::path& file)
{
    std::vector<std::string> lines;
    for (const auto& [mark, of_file] : traces_in(keys, file)) {
        auto found = find_by_mark(connection, mark);
        if (!found) continue; // by chance one word in 65,536 looks like a mark
        std::string unit = found->asked_unit.empty() ? "" : "（" + found->asked_unit + "）";
        std::string made = found->made_at ? " " + to_local_text(*found->made_at) + " 导出" : " 没有生成文件";
        lines.push_back("申请 " + found->number + "：" + found->asked_name + unit + made + "，用途 " + found->purpose + "，批准人 " +
                        found->decided_name + "。依据：行码 " + std::to_string(of_file.visible) + " 处，暗记 " +
                        std::to_string(of_file.invisible) + " 处，来自原文件的 " + std::to_string(of_file.rows.size()) + " 行（" +
                        rows_in_words(connection, found->id, of_file.rows) + "）。");
    }
    return lines;
}

} // namespace exporting
