#pragma once

#include "base/result.h"
#include "base/text.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

// What the harnesses of script/fuzz share. BOLE_FUZZ says which target of a harness is built.
namespace fuzz {

inline constexpr std::string_view target = BOLE_FUZZ;

// Stops the run where a property does not hold.
inline void must(bool held, const char* what)
{
    if (held) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

// A refusal says in well-formed text why.
inline void must_tell(const Error& error)
{
    must(!error.message.empty() && is_utf8(error.message) && !error.code.empty(), "a refusal has a code and a message");
}

inline void must_tell(const std::exception& error)
{
    must(error.what()[0] != '\0' && is_utf8(error.what()), "a refusal has a message");
}

// Takes bytes off the front of an input.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

    std::uint8_t byte()
    {
        if (rest_.empty()) return 0;
        auto first = static_cast<std::uint8_t>(rest_[0]);
        rest_.remove_prefix(1);
        return first;
    }
    // Up to `mark`, which is passed over, or to the end.
    std::string_view until(char mark)
    {
        auto text = rest_.substr(0, rest_.find(mark));
        rest_.remove_prefix(std::min(text.size() + 1, rest_.size()));
        return text;
    }
    bool done() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

} // namespace fuzz
