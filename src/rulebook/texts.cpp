#include "rulebook/texts.h"

#include "base/embedded.h"
#include "base/text.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace rulebook {

const ledger::Table text_order_table{"text_order",
                                     {{"public_id"},
                                      {"code"},
                                      {"edition"},
                                      {"title"},
                                      {"body"},
                                      {"from_day"},
                                      {"document"},
                                      {"state"},
                                      {"proposed_by"},
                                      {"proposed_at"},
                                      {"decided_by"},
                                      {"decided_at"},
                                      {"reason"}}};

namespace {

constexpr std::string_view by_program = "程序自带";

std::string_view take_line(std::string_view& content, std::string_view name)
{
    std::string head = "# " + std::string(name) + ": ";
    auto end = content.find('\n');
    if (!content.starts_with(head) || end == std::string_view::npos) throw std::logic_error("a text without " + head);
    auto value = content.substr(head.size(), end - head.size());
    content.remove_prefix(end + 1);
    return value;
}

void sort_by_day(std::vector<Edition>& list)
{
    std::stable_sort(list.begin(), list.end(), [](const Edition& a, const Edition& b) { return a.from < b.from; });
}

using Brought = std::map<std::string, std::vector<Edition>, std::less<>>;

// data/consent/notice/2026-1.txt is an edition of consent.notice.
Brought read_all()
{
    Brought all;
    for (const auto& file : embedded_files()) {
        if (!file.path.starts_with("data/") || !file.path.ends_with(".txt")) continue;
        std::string code(file.path.substr(5, file.path.rfind('/') - 5));
        std::replace(code.begin(), code.end(), '/', '.');
        std::string_view content = file.content;
        Edition edition;
        edition.title = take_line(content, "title");
        edition.name = take_line(content, "edition");
        edition.from = parse_day(take_line(content, "valid_from")).value();
        edition.text = trimmed(content);
        edition.document = by_program;
        all[code].push_back(std::move(edition));
    }
    for (auto& [code, list] : all) sort_by_day(list);
    return all;
}

std::vector<Edition> with_ordered(std::vector<Edition> list, db::Connection& connection, std::string_view code, std::string_view columns)
{
    auto ordered =
        connection.all("SELECT " + std::string(columns) + " FROM text_order WHERE code = $1 AND state = 'approved' ORDER BY decided_at, id",
                       {std::string(code)}, [](const db::Row& row) {
                           return Edition{row.text(0), parse_day(row.text(1)).value(), row.text(2), row.text(3), row.text(4)};
                       });
    list.insert(list.end(), ordered.begin(), ordered.end());
    sort_by_day(list);
    return list;
}

} // namespace

const std::vector<Edition>& brought_editions(std::string_view code)
{
    static const Brought all = read_all();
    auto at = all.find(code);
    if (at == all.end()) throw std::logic_error("no text " + std::string(code));
    return at->second;
}

std::vector<Edition> editions(db::Connection& connection, std::string_view code)
{
    return with_ordered(brought_editions(code), connection, code, "edition, from_day, title, body, document");
}

std::vector<Edition> edition_days(db::Connection& connection, std::string_view code)
{
    std::vector<Edition> brought; // asked at each request of staff: no words are copied
    for (const auto& edition : brought_editions(code)) brought.push_back({edition.name, edition.from, {}, {}, {}});
    return with_ordered(std::move(brought), connection, code, "edition, from_day, '', '', ''");
}

const Edition& edition_on(std::span<const Edition> all, Day day)
{
    auto later = std::find_if(all.begin(), all.end(), [&](const Edition& edition) { return edition.from > day; });
    return later == all.begin() ? all.front() : *(later - 1);
}

Edition edition_on(db::Connection& connection, std::string_view code, Day day)
{
    return edition_on(editions(connection, code), day);
}

Bytes hash_of(const Edition& edition, crypto::Suite suite)
{
    return crypto::bytes_of(crypto::hash_of(suite, edition.title + "\n\n" + edition.text));
}

std::string filled(std::string_view text, const Values& values)
{
    std::string out;
    while (!text.empty()) {
        auto at = text.find('{');
        out += text.substr(0, at);
        if (at == std::string_view::npos) break;
        text.remove_prefix(at);
        auto value = std::find_if(values.begin(), values.end(),
                                  [&](const auto& one) { return text.starts_with("{" + std::string(one.first) + "}"); });
        out += value == values.end() ? "{" : value->second;
        text.remove_prefix(value == values.end() ? 1 : value->first.size() + 2);
    }
    return out;
}

} // namespace rulebook
