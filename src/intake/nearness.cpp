#include "intake/nearness.h"

#include <algorithm>

namespace intake {

namespace {

std::vector<std::string> letters_of(const std::string& text)
{
    std::vector<std::string> letters;
    for (char c : text)
        if ((static_cast<unsigned char>(c) & 0xC0) == 0x80 && !letters.empty())
            letters.back() += c;
        else if (c != ' ')
            letters.emplace_back(1, c);
    return letters;
}

double shared_pairs(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    auto pairs_of = [](const std::vector<std::string>& letters) {
        std::vector<std::string> pairs;
        for (std::size_t i = 0; i + 1 < letters.size(); ++i) pairs.push_back(letters[i] + letters[i + 1]);
        std::sort(pairs.begin(), pairs.end());
        return pairs;
    };
    auto one = pairs_of(a), other = pairs_of(b);
    if (one.empty() || other.empty()) return 0;
    std::vector<std::string> both;
    std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(both));
    return 2.0 * static_cast<double>(both.size()) / static_cast<double>(one.size() + other.size());
}

// 1 - changes / letters.
double few_changes(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t corner = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)});
            corner = above;
        }
    }
    return 1.0 - static_cast<double>(row[b.size()]) / static_cast<double>(std::max(a.size(), b.size()));
}

} // namespace

double likeness(const std::string& a, const std::string& b)
{
    constexpr std::size_t shortest = 2, longest = 40;
    auto one = letters_of(a), other = letters_of(b);
    if (one == other) return 1;
    if (one.size() < shortest || other.size() < shortest || one.size() > longest || other.size() > longest) return 0;
    return std::max(shared_pairs(one, other), few_changes(one, other));
}

std::vector<std::string> nearest(const std::string& text, const std::vector<std::string>& names)
{
    constexpr double alike = 0.5;
    constexpr std::size_t most = 3;
    std::vector<std::pair<double, std::string>> found;
    for (const auto& name : names)
        if (double like = likeness(text, name); like >= alike) found.emplace_back(like, name);
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> result;
    for (auto& [like, name] : found)
        if (result.size() < most && std::find(result.begin(), result.end(), name) == result.end()) result.push_back(std::move(name));
    return result;
}

} // namespace intake
