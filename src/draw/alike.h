#pragma once

#include "base/bits.h"

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace draw {

// Sorts the members of a set into classes of those who are alike in everything they are split by.
class Alike {
public:
    struct Class {
        std::size_t example = 0; // the lowest member
        std::int64_t size = 0;
    };

    explicit Alike(const Bits& members) : classes_(members.count() > 0)
    {
        members.each([&](std::size_t place) { members_.push_back(place); });
        class_of_.resize(members_.size());
    }

    // Splits by a number each member has; all are below `numbers`.
    template <class NumberOf>
    void split(std::size_t numbers, NumberOf number_of)
    {
        constexpr std::size_t most_counted = std::size_t{1} << 21; // beyond it pairs are looked up
        std::uint32_t next = 0;
        if (classes_ * numbers <= most_counted) {
            std::vector<std::uint32_t> known(classes_ * numbers); // from 1
            for (std::size_t i = 0; i < members_.size(); ++i) {
                auto& number = known[class_of_[i] * numbers + number_of(members_[i])];
                if (!number) number = ++next;
                class_of_[i] = number - 1;
            }
        } else {
            std::unordered_map<std::uint64_t, std::uint32_t> known;
            for (std::size_t i = 0; i < members_.size(); ++i) {
                auto [place, fresh] = known.try_emplace(std::uint64_t{class_of_[i]} * numbers + number_of(members_[i]), next);
                next += fresh;
                class_of_[i] = place->second;
            }
        }
        classes_ = next;
    }

    // Numbers the classes in the order of their examples.
    std::vector<Class> classes()
    {
        constexpr std::uint32_t unknown = ~std::uint32_t{0};
        std::vector<std::uint32_t> numbers(classes_, unknown);
        std::vector<Class> classes;
        for (std::size_t i = 0; i < members_.size(); ++i) {
            auto& number = numbers[class_of_[i]];
            if (number == unknown) {
                number = static_cast<std::uint32_t>(classes.size());
                classes.push_back({members_[i], 0});
            }
            ++classes[class_of_[i] = number].size;
        }
        return classes;
    }
    // The class of the nth member, by the numbers of classes() when that was called last.
    std::uint32_t class_of(std::size_t n) const { return class_of_[n]; }

private:
    std::vector<std::size_t> members_;
    std::vector<std::uint32_t> class_of_;
    std::size_t classes_;
};

} // namespace draw
