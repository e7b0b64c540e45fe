#pragma once

#include "draw/plan.h"
#include "draw/protocol/plan.h"

namespace draw {

// "同一单位最多 1 名", "女性至少 2 名", "内蒙古自治区至少 1 名、最多 3 名": a condition across the panel in words.
std::string words_of(const protocol::PanelCondition& condition);

std::string words_of(const PanelCondition& condition);

// "12 条", "少于 5 条": how many suspicions nobody has decided.
std::string undecided_words(std::int64_t count);

// Every condition across the panel of a plan in words, those of recusal by project in one.
std::vector<std::string> panel_words(const protocol::Plan& plan, const json::Value& document);

// "单位", "省份": what a tag is called.
std::string tag_name(const std::string& tag);

} // namespace draw
