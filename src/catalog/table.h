#pragma once

#include "base/fields.h"
#include "base/result.h"
#include "base/time.h"

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace catalog {

// The document that brought or renamed entries.
struct Edition {
    std::string standard; // "GB/T 13745-2009"; "伯乐" for the product's own tables
    std::string name;     // "2009"
    Day valid_from;
    bool local = false; // not in the standard: an extension of this library
};

struct Entry;

// A name an entry bore before an amendment.
struct FormerName {
    std::string name;
    Day until; // the first day on which it was no longer the name
};

struct Entry {
    std::string code;
    std::string name;
    std::string rank; // of titles: a code of title_rank; else empty
    const Entry* parent = nullptr;
    int level = 1; // 1 at the top
    int first = 0; // number in depth-first order; the subtree is [first, last]
    int last = 0;
    std::vector<std::string> aliases;
    std::vector<FormerName> former_names;
    const Edition* edition = nullptr;
    std::optional<Day> retired; // the first day on which the code was no longer valid
    std::string successor;      // code, empty if none

    bool leaf() const { return first == last; }
    // True for the entry itself and all below it.
    bool within(const Entry& ancestor) const { return ancestor.first <= first && first <= ancestor.last; }
    // The name the entry bore on `day`: a record of that day keeps its meaning.
    std::string_view name_on(Day day) const;
};

// One code table with all its editions. Never changes after loading; entries keep their addresses. Threads
// may share it.
class Table {
public:
    // Builds the table from its files' contents, see data/README.md for their form. Throws std::runtime_error
    // where a file breaks the form: the files are part of the program.
    explicit Table(const std::vector<std::string_view>& files);

    const std::string& id() const { return id_; }                     // "discipline"
    const std::string& title() const { return title_; }               // "学科分类与代码"
    const std::deque<Edition>& editions() const { return editions_; } // ascending by valid_from
    const std::vector<Entry>& entries() const { return entries_; }    // in depth-first order, retired ones included

    // By exact code, retired ones included; nullptr if there is none.
    const Entry* find(std::string_view code) const;
    // By exact name, alias, former name, or name without its bracketed ending ("讲师" for "讲师（高校）");
    // brackets and blanks may be of either width. Retired entries only if no other bears the name. In the
    // table's order.
    std::vector<const Entry*> find_name(std::string_view name) const;
    // The entry's direct children without retired ones; those at the top for nullptr.
    std::vector<const Entry*> children(const Entry* parent) const;
    // Names from the top down, joined by " / ".
    std::string path(const Entry& entry) const;
    // False also if either code is unknown.
    bool is_within(std::string_view code, std::string_view ancestor) const;

    // The entry with this code; an Error naming the successor or what is near if it is retired or unknown.
    // `label` names the field, e.g. "主学科".
    Result<const Entry*> by_code(std::string_view code, std::string_view label) const;
    // What people write in a workbook: a code, a name, "code name", or a path of names "数学/代数学".
    Result<const Entry*> resolve(std::string_view text, std::string_view label) const;
    // For a picker: by beginning of code, part of the name, pinyin or initials ("qn" finds 氢能); best first,
    // at most `limit`. Prepares its index when first called (0.2 s for the largest table).
    std::vector<const Entry*> search(std::string_view text, std::size_t limit = 20) const;

    // by_code as the rule of a text field.
    fields::TextCheck check() const;

private:
    struct Draft;
    struct Terms {
        std::string name, pinyin, initials;
    };

    void read_file(std::string_view content, std::vector<Draft>& drafts, std::unordered_map<std::string, std::size_t>& places);
    void build(std::vector<Draft>& drafts, const std::unordered_map<std::string, std::size_t>& places);
    void index();
    std::vector<const Entry*> near(std::string_view text) const;
    const std::vector<Terms>& terms() const;

    std::string id_, title_;
    std::deque<Edition> editions_;
    std::vector<Entry> entries_;
    std::unordered_map<std::string_view, const Entry*> by_code_;
    std::unordered_map<std::string, std::vector<const Entry*>> by_name_;
    mutable std::once_flag terms_made_;
    mutable std::vector<Terms> terms_;
};

// "110 数学、120 信息科学与系统科学": codes and names for a message.
std::string listed(const std::vector<const Entry*>& entries, std::size_t limit = 5);

} // namespace catalog
