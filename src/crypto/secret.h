#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace crypto {

// A sensitive text (identity number, phone, e-mail, bank account, key). It has no stream operator and converts to
// nothing, so it cannot reach a log or an answer by accident; reveal() is the one way out and is easy to search for.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}
    Secret(const Secret&) = default;
    Secret& operator=(const Secret& other)
    {
        if (this != &other) {
            wipe();
            text_ = other.text_;
        }
        return *this;
    }
    // By swapping: a moved-from short string would keep its characters out of wipe()'s reach.
    Secret(Secret&& other) noexcept { text_.swap(other.text_); }
    Secret& operator=(Secret&& other) noexcept
    {
        text_.swap(other.text_);
        return *this;
    }
    ~Secret() { wipe(); }

    const std::string& reveal() const { return text_; }
    bool empty() const { return text_.empty(); }

private:
    std::string text_;

    void wipe()
    {
        // Up to the capacity: a longer text may have stood here before.
        text_.resize(text_.capacity());
        volatile char* at = text_.data();
        for (std::size_t i = 0; i < text_.size(); ++i) at[i] = 0;
        text_.clear();
    }
};

} // namespace crypto
