#include "draw/round/paper_words.h"

namespace draw::round {

namespace {

bool has_result(const RoundLineView& line)
{
    return line.status == "drawn" || line.status == "confirmed";
}

} // namespace

std::string time_words(Instant at)
{
    return to_local_text(at).substr(11);
}

std::string short_time_words(Instant at)
{
    return time_words(at).substr(0, 5);
}

std::string day_words(Day day)
{
    return std::to_string(day.year()) + "年" + std::to_string(day.month()) + "月" + std::to_string(day.day()) + "日";
}

std::string in_fours(const std::string& hex, std::size_t count)
{
    std::string words;
    for (std::size_t at = 0; at < count && at < hex.size(); at += 4) words += (at ? " " : "") + hex.substr(at, 4);
    return words;
}

std::string count_words(const CountView& count)
{
    return count.few ? "少于 5" : std::to_string(count.n.value_or(0));
}

std::string printed_number(const std::string& activity_number, std::int64_t round)
{
    std::string number = activity_number.starts_with("HD-") ? "CQ-" + activity_number.substr(3) : activity_number;
    return number + "-" + std::to_string(round);
}

std::string group_letter(std::size_t index)
{
    return index < 26 ? std::string(1, static_cast<char>('A' + index)) : std::to_string(index + 1);
}

std::string suite_words(const std::string& suite)
{
    return suite == "sm" ? "SM3、SM2" : "SHA-256、Ed25519";
}

std::string foot_words(const std::string& number, const std::string& seal_hash)
{
    return "编号 " + number + "　　封存码 " + in_fours(seal_hash, 8) + " … " + seal_hash.substr(28, 4);
}

std::string ending_words(const RoundLineView& line)
{
    if (line.status == "void")
        return (line.ended_at ? time_words(*line.ended_at) + " " : "") + line.words + (line.words.ends_with("。") ? "" : "。");
    if (has_result(line)) return (line.ended_at ? time_words(*line.ended_at) + " " : "") + "产生结果。";
    return "尚未产生结果。";
}

std::string verdict_words(const RoundLineView& line)
{
    return line.status == "void" ? "作废" : has_result(line) ? "有效" : "进行中";
}

} // namespace draw::round
