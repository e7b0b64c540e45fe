#include "intake/alike.h"

#include <algorithm>
#include <map>

namespace intake {

namespace {

constexpr std::size_t most_compared = 10;

using Places = std::vector<std::pair<bool, std::size_t>>; // known or a row, and where

class Alikes {
public:
    Alikes(const std::vector<Someone>& rows, const std::vector<Someone>& known) : rows_(rows), known_(known) {}

    std::vector<Alike> run()
    {
        for (std::size_t i = 0; i < known_.size(); ++i) add(known_[i], true, i);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            compare(i);
            add(rows_[i], false, i);
        }
        return std::move(found_);
    }

private:
    const std::vector<Someone>& rows_;
    const std::vector<Someone>& known_;
    std::map<std::pair<std::string, Day>, Places> by_birth_;
    std::map<std::pair<std::string, std::size_t>, Places> by_unit_;
    std::set<std::pair<std::string, std::string>> seen_;
    std::vector<Alike> found_;

    void add(const Someone& one, bool known, std::size_t at)
    {
        if (one.birth_day) by_birth_[{one.name, *one.birth_day}].emplace_back(known, at);
        for (auto entity : one.entities) by_unit_[{one.name, entity}].emplace_back(known, at);
    }

    // The known come first: a pair of the library outweighs one of the file.
    template <class Key>
    void collect(const std::map<Key, Places>& index, const Key& key, std::map<std::pair<bool, std::size_t>, Alike>& others,
                 bool Alike::*how, std::size_t row)
    {
        auto found = index.find(key);
        if (found == index.end()) return;
        const auto& places = found->second;
        auto take = [&](const auto& place) {
            Alike& alike = others.try_emplace({!place.first, place.second}, Alike{row, place.second, place.first}).first->second;
            alike.*how = true;
        };
        std::size_t known = static_cast<std::size_t>(
            std::find_if(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(std::min(places.size(), most_compared)),
                         [](const auto& place) { return !place.first; }) -
            places.begin());
        for (std::size_t i = 0; i < known; ++i) take(places[i]);
        for (std::size_t i = std::max(known, places.size() - std::min(places.size(), most_compared - known)); i < places.size(); ++i)
            take(places[i]);
    }

    void compare(std::size_t row)
    {
        const Someone& one = rows_[row];
        std::map<std::pair<bool, std::size_t>, Alike> others;
        if (one.birth_day) collect(by_birth_, {one.name, *one.birth_day}, others, &Alike::by_birth, row);
        for (auto entity : one.entities) collect(by_unit_, {one.name, entity}, others, &Alike::by_unit, row);
        for (const auto& [place, alike] : others) {
            const Someone& other = alike.known ? known_[alike.other] : rows_[alike.other];
            if (other.key != one.key && seen_.insert(std::minmax(one.key, other.key)).second) found_.push_back(alike);
        }
    }
};

} // namespace

std::vector<Alike> find_alike(const std::vector<Someone>& rows, const std::vector<Someone>& known)
{
    return Alikes(rows, known).run();
}

} // namespace intake
