#include "intake/unit_tree.h"

#include "base/text.h"
#include "catalog/catalog.h"
#include "intake/columns.h"
#include "intake/messages.h"
#include "intake/nearness.h"

#include <algorithm>
#include <functional>

namespace intake {

namespace {

// Names are compared without blanks and with brackets of one width.
std::string folded(std::string_view name)
{
    static constexpr std::pair<std::string_view, std::string_view> same[] = {
        {"（", "("}, {"）", ")"}, {"／", "/"}, {"\u3000", ""}, {" ", ""}};
    std::string result;
    for (std::size_t at = 0; at < name.size();) {
        auto rest = name.substr(at);
        auto found = std::find_if(std::begin(same), std::end(same), [&](const auto& s) { return rest.starts_with(s.first); });
        if (found != std::end(same)) {
            result += found->second;
            at += found->first.size();
        } else {
            result += name[at++];
        }
    }
    return result;
}

std::vector<std::string> parts_of(const std::string& path)
{
    std::vector<std::string> parts;
    std::string text = folded(path);
    for (std::size_t at = 0; at <= text.size();) {
        auto end = std::min(text.find('/', at), text.size());
        if (end > at) parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

std::string day_text(const std::optional<Day>& day)
{
    return day ? to_text(*day) : "";
}

} // namespace

// Places the rows of the sheet.
struct UnitTree::Placing {
    UnitTree& tree;
    const std::map<std::int64_t, const units::KnownUnit*>& known;
    const std::vector<UnitRow>& rows;
    Faults& faults;

    void fault(const UnitRow& row, const std::string& title, const std::string& value, const Message& message,
               std::initializer_list<std::string> arguments = {})
    {
        faults.add(unit_sheet().name, row.row, title, value, refuse(ErrorKind::invalid, message, arguments));
    }

    // The row of the sheet that made a node, or 0 when the library did.
    std::int64_t row_of(std::size_t node) const { return tree.nodes_[node].row ? rows[*tree.nodes_[node].row].row : 0; }

    std::size_t add(std::size_t index, std::optional<std::size_t> above)
    {
        const auto& unit = rows[index].unit;
        tree.nodes_.push_back({std::nullopt, index, above, std::nullopt, unit.name});
        std::size_t node = tree.nodes_.size() - 1;
        if (above) {
            tree.below_[{*above, folded(unit.name)}] = node;
        } else {
            tree.entities_[folded(unit.name)].push_back(node);
            if (unit.code) tree.by_code_[*unit.code] = node;
            for (const auto& alias : unit.aliases) tree.aliases_[folded(alias)].push_back(node);
        }
        return node;
    }

    // A unit of the library is used as it is: what the sheet says otherwise is a fault. Empty cells say nothing.
    void reuse(const UnitRow& row, std::size_t node)
    {
        ++tree.reused_;
        const units::KnownUnit& here = *known.at(*tree.nodes_[node].id);
        auto differs = [&](const std::string& title, const std::string& value, const std::optional<std::string>& there,
                           const catalog::Table* table = nullptr) {
            if (value.empty() || value == there.value_or("")) return;
            auto name = [&](const std::string& code) { return table && table->find(code) ? table->find(code)->name : code; };
            fault(row, title, name(value), messages::unit_differs, {title, there ? name(*there) : "空"});
        };
        differs("单位名称", folded(row.unit.name) == folded(here.name) ? here.name : row.unit.name, here.name);
        differs("单位类型", row.unit.kind.value_or(""), here.kind, &catalog::unit_kinds());
        differs("所在地区", row.unit.region.value_or(""), here.region, &catalog::regions());
        differs("上市日期", day_text(row.unit.listed_from), here.listed_from);
        differs("退市日期", day_text(row.unit.listed_to), here.listed_to);
        auto missing = [&](const std::string& title, const std::vector<std::string>& values, const std::vector<std::string>& there) {
            for (const auto& value : values)
                if (std::find(there.begin(), there.end(), value) == there.end())
                    fault(row, title, value, messages::unit_differs, {title, there.empty() ? "空" : there.front()});
        };
        missing("曾用名和别名", row.unit.aliases, here.aliases);
        std::vector<std::string> kinds;
        for (const auto& attribute : row.unit.attributes) kinds.push_back(attribute.kind);
        missing("单位属性", kinds, here.attributes);
    }

    void meet(const UnitRow& row, std::size_t node, const std::string& title, const std::string& value)
    {
        if (auto first = row_of(node))
            fault(row, title, value, messages::unit_twice, {faults.where(unit_sheet().name, first)});
        else
            reuse(row, node);
    }

    void place_entity(std::size_t index)
    {
        const auto& row = rows[index];
        if (row.unit.code) {
            if (auto found = tree.by_code_.find(*row.unit.code); found != tree.by_code_.end())
                return meet(row, found->second, "统一社会信用代码", *row.unit.code);
        } else if (row.sound) {
            fault(row, "统一社会信用代码", "", messages::unit_code_needed);
        }
        if (!row.unit.kind && row.sound) fault(row, "单位类型", "", messages::unit_kind_needed);
        if (auto found = tree.entities_.find(folded(row.unit.name)); found != tree.entities_.end()) {
            std::size_t node = found->second.front();
            if (auto first = row_of(node))
                fault(row, "单位名称", row.unit.name, messages::unit_twice, {faults.where(unit_sheet().name, first)});
            else
                fault(row, "单位名称", row.unit.name, messages::unit_name_taken, {known.at(*tree.nodes_[node].id)->code.value_or("空")});
            return;
        }
        add(index, std::nullopt);
    }

    // False while the unit above is not there yet.
    bool place_part(std::size_t index)
    {
        const auto& row = rows[index];
        auto above = tree.find(row.above);
        if (!above) return false;
        if (row.unit.code) fault(row, "统一社会信用代码", *row.unit.code, messages::unit_code_below);
        auto found = tree.below_.find({*above, folded(row.unit.name)});
        if (found != tree.below_.end())
            meet(row, found->second, "单位名称", row.unit.name);
        else
            add(index, *above);
        return true;
    }

    void place_all()
    {
        std::vector<std::size_t> waiting;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].unit.name.empty()) continue; // told already
            if (rows[i].unit.name.find('/') != std::string::npos)
                fault(rows[i], "单位名称", rows[i].unit.name, messages::unit_name_slash);
            else if (rows[i].above.empty())
                place_entity(i);
            else
                waiting.push_back(i);
        }
        for (std::size_t before = waiting.size() + 1; waiting.size() < before;) {
            before = waiting.size();
            std::erase_if(waiting, [&](std::size_t i) { return place_part(i); });
        }
        for (std::size_t i : waiting) {
            auto last = parts_of(rows[i].above);
            bool circle = std::any_of(waiting.begin(), waiting.end(),
                                      [&](std::size_t k) { return !last.empty() && folded(rows[k].unit.name) == last.back(); });
            if (circle)
                fault(rows[i], "上级单位", rows[i].above, messages::unit_circle);
            else
                faults.add(unit_sheet().name, rows[i].row, "上级单位", rows[i].above, tree.find(rows[i].above).error());
        }
    }

    void find_departments()
    {
        for (auto& node : tree.nodes_) {
            if (!node.row || rows[*node.row].department.empty()) continue;
            const auto& row = rows[*node.row];
            auto department = tree.find(row.department);
            if (department)
                node.department = *department;
            else
                faults.add(unit_sheet().name, row.row, "归口管理部门", row.department, department.error());
        }
    }
};

UnitTree::UnitTree(const std::vector<units::KnownUnit>& known, const std::vector<UnitRow>& rows, Faults& faults)
{
    std::map<std::int64_t, const units::KnownUnit*> by_id;
    for (const auto& unit : known) by_id[unit.id] = &unit;
    add_known(known);
    Placing placing{*this, by_id, rows, faults};
    placing.place_all();
    placing.find_departments();
    order(rows, faults);
}

void UnitTree::add_known(const std::vector<units::KnownUnit>& known)
{
    std::map<std::int64_t, std::size_t> places;
    for (const auto& unit : known) {
        places[unit.id] = nodes_.size();
        nodes_.push_back({unit.id, std::nullopt, std::nullopt, std::nullopt, unit.name});
    }
    for (const auto& unit : known) {
        std::size_t node = places[unit.id];
        if (unit.above_id) {
            nodes_[node].above = places[*unit.above_id];
            below_[{places[*unit.above_id], folded(unit.name)}] = node;
            for (const auto& alias : unit.aliases) below_.try_emplace({places[*unit.above_id], folded(alias)}, node);
            continue;
        }
        entities_[folded(unit.name)].push_back(node);
        if (unit.code) by_code_[*unit.code] = node;
        for (const auto& alias : unit.aliases) aliases_[folded(alias)].push_back(node);
    }
}

Result<std::size_t> UnitTree::find(const std::string& unit, const std::string& part) const
{
    std::string whole = part.empty() ? unit : unit + "/" + part;
    auto absent = [&] { return refuse(ErrorKind::invalid, messages::unit_absent, {whole}); };
    auto parts = parts_of(whole);
    if (parts.empty()) return absent();
    std::size_t node = 0;
    if (auto code = by_code_.find(parts[0]); code != by_code_.end()) {
        node = code->second;
    } else {
        const std::vector<std::size_t>* found = nullptr;
        for (const auto* names : {&entities_, &aliases_})
            if (auto it = names->find(parts[0]); !found && it != names->end()) found = &it->second;
        if (!found) return absent();
        if (found->size() > 1) return refuse(ErrorKind::invalid, messages::unit_ambiguous, {unit});
        node = found->front();
    }
    for (std::size_t i = 1; i < parts.size(); ++i) {
        auto next = below_.find({node, parts[i]});
        if (next == below_.end()) return absent();
        node = next->second;
    }
    return node;
}

std::vector<std::string> UnitTree::near(const std::string& unit, const std::string& part) const
{
    auto parts = parts_of(part.empty() ? unit : unit + "/" + part);
    if (parts.empty()) return {};
    std::map<std::string, std::string> meant; // name or alias, folded → name of the entity
    for (const auto* names : {&entities_, &aliases_})
        for (const auto& [name, found] : *names)
            if (found.size() == 1) meant.emplace(name, nodes_[found.front()].name);
    std::vector<std::string> names;
    for (const auto& [name, entity] : meant) names.push_back(name);
    std::vector<std::string> paths;
    auto add = [&](std::string path) {
        if (find(path) && std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(std::move(path));
    };
    auto known = find(parts[0]);
    for (const auto& name : known ? std::vector<std::string>{parts[0]} : nearest(parts[0], names)) {
        auto top = find(name);
        if (!top) continue;
        std::string path = nodes_[*top].name;
        if (parts.size() == 1) {
            add(path);
            continue;
        }
        std::string rest;
        for (std::size_t i = 1; i < parts.size(); ++i) rest += "/" + parts[i];
        add(path + rest);
        std::vector<std::string> below;
        for (auto it = below_.lower_bound({*top, ""}); it != below_.end() && it->first.first == *top; ++it)
            below.push_back(nodes_[it->second].name);
        for (const auto& one : nearest(parts[1], below)) add(path + "/" + one + rest.substr(1 + parts[1].size()));
    }
    return paths;
}

void UnitTree::order(const std::vector<UnitRow>& rows, Faults& faults)
{
    enum class Mark { unseen, under_way, done };
    std::vector<Mark> marks(nodes_.size(), Mark::unseen);
    std::function<bool(std::size_t)> visit = [&](std::size_t at) {
        auto& node = nodes_[at];
        if (!node.row || marks[at] == Mark::done) return true;
        if (marks[at] == Mark::under_way) return false;
        marks[at] = Mark::under_way;
        bool sound = (!node.above || visit(*node.above)) && (!node.department || visit(*node.department));
        marks[at] = Mark::done;
        if (!sound)
            faults.add(unit_sheet().name, rows[*node.row].row, "归口管理部门", rows[*node.row].department,
                       refuse(ErrorKind::invalid, messages::unit_circle));
        to_add_.push_back(at);
        return sound;
    };
    for (std::size_t at = 0; at < nodes_.size(); ++at) visit(at);
}

} // namespace intake
