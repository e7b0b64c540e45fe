#pragma once

#include <string>
#include <string_view>

namespace catalog {

// How a Chinese text is read: lower-case ASCII syllables, ü written v. A reading is a guess where characters
// have several: for persons it is stored in a field that can be corrected.
struct Pinyin {
    std::string key;      // "ou yang xiu": orders names; other scripts stay as they are
    std::string initials; // "oyx"
    // "ouyangxiu": what is typed into a search.
    std::string compact() const;
};

// The name of a person: the family name is read as a family name (单 shan, 曾 zeng, 朴 piao, 尉迟 yu chi),
// the rest as words.
Pinyin person_pinyin(std::string_view name);
// Any other text: names of units, disciplines, places.
Pinyin text_pinyin(std::string_view text);

// The initials of a key, as the readers above give them.
std::string initials_of(std::string_view key);

// What someone typed into a search, in the form of `compact` and `initials`: lower case, ü as v, no blanks.
std::string pinyin_query(std::string_view typed);

} // namespace catalog
