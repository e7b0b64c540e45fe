#pragma once

#include "intake/draft.h"
#include "intake/fault.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace intake {

// The units of the library and of the sheet 单位 in one tree, so that a row may name either: by credit code, by name or former name
// of the legal entity, and by the path below it ("草原大学/能源学院/热能系").
class UnitTree {
public:
    struct Node {
        std::optional<std::int64_t> id; // of the library's; later, of those written
        std::optional<std::size_t> row; // index in the sheet, of those to add
        std::optional<std::size_t> above, department;
        std::string name;
    };

    // Adds `rows` to the `known`; what cannot be placed or differs from the library is added to `faults`.
    UnitTree(const std::vector<units::KnownUnit>& known, const std::vector<UnitRow>& rows, Faults& faults);

    // The node that `unit` (and `part` below it) names, or what to say of it.
    Result<std::size_t> find(const std::string& unit, const std::string& part = {}) const;
    // Units of the tree whose path is like that of `unit` (and `part`), the likest first.
    std::vector<std::string> near(const std::string& unit, const std::string& part = {}) const;
    std::vector<Node>& nodes() { return nodes_; }
    // The nodes to add, each after the one above it and its department.
    const std::vector<std::size_t>& to_add() const { return to_add_; }
    std::int64_t reused() const { return reused_; }

private:
    std::vector<Node> nodes_;
    std::map<std::string, std::size_t> by_code_;
    std::map<std::string, std::vector<std::size_t>> entities_, aliases_; // legal entities by name
    std::map<std::pair<std::size_t, std::string>, std::size_t> below_;
    std::vector<std::size_t> to_add_;
    std::int64_t reused_ = 0;

    struct Placing;
    void add_known(const std::vector<units::KnownUnit>& known);
    void order(const std::vector<UnitRow>& rows, Faults& faults);
};

} // namespace intake
