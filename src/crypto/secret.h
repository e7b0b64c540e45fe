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
    Secret(Secret&&) noexcept = default;
    Secret& operator=(Secret&&) noexcept = default;
    ~Secret() { wipe(); }

    const std::string& reveal() const { return text_; }
    bool empty() const { return text_.empty(); }

private:
    std::string text_;

    void wipe()
    {
        volatile char* at = text_.data();
        for (std::size_t i = 0; i < text_.size(); ++i) at[i] = 0;
    }
};

}  // namespace crypto
