#pragma once

#include <stdexcept>
#include <string>

namespace verify {

// The first thing that is wrong, in Chinese words for the person who runs the program. Thrown from wherever it is seen:
// a verifier has one way on, and that is none.
struct Problem : std::runtime_error {
    using std::runtime_error::runtime_error;
};

[[noreturn]] inline void fail(const std::string& text)
{
    throw Problem(text);
}

inline void require(bool good, const char* text)
{
    if (!good) fail(text);
}

inline void require(bool good, const std::string& text)
{
    if (!good) fail(text);
}

} // namespace verify
