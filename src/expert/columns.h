#pragma once

#include "expert/expert.h"

// What stands in the columns of a record's rows.
namespace expert {

// Of the table expert, but for what is given once: public_id, number, status, days of entering, batch.
ledger::Record identity_columns(const crypto::Keyring& keys, const NewExpert& expert);
ledger::Record columns_of(const crypto::Keyring& keys, std::int64_t expert_id, const Category& category);
ledger::Record columns_of(const crypto::Keyring& keys, std::int64_t expert_id, const Post& post);
ledger::Record columns_of(const crypto::Keyring& keys, std::int64_t expert_id, const Relation& relation);
ledger::Record columns_of(const crypto::Keyring& keys, std::int64_t expert_id, const Interest& interest);
ledger::Record columns_of(const crypto::Keyring& keys, std::int64_t expert_id, const Absence& absence);
ledger::Record columns_of(const crypto::Keyring& keys, std::int64_t expert_id, const Achievement& achievement);
ledger::Record columns_of(std::int64_t expert_id, const Sanction& sanction);

// The lists of codes of a record, each with its table of code and place.
struct CodeList {
    std::vector<std::string> NewExpert::*codes;
    const ledger::Table& table;
};
inline const CodeList code_lists[] = {{&NewExpert::disciplines, expert_discipline_table},
                                      {&NewExpert::industries, expert_industry_table},
                                      {&NewExpert::languages, expert_language_table},
                                      {&NewExpert::willingness, expert_willingness_table}};

// Empty texts and absent days are NULL.
db::Value text_value(const std::string& text);
db::Value day_value(const std::optional<Day>& day);

// Of the other one of a relation: of the number where one is given, else what is kept.
std::optional<Bytes> other_hash(const crypto::Keyring& keys, const Relation& relation);

} // namespace expert
