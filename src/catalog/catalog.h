#pragma once

#include "catalog/table.h"

#include <string_view>
#include <vector>

// The code tables in data/, loaded from the binary when first asked for. Their ids are the names of their
// files.
namespace catalog {

// Throws std::out_of_range for an id that does not exist.
const Table& table(std::string_view id);
// All tables, ascending by id.
std::vector<const Table*> tables();

const Table& disciplines();   // GB/T 13745
const Table& industries();    // GB/T 4754
const Table& regions();       // GB/T 2260
const Table& sexes();         // GB/T 2261.1
const Table& ethnic_groups(); // GB/T 3304
const Table& education();     // GB/T 4658
const Table& degrees();       // GB/T 6864
const Table& political();     // GB/T 4762
const Table& languages();     // GB/T 4880.1
const Table& titles();        // GB/T 8561 and local senior titles
const Table& title_ranks();
const Table& expert_categories(); // Art. 6
const Table& unit_kinds();        // Art. 6(2), 6(4), 6(5)
const Table& unit_attributes();   // Art. 6(1), 6(2), 14(4)6
const Table& post_kinds();        // Art. 14(4)4, 14(4)5
const Table& relation_kinds();    // Art. 14(4)2
const Table& interest_kinds();    // Art. 14(4)6
const Table& sanction_kinds();    // Art. 13, 22
const Table& activity_kinds();    // Art. 3
const Table& achievement_kinds();

} // namespace catalog
