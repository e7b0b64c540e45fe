#pragma once

#include "http/http.h"

#include <cstdio>
#include <string>
#include <string_view>

// How events are written to a stream.
namespace http {

// Frames of an event stream: chunks, so that its end is certain; as they are for HTTP/1.0.
inline std::string framed(const std::string& text, bool chunks)
{
    if (!chunks) return text;
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", text.size());
    return size + text + "\r\n";
}

inline std::string event_text(const Events& events)
{
    std::string text;
    for (std::string_view data : events.data) {
        for (bool more = true; more;) {
            auto end = data.find('\n');
            text += "data: " + std::string(data.substr(0, end)) + "\n";
            more = end != std::string_view::npos;
            if (more) data.remove_prefix(end + 1);
        }
        text += "\n";
    }
    return text;
}

} // namespace http
