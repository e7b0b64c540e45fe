#pragma once

#include "catalog/table.h"
#include "files/workbook.h"
#include "ruling/decision.h"

#include <optional>
#include <vector>

// New editions of code tables (A10): the whole table as a workbook, compared with what holds; proposed by one person, approved by another,
// in force from a later day. Codes that the edition no longer has are retired: records keep them, nobody chooses them any more.
namespace ruling {

// The tables that records of experts name by code and that standards bring anew.
struct CodeTable {
    std::string_view id, records; // the table of records with the columns expert_id and code
};
std::span<const CodeTable> code_tables();
const CodeTable* find_code_table(std::string_view id);

struct CodeChange {
    std::string act; // added, renamed, retired
    std::string code, name;
    std::string parent;              // of an added code
    std::string former;              // the name that a renamed one bore
    std::vector<std::string> others; // of a retired one: the codes that stand for it now
    std::int64_t experts = 0;        // whose records name a retired one
};
struct CodeFault {
    std::int64_t row = 0;
    std::string column, message;
};
struct CodeReading {
    std::vector<CodeChange> changes;
    std::vector<CodeFault> faults; // with any the changes mean nothing
};
// What the workbook (代码, 名称, 上级代码, 原代码) changes of `before`.
CodeReading read_edition(const files::Workbook& workbook, const catalog::Table& before);
// How many experts in the library name each retired code.
void count_experts(db::Connection& connection, const CodeTable& table, std::vector<CodeChange>& changes);

struct CodeEdition : Course {
    static constexpr std::string_view called = "新版";
    std::string table, standard, name;
    std::vector<CodeChange> changes;

    Matter matter() const;
};
// Newest first.
std::vector<CodeEdition> code_editions(db::Connection& connection);
std::optional<CodeEdition> find_code_edition(db::Connection& connection, const std::string& public_id);

struct EditionProposal {
    const CodeTable& table;
    std::string standard, name;
    Day from{};
    std::string document;
};
// Whether an edition may begin then, one at a time and each after the one before.
Result<Done> judge(db::Connection& connection, const EditionProposal& proposal, Day today);
// The table as it will be when everything approved is in force.
std::unique_ptr<const catalog::Table> table_to_come(db::Connection& connection, const CodeTable& table);
// One act up to its entry, "codes.proposed/1"; gives the public id.
std::string propose(ledger::Act& act, const EditionProposal& proposal, const std::vector<CodeChange>& changes, std::int64_t account_id);

} // namespace ruling
