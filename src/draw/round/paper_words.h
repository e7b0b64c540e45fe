#pragma once

#include "draw/round/views.h"

// How papers write times, hashes and counts.
namespace draw::round {

std::string time_words(Instant at);       // 09:26:04 in +08:00
std::string short_time_words(Instant at); // 09:26
std::string day_words(Day day);           // 2026年11月24日
// The first `count` digits in groups of four.
std::string in_fours(const std::string& hex, std::size_t count);
std::string count_words(const CountView& count); // 239; 少于 5
// CQ-2026-0187-2: the activity's number and the round.
std::string printed_number(const std::string& activity_number, std::int64_t round);
// A, B … Z, then 27, 28 …
std::string group_letter(std::size_t index);
std::string suite_words(const std::string& suite);
// What stands at the foot of each sheet.
std::string foot_words(const std::string& number, const std::string& seal_hash);

// How a round ended, in one sentence.
std::string ending_words(const RoundLineView& line);
std::string verdict_words(const RoundLineView& line); // 作废, 有效, 进行中

} // namespace draw::round
