#pragma once

#include "base/result.h"
#include "rulebook/texts.h"

// The texts that can be ordered anew (A10), and what their words may be.
namespace ruling {

enum class Form { paper, guidance, sms };

struct Text {
    std::string code; // undertaking, consent.notice, sms.sign_in_code
    std::string name; // "登录验证码"
    Form form;
    std::string_view used;   // where people meet it
    std::string_view effect; // what follows from a new edition
    std::span<const rulebook::Placeholder> placeholders{};
};
std::span<const Text> texts();
const Text* find_text(std::string_view code);

std::size_t most_characters(Form form);

// Whether these may be the words: every placeholder stands in it and no other, nobody's telephone or identity number does (H), a message
// begins with its sender and is one line.
Result<Done> judge_words(const Text& text, const std::string& body);
// With a sample for each placeholder.
std::string sample_of(const Text& text, std::string_view body);

} // namespace ruling
