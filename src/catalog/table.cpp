#include "catalog/table.h"

#include "base/text.h"
#include "catalog/messages.h"
#include "catalog/pinyin.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace catalog {

namespace {

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

[[noreturn]] void broken(std::string_view table, std::string_view line)
{
    throw std::runtime_error("code table " + std::string(table) + " is malformed at: " + std::string(line));
}

// The form in which names are compared: full-width brackets, no blanks, Latin letters in lower case.
std::string folded(std::string_view name)
{
    std::string text;
    for (std::size_t at = 0; at < name.size(); ++at) {
        char c = name[at];
        if (name.substr(at).starts_with("\u3000"))
            at += 2;
        else if (c == '(')
            text += "（";
        else if (c == ')')
            text += "）";
        else if (c >= 'A' && c <= 'Z')
            text += static_cast<char>(c - 'A' + 'a');
        else if (c != ' ' && c != '\t')
            text += c;
    }
    return text;
}

std::string_view without_brackets(std::string_view folded_name)
{
    auto open = folded_name.rfind("（");
    return open != std::string_view::npos && open > 0 && folded_name.ends_with("）") ? folded_name.substr(0, open) : std::string_view();
}

} // namespace

struct Table::Draft {
    Entry entry;
    std::string parent;
};

std::string_view Entry::name_on(Day day) const
{
    for (const auto& former : former_names)
        if (day < former.until) return former.name;
    return name;
}

Table::Table(const std::vector<std::string_view>& files)
{
    auto valid_from = [](std::string_view content) {
        auto at = content.find("# valid_from: ");
        return content.substr(at == std::string_view::npos ? 0 : at, 24);
    };
    auto ordered = files;
    std::sort(ordered.begin(), ordered.end(), [&](auto a, auto b) { return valid_from(a) < valid_from(b); });
    std::vector<Draft> drafts;
    std::unordered_map<std::string, std::size_t> places;
    for (auto content : ordered) read_file(content, drafts, places);
    build(drafts, places);
    index();
}

void Table::read_file(std::string_view content, std::vector<Draft>& drafts, std::unordered_map<std::string, std::size_t>& places)
{
    Edition edition;
    bool ordered = false; // since the program was built: it may also retire
    std::vector<std::string_view> columns;
    for (auto line : split(content, '\n')) {
        if (line.empty()) continue;
        if (line.starts_with("# ")) {
            auto colon = line.find(": ");
            if (colon == std::string_view::npos) broken(id_, line);
            auto key = line.substr(2, colon - 2), value = line.substr(colon + 2);
            if (key == "table")
                id_ = value;
            else if (key == "title")
                title_ = value;
            else if (key == "standard")
                edition.standard = value;
            else if (key == "edition")
                edition.name = value;
            else if (key == "ordered")
                ordered = value == "yes";
            else if (key == "local")
                edition.local = value == "yes";
            else if (auto day = parse_day(value); key == "valid_from" && day)
                edition.valid_from = *day;
            else
                broken(id_, line);
            continue;
        }
        auto cells = split(line, ',');
        if (columns.empty()) {
            columns = cells;
            editions_.push_back(edition);
            continue;
        }
        if (cells.size() != columns.size() || line.find('"') != std::string_view::npos) broken(id_, line);
        Draft draft;
        draft.entry.edition = &editions_.back();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto column = columns[i], cell = cells[i];
            if (column == "code")
                draft.entry.code = cell;
            else if (column == "parent")
                draft.parent = cell;
            else if (column == "name")
                draft.entry.name = cell;
            else if (column == "rank")
                draft.entry.rank = cell;
            else if (column == "successor")
                draft.entry.successor = cell;
            else if (column == "retired")
                draft.entry.retired = parse_day(cell);
            else if (column != "aliases")
                broken(id_, line);
            else if (!cell.empty())
                for (auto alias : split(cell, ';')) draft.entry.aliases.emplace_back(alias);
        }
        auto known = places.find(draft.entry.code);
        if (known == places.end()) {
            places.emplace(draft.entry.code, drafts.size());
            drafts.push_back(std::move(draft));
        } else if (Entry& entry = drafts[known->second].entry; ordered && draft.entry.retired) {
            entry.retired = draft.entry.retired;
            entry.successor = draft.entry.successor;
        } else if (ordered || columns.size() == 2) { // an amendment renames
            entry.former_names.push_back({entry.name, edition.valid_from});
            entry.name = draft.entry.name;
        } else {
            broken(id_, line);
        }
    }
}

void Table::build(std::vector<Draft>& drafts, const std::unordered_map<std::string, std::size_t>& places)
{
    std::vector<std::vector<std::size_t>> below(drafts.size());
    std::vector<std::size_t> top;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        if (drafts[i].parent.empty()) {
            top.push_back(i);
            continue;
        }
        auto parent = places.find(drafts[i].parent);
        if (parent == places.end()) broken(id_, drafts[i].entry.code);
        below[parent->second].push_back(i);
    }
    auto by_code = [&](std::size_t a, std::size_t b) { return drafts[a].entry.code < drafts[b].entry.code; };
    entries_.reserve(drafts.size());
    std::function<void(const std::vector<std::size_t>&, const Entry*, int)> place = [&](const auto& list, const Entry* parent, int level) {
        for (auto i : list) {
            entries_.push_back(std::move(drafts[i].entry));
            Entry& entry = entries_.back();
            entry.parent = parent;
            entry.level = level;
            entry.first = static_cast<int>(entries_.size()) - 1;
            place(below[i], &entry, level + 1);
            entry.last = static_cast<int>(entries_.size()) - 1;
        }
    };
    // Standards are in order of code, but amendments and extensions are read behind them; the product's own
    // tables keep the order of their file.
    if (!editions_.front().local) {
        std::stable_sort(top.begin(), top.end(), by_code);
        for (auto& list : below) std::stable_sort(list.begin(), list.end(), by_code);
    }
    place(top, nullptr, 1);
    if (entries_.size() != drafts.size()) broken(id_, "a circle of parents");
}

void Table::index()
{
    for (const auto& entry : entries_) by_code_.emplace(entry.code, &entry);
    auto add = [&](std::string_view name, const Entry& entry) {
        if (name.empty()) return;
        auto& list = by_name_[std::string(name)];
        if (std::find(list.begin(), list.end(), &entry) == list.end()) list.push_back(&entry);
    };
    for (const auto& entry : entries_) {
        auto name = folded(entry.name);
        add(name, entry);
        add(without_brackets(name), entry);
        for (const auto& alias : entry.aliases) add(folded(alias), entry);
        for (const auto& former : entry.former_names) add(folded(former.name), entry);
    }
    for (auto& [name, list] : by_name_)
        if (std::any_of(list.begin(), list.end(), [](auto* e) { return !e->retired; }))
            std::erase_if(list, [](auto* e) { return e->retired.has_value(); });
}

const Entry* Table::find(std::string_view code) const
{
    auto at = by_code_.find(code);
    return at == by_code_.end() ? nullptr : at->second;
}

std::vector<const Entry*> Table::find_name(std::string_view name) const
{
    auto at = by_name_.find(folded(name));
    return at == by_name_.end() ? std::vector<const Entry*>{} : at->second;
}

std::vector<const Entry*> Table::children(const Entry* parent) const
{
    std::vector<const Entry*> list;
    int last = parent ? parent->last : static_cast<int>(entries_.size()) - 1;
    for (int i = parent ? parent->first + 1 : 0; i <= last; i = entries_[static_cast<std::size_t>(i)].last + 1) {
        const Entry& entry = entries_[static_cast<std::size_t>(i)];
        if (!entry.retired) list.push_back(&entry);
    }
    return list;
}

std::string Table::path(const Entry& entry) const
{
    return entry.parent ? path(*entry.parent) + " / " + entry.name : entry.name;
}

bool Table::is_within(std::string_view code, std::string_view ancestor) const
{
    const Entry *entry = find(code), *above = find(ancestor);
    return entry && above && entry->within(*above);
}

std::vector<const Entry*> Table::near(std::string_view text) const
{
    // Codes: what shares the longest beginning, at least half of what was written.
    std::vector<const Entry*> found;
    for (std::size_t length = text.size(); length > 0 && length * 2 >= text.size() && found.empty(); --length)
        for (const auto& entry : entries_)
            if (!entry.retired && entry.code.starts_with(text.substr(0, length)) && found.size() < 3) found.push_back(&entry);
    // Names: what contains it or is contained in it, nearest in length first.
    auto name = folded(text);
    auto distance = [&](const Entry* entry) {
        auto own = characters(entry->name), wanted = characters(name);
        return own > wanted ? own - wanted : wanted - own;
    };
    if (found.empty() && characters(name) >= 2) {
        for (const auto& entry : entries_) {
            auto own = folded(entry.name);
            bool alike = own.find(name) != std::string::npos || (characters(own) >= 2 && name.find(own) != std::string::npos);
            if (alike && !entry.retired) found.push_back(&entry);
        }
        std::stable_sort(found.begin(), found.end(), [&](auto* a, auto* b) { return distance(a) < distance(b); });
    }
    if (found.size() > 3) found.resize(3);
    return found;
}

Result<const Entry*> Table::by_code(std::string_view code, std::string_view label) const
{
    const Entry* entry = find(code);
    std::string field(label), value(code);
    if (entry && !entry->retired) return entry;
    if (entry) {
        const Entry* successor = find(entry->successor);
        return refuse(ErrorKind::invalid, messages::code_retired,
                      {field, value, entry->name, to_text(*entry->retired), successor ? listed({successor}) : "现行代码"});
    }
    auto alike = near(code);
    if (alike.empty()) return refuse(ErrorKind::invalid, messages::code_unknown, {field, value, title_});
    return refuse(ErrorKind::invalid, messages::code_near, {field, value, title_, listed(alike)});
}

Result<const Entry*> Table::resolve(std::string_view text, std::string_view label) const
{
    text = trimmed(text);
    if (find(text)) return by_code(text, label);
    // "110 数学", as the drop-down lists of the template write it.
    if (auto blank = text.find(' '); blank != std::string_view::npos)
        if (const Entry* entry = find(text.substr(0, blank)); entry && folded(entry->name) == folded(text.substr(blank)))
            return by_code(entry->code, label);
    auto found = find_name(text);
    if (auto slash = text.rfind('/'); found.empty() && slash != std::string_view::npos) {
        auto path_text = folded(text);
        found = find_name(text.substr(slash + 1));
        std::erase_if(found, [&](auto* entry) { return !folded(path(*entry)).ends_with(path_text); });
    }
    if (found.size() == 1) return by_code(found.front()->code, label);
    if (found.size() > 1)
        return refuse(ErrorKind::invalid, messages::code_ambiguous, {std::string(label), std::string(text), title_, listed(found)});
    return by_code(text, label);
}

const std::vector<Table::Terms>& Table::terms() const
{
    std::call_once(terms_made_, [this] {
        terms_.reserve(entries_.size());
        for (const auto& entry : entries_) {
            auto pinyin = text_pinyin(entry.name);
            terms_.push_back({folded(entry.name), pinyin.compact(), pinyin.initials});
        }
    });
    return terms_;
}

std::vector<const Entry*> Table::search(std::string_view text, std::size_t limit) const
{
    auto name = folded(trimmed(text));
    auto query = pinyin_query(name);
    if (name.empty()) return {};
    std::vector<std::pair<int, const Entry*>> found;
    for (const auto& entry : entries_) {
        if (entry.retired) continue;
        const Terms& term = terms()[static_cast<std::size_t>(entry.first)];
        int rank = entry.code == trimmed(text)                                        ? 0
                   : term.name == name                                                ? 1
                   : entry.code.starts_with(trimmed(text))                            ? 2
                   : term.initials == query                                           ? 3
                   : term.name.starts_with(name)                                      ? 4
                   : term.initials.starts_with(query)                                 ? 5
                   : term.pinyin.starts_with(query)                                   ? 6
                   : term.name.find(name) != std::string::npos                        ? 7
                   : term.initials.find(query) != std::string::npos                   ? 8
                   : query.size() > 2 && term.pinyin.find(query) != std::string::npos ? 9
                                                                                      : -1;
        if (rank >= 0) found.push_back({rank * 8 + entry.level, &entry});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const Entry*> best;
    for (std::size_t i = 0; i < found.size() && i < limit; ++i) best.push_back(found[i].second);
    return best;
}

fields::TextCheck Table::check() const
{
    return [this](const std::string& path, std::string_view label, std::string_view value) -> std::optional<Error> {
        auto entry = by_code(value, label);
        if (entry) return std::nullopt;
        Error error = entry.error();
        error.fields = {{path, error.code, error.message}};
        return error;
    };
}

std::string listed(const std::vector<const Entry*>& entries, std::size_t limit)
{
    std::string text;
    for (std::size_t i = 0; i < entries.size() && i < limit; ++i) text += (i ? "、" : "") + entries[i]->code + " " + entries[i]->name;
    return entries.size() > limit ? text + " 等" : text;
}

} // namespace catalog
