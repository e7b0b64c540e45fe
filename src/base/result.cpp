#include "base/result.h"

std::string fill(std::string_view text, std::initializer_list<std::string> arguments)
{
    std::string filled;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool placeholder = text[i] == '{' && i + 2 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9' && text[i + 2] == '}';
        std::size_t index = placeholder ? static_cast<std::size_t>(text[i + 1] - '0') : 0;
        if (placeholder && index < arguments.size()) {
            filled += arguments.begin()[index];
            i += 2;
        } else {
            filled += text[i];
        }
    }
    return filled;
}

Error refuse(ErrorKind kind, const Message& message, std::initializer_list<std::string> arguments)
{
    return {kind, std::string(message.code), fill(message.text, arguments)};
}

Error refuse_field(std::string path, const Message& message, std::initializer_list<std::string> arguments)
{
    auto text = fill(message.text, arguments);
    return {ErrorKind::invalid, std::string(message.code), text, {{std::move(path), std::string(message.code), text}}};
}
