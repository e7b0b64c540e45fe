#pragma once

#include <cstdint>
#include <span>
#include <vector>

// Rows of many owners in one vector: those of owner i are [first[i], first[i + 1]).
template <class T>
struct Lists {
    std::vector<T> rows;
    std::vector<std::uint32_t> first;

    std::span<const T> of(std::size_t owner) const
    {
        return std::span<const T>(rows).subspan(first[owner], first[owner + 1] - first[owner]);
    }
};

// Fills lists of `owners` owners from rows that come in ascending order of their owner; complete when destroyed.
template <class T>
class ListFiller {
public:
    ListFiller(Lists<T>& lists, std::size_t owners) : lists_(lists), owners_(owners) {}
    ~ListFiller() { close_until(owners_); }
    ListFiller(const ListFiller&) = delete;

    void add(std::size_t owner, T row)
    {
        close_until(owner);
        lists_.rows.push_back(std::move(row));
    }

private:
    Lists<T>& lists_;
    std::size_t owners_;

    void close_until(std::size_t owner)
    {
        while (lists_.first.size() <= owner) lists_.first.push_back(static_cast<std::uint32_t>(lists_.rows.size()));
    }
};

// The place of `id` in ascending `ids`; ids.size() when it is not there.
inline std::size_t place_in(const std::vector<std::int64_t>& ids, std::int64_t id)
{
    std::size_t low = 0, high = ids.size();
    while (low < high) {
        std::size_t middle = (low + high) / 2;
        if (ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ids.size() && ids[low] == id ? low : ids.size();
}
