#include "ruling/code_edition.h"

#include "base/text.h"
#include "catalog/editions.h"
#include "crypto/random.h"
#include "db/pages.h"
#include "ruling/messages.h"
#include "ruling/ruling.h"

#include <algorithm>
#include <array>
#include <map>

namespace ruling {

namespace {

constexpr std::array<std::string_view, 4> titles = {"代码", "名称", "上级代码", "原代码"};
enum Title { of_code, of_name, of_parent, of_former };
constexpr std::size_t most_faults = 100;

std::string cell(const files::Row& row, std::optional<std::size_t> at)
{
    return at && *at < row.cells.size() ? std::string(trimmed(row.cells[*at].text)) : std::string();
}

// Semicolons and commas of either width stand between codes.
std::vector<std::string> codes_in(std::string text)
{
    for (std::string_view mark : {"；", "，", "、", ";"})
        for (std::size_t at; (at = text.find(mark)) != std::string::npos;) text.replace(at, mark.size(), ",");
    std::vector<std::string> codes;
    for (std::size_t from = 0; from <= text.size();) {
        auto at = std::min(text.find(',', from), text.size());
        if (auto code = trimmed(std::string_view(text).substr(from, at - from)); !code.empty()) codes.emplace_back(code);
        from = at + 1;
    }
    return codes;
}

bool is_code(std::string_view text)
{
    return !text.empty() && text.size() <= 20 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-';
    });
}

struct Line {
    std::int64_t row = 0;
    std::string name, parent;
    std::vector<std::string> former;
};

class Reader {
public:
    Reader(const catalog::Table& before, CodeReading& into) : before_(before), into_(into) {}

    void read(const files::Workbook& workbook)
    {
        if (workbook.sheets.empty() || workbook.sheets.front().rows.size() < 2) return fault(0, "", messages::codes_empty);
        const auto& rows = workbook.sheets.front().rows;
        if (!find_columns(rows.front())) return;
        for (std::size_t i = 1; i < rows.size(); ++i) take(rows[i]);
        for (const auto& code : order_) compare(code, lines_.at(code));
        for (const auto& entry : before_.entries())
            if (!entry.retired && !lines_.contains(entry.code)) retire(entry);
        for (const auto& [former, codes] : mapped_)
            if (const auto* entry = before_.find(former); !entry || entry->retired || lines_.contains(former))
                fault(lines_.at(codes.front()).row, titles[of_former],
                      !entry || entry->retired ? messages::codes_former_unknown : messages::codes_former_stays, {former});
        if (into_.faults.empty() && into_.changes.empty()) fault(0, "", messages::codes_same);
    }

private:
    bool find_columns(const files::Row& row)
    {
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            for (std::size_t t = 0; t < titles.size(); ++t)
                if (trimmed(row.cells[i].text) == titles[t]) places_[t] = i;
        for (auto t : {of_code, of_name, of_parent})
            if (!places_[t]) fault(row.number, titles[t], messages::codes_column, {std::string(titles[t])});
        return into_.faults.empty();
    }

    void take(const files::Row& row)
    {
        std::string code = cell(row, places_[of_code]);
        Line line{row.number, cell(row, places_[of_name]), cell(row, places_[of_parent]), codes_in(cell(row, places_[of_former]))};
        if (!is_code(code)) return fault(row.number, titles[of_code], messages::codes_code, {code});
        if (line.name.empty() || characters(line.name) > 80 || line.name.find_first_of(",\"\r\n") != std::string::npos)
            return fault(row.number, titles[of_name], messages::codes_name);
        for (const auto& former : line.former)
            if (former != code) mapped_[former].push_back(code);
        if (!lines_.emplace(code, std::move(line)).second) return fault(row.number, titles[of_code], messages::codes_twice, {code});
        order_.push_back(code);
    }

    void compare(const std::string& code, const Line& line)
    {
        if (!line.parent.empty() && (line.parent == code || !lines_.contains(line.parent)))
            return fault(line.row, titles[of_parent], messages::codes_parent, {line.parent});
        const auto* entry = before_.find(code);
        if (!entry) {
            into_.changes.push_back({"added", code, line.name, line.parent, {}, {}});
            return;
        }
        if (entry->retired) return fault(line.row, titles[of_code], messages::codes_retired, {code, entry->name});
        if ((entry->parent ? entry->parent->code : "") != line.parent)
            return fault(line.row, titles[of_parent], messages::codes_moved, {code, entry->name});
        if (entry->name != line.name) into_.changes.push_back({"renamed", code, line.name, {}, entry->name, {}});
    }

    void retire(const catalog::Entry& entry)
    {
        auto others = mapped_.find(entry.code);
        into_.changes.push_back(
            {"retired", entry.code, entry.name, {}, {}, others == mapped_.end() ? std::vector<std::string>{} : others->second});
    }

    void fault(std::int64_t row, std::string_view column, const Message& message, std::initializer_list<std::string> arguments = {})
    {
        if (into_.faults.size() < most_faults) into_.faults.push_back({row, std::string(column), fill(message.text, arguments)});
    }

    const catalog::Table& before_;
    CodeReading& into_;
    std::array<std::optional<std::size_t>, titles.size()> places_;
    std::map<std::string, Line> lines_;
    std::vector<std::string> order_;
    std::map<std::string, std::vector<std::string>> mapped_; // by the code that is retired
};

std::string joined(const std::vector<std::string>& codes)
{
    std::string text;
    for (const auto& code : codes) text += (text.empty() ? "" : ";") + code;
    return text;
}

// A change a line, cells separated by tabs: act, code, name, parent, former name, other codes.
std::string text_of(const std::vector<CodeChange>& changes)
{
    std::string text;
    for (const auto& c : changes)
        text += c.act + "\t" + c.code + "\t" + c.name + "\t" + c.parent + "\t" + c.former + "\t" + joined(c.others) + "\n";
    return text;
}

std::vector<CodeChange> changes_in(std::string_view text)
{
    std::vector<CodeChange> changes;
    while (!text.empty()) {
        auto end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        std::array<std::string, 6> cells;
        for (auto& one : cells) {
            auto at = line.find('\t');
            one = line.substr(0, at);
            line.remove_prefix(at == std::string_view::npos ? line.size() : at + 1);
        }
        changes.push_back({cells[0], cells[1], cells[2], cells[3], cells[4], codes_in(cells[5])});
    }
    return changes;
}

const std::string select = select_orders("code_edition", "o.table_id, o.standard, o.name, o.changes");

CodeEdition edition_of(const db::Row& row)
{
    return {course_of(row), row.text(own_column), row.text(own_column + 1), row.text(own_column + 2), changes_in(row.text(own_column + 3))};
}

// In the form in which the catalog reads it.
std::string content_of(const CodeEdition& edition)
{
    std::string text = "# table: " + edition.table + "\n# standard: " + edition.standard + "\n# edition: " + edition.name +
                       "\n# valid_from: " + edition.from + "\n# ordered: yes\ncode,parent,name,retired,successor\n";
    for (const auto& c : edition.changes) {
        bool retired = c.act == "retired";
        text += c.code + "," + c.parent + "," + c.name + "," + (retired ? edition.from : "") + "," +
                (c.others.size() == 1 ? c.others.front() : "") + "\n";
    }
    return text;
}

std::vector<std::string> approved(db::Connection& connection, std::string_view until, std::string_view table = "")
{
    std::vector<std::string> contents;
    for (const auto& edition : connection.all(select + " WHERE o.state = 'approved' AND o.from_day <= $1 ORDER BY o.from_day, o.id",
                                              {std::string(until)}, edition_of))
        if (table.empty() || edition.table == table) contents.push_back(content_of(edition));
    return contents;
}

} // namespace

const ledger::Table code_edition_table{"code_edition",
                                       {{"public_id"},
                                        {"table_id"},
                                        {"standard"},
                                        {"name"},
                                        {"from_day"},
                                        {"document"},
                                        {"changes"},
                                        {"state"},
                                        {"proposed_by"},
                                        {"proposed_at"},
                                        {"decided_by"},
                                        {"decided_at"},
                                        {"reason"}}};

std::span<const CodeTable> code_tables()
{
    static constexpr CodeTable list[] = {
        {"discipline", "expert_discipline"},
        {"industry", "expert_industry"},
        {"language", "expert_language"},
    };
    return list;
}

const CodeTable* find_code_table(std::string_view id)
{
    auto all = code_tables();
    auto found = std::find_if(all.begin(), all.end(), [&](const CodeTable& table) { return table.id == id; });
    return found == all.end() ? nullptr : &*found;
}

CodeReading read_edition(const files::Workbook& workbook, const catalog::Table& before)
{
    CodeReading reading;
    Reader(before, reading).read(workbook);
    return reading;
}

void count_experts(db::Connection& connection, const CodeTable& table, std::vector<CodeChange>& changes)
{
    std::map<std::string, std::int64_t> used;
    connection.each("SELECT code, COUNT(DISTINCT expert_id) FROM " + std::string(table.records) + " GROUP BY code", {},
                    [&](const db::Row& row) { used[row.text(0)] = row.integer(1); });
    for (auto& change : changes)
        if (auto found = used.find(change.code); change.act == "retired" && found != used.end()) change.experts = found->second;
}

Matter CodeEdition::matter() const
{
    return {code_edition_table,
            "codes",
            "code_table",
            table,
            {{"standard", standard}, {"edition", name}, {"from", from}, {"document", document}}};
}

std::vector<CodeEdition> code_editions(db::Connection& connection)
{
    return connection.all(select + " ORDER BY o.id DESC", {}, edition_of);
}

std::optional<CodeEdition> find_code_edition(db::Connection& connection, const std::string& public_id)
{
    return connection.one(select + " WHERE o.public_id = $1", {public_id}, edition_of);
}

std::unique_ptr<const catalog::Table> table_to_come(db::Connection& connection, const CodeTable& table)
{
    return catalog::with_editions(table.id, approved(connection, "9999-12-31", table.id));
}

Result<Done> judge(db::Connection& connection, const EditionProposal& proposal, Day today)
{
    if (proposal.from <= today) return refuse_field("from", messages::from_past, {to_text(today)});
    for (const auto& edition : code_editions(connection)) {
        if (edition.table != proposal.table.id) continue;
        if (edition.state == "proposed") return refuse(ErrorKind::conflict, messages::codes_waiting);
        if (edition.state == "approved" && edition.from >= to_text(proposal.from))
            return refuse_field("from", messages::codes_before, {edition.name, edition.from});
    }
    return Done{};
}

std::string propose(ledger::Act& act, const EditionProposal& proposal, const std::vector<CodeChange>& changes, std::int64_t account_id)
{
    std::string public_id = crypto::random_id(), table(proposal.table.id);
    auto row = proposed(act, public_id, proposal.from, proposal.document, account_id);
    row["table_id"] = db::Value(table);
    row["standard"] = db::Value(proposal.standard);
    row["name"] = db::Value(proposal.name);
    row["changes"] = db::Value(text_of(changes));
    act.insert(code_edition_table, row);
    act.append(
        {"codes.proposed/1",
         "code_table",
         table,
         {{"standard", proposal.standard}, {"edition", proposal.name}, {"from", to_text(proposal.from)}, {"document", proposal.document}}});
    return public_id;
}

void use_code_editions(const Platform& platform)
{
    std::vector<std::string> contents;
    {
        auto snapshot = platform.database.read();
        contents = approved(snapshot->connection(), to_text(day_of(platform.clock.now())));
    }
    catalog::use_editions(contents);
}

} // namespace ruling
