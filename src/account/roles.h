#pragma once

#include <string_view>

namespace account {

// Where a role reaches, as people say it.
std::string_view scope_in_words(std::string_view role);
// Whether that depends on the account's unit.
bool needs_unit(std::string_view role);
// Whether it reaches elsewhere when the account moves to another legal entity: an agency holds what is lent to its own (Art. 2).
bool follows_unit(std::string_view role);

} // namespace account
