#pragma once

#include <bit>
#include <cstdint>
#include <vector>

// A set of places below `size`, a bit each: joined and cut word by word. Sets that meet have the same size.
class Bits {
public:
    Bits() = default;
    explicit Bits(std::size_t size) : size_(size), words_((size + 63) / 64) {}
    static Bits all(std::size_t size)
    {
        Bits bits(size);
        for (auto& word : bits.words_) word = ~std::uint64_t{0};
        if (size % 64) bits.words_.back() = (std::uint64_t{1} << size % 64) - 1;
        return bits;
    }

    std::size_t size() const { return size_; }
    void set(std::size_t place) { words_[place / 64] |= std::uint64_t{1} << place % 64; }
    bool test(std::size_t place) const { return words_[place / 64] >> place % 64 & 1; }
    std::int64_t count() const
    {
        std::int64_t sum = 0;
        for (auto word : words_) sum += std::popcount(word);
        return sum;
    }

    Bits& operator&=(const Bits& other)
    {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
        return *this;
    }
    Bits& operator|=(const Bits& other)
    {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
        return *this;
    }
    // Without the places of the other.
    Bits& operator-=(const Bits& other)
    {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
        return *this;
    }
    friend Bits operator&(Bits a, const Bits& b) { return a &= b; }
    friend Bits operator|(Bits a, const Bits& b) { return a |= b; }
    friend Bits operator-(Bits a, const Bits& b) { return a -= b; }
    bool operator==(const Bits&) const = default;

    // Calls `use` with every place in it, ascending.
    template <class Use>
    void each(Use use) const
    {
        for (std::size_t i = 0; i < words_.size(); ++i)
            for (std::uint64_t word = words_[i]; word; word &= word - 1) use(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
    }

private:
    std::size_t size_ = 0;
    std::vector<std::uint64_t> words_;
};

// How many places are in both.
inline std::int64_t count_both(const Bits& a, const Bits& b)
{
    return (a & b).count();
}
