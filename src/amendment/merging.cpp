#include "amendment/merging.h"

#include "amendment/messages.h"
#include "amendment/verification.h"
#include "base/faults.h"

#include <algorithm>
#include <map>

namespace amendment {

namespace {

using expert::NewExpert;

template <class T>
bool contains(const std::vector<T>& list, const T& one)
{
    return std::find(list.begin(), list.end(), one) != list.end();
}

bool absent(const std::string& value)
{
    return value.empty();
}
template <class T>
bool absent(const std::optional<T>& value)
{
    return !value;
}

// Takes the absorbed record's value of one field.
using Take = void (*)(NewExpert&, const NewExpert&, bool wanted);
template <auto Member>
void take(NewExpert& now, const NewExpert& other, bool wanted)
{
    if (!absent(other.*Member) && (wanted || absent(now.*Member))) now.*Member = other.*Member;
}
void take_name(NewExpert& now, const NewExpert& other, bool wanted)
{
    if (!wanted) return;
    now.name = other.name;
    now.pinyin = other.pinyin;
}

const std::map<std::string_view, Take> takes{
    {"name", take_name},
    {"name_mongolian", take<&NewExpert::name_mongolian>},
    {"sex", take<&NewExpert::sex>},
    {"ethnic", take<&NewExpert::ethnic>},
    {"birth_day", take<&NewExpert::birth_day>},
    {"citizen_id", take<&NewExpert::citizen_id>},
    {"passport", take<&NewExpert::passport>},
    {"phone", take<&NewExpert::phone>},
    {"email", take<&NewExpert::email>},
    {"bank_account", take<&NewExpert::bank_account>},
    {"title", take<&NewExpert::title>},
    {"degree", take<&NewExpert::degree>},
    {"region", take<&NewExpert::region>},
    {"keywords", take<&NewExpert::keywords>},
    {"resume", take<&NewExpert::resume>},
};
constexpr std::string_view names[] = {"name",  "name_mongolian", "sex",   "ethnic", "birth_day", "citizen_id", "passport", "phone",
                                      "email", "bank_account",   "title", "degree", "region",    "keywords",   "resume"};

bool says_the_same(const expert::Relation& a, const expert::Relation& b)
{
    return a.kind == b.kind && a.other_name == b.other_name && a.other_unit == b.other_unit && a.other_hash == b.other_hash;
}
bool says_the_same(const expert::Interest& a, const expert::Interest& b)
{
    return a.unit_id == b.unit_id && a.kind == b.kind && a.share == b.share && a.from == b.from && a.to == b.to;
}
bool says_the_same(const expert::Absence& a, const expert::Absence& b)
{
    return a.from == b.from && a.to == b.to;
}
bool says_the_same(const expert::Achievement& a, const expert::Achievement& b)
{
    return a.kind == b.kind && a.name == b.name && a.detail == b.detail && a.role == b.role && a.from == b.from && a.to == b.to;
}
using amendment::says_the_same;

// Of one fact that both records have.
template <class Fact>
void agree(Fact&, const Fact&)
{
}
void agree(expert::Post& now, const expert::Post& other)
{
    if (now.verified_on || !other.verified_on) return;
    now.verified_on = other.verified_on;
    now.verified_by = other.verified_by;
}

template <class Fact>
void unite(std::vector<Fact>& now, const std::vector<Fact>& others)
{
    for (auto other : others) {
        auto same = std::find_if(now.begin(), now.end(), [&](const Fact& fact) { return says_the_same(fact, other); });
        if (same != now.end()) {
            agree(*same, other);
            continue;
        }
        other.row = 0;
        now.push_back(std::move(other));
    }
}

// A category is held once: what carries it is that which is verified.
void unite_categories(std::vector<expert::Category>& now, const std::vector<expert::Category>& others)
{
    for (auto other : others) {
        auto same = std::find_if(now.begin(), now.end(), [&](const auto& category) { return category.category == other.category; });
        other.row = same == now.end() ? 0 : same->row;
        if (same == now.end())
            now.push_back(std::move(other));
        else if (!same->verified_on && (other.verified_on || same->qualification.empty()))
            *same = std::move(other);
    }
}

std::vector<std::string> codes(std::string_view name, const std::vector<std::string>& mine, const std::vector<std::string>& theirs,
                               const std::vector<std::string>& chosen, Faults& faults)
{
    auto all = all_codes(mine, theirs);
    std::size_t most = std::max({most_codes, mine.size(), theirs.size()});
    std::string label(expert::record_field(name).label);
    if (chosen.empty()) {
        if (all.size() > most)
            faults.add(std::string(name), messages::too_many_codes, {label, std::to_string(all.size()), std::to_string(most)});
        return all;
    }
    bool known = std::all_of(chosen.begin(), chosen.end(), [&](const auto& code) { return contains(all, code); });
    if (!known || all_codes({}, chosen).size() != chosen.size())
        faults.add(std::string(name), messages::codes_unknown, {label});
    else if (chosen.size() > most)
        faults.add(std::string(name), messages::choose_codes, {label, std::to_string(most)});
    return chosen;
}

// What was chosen from one record may not fit what was chosen from the other.
void judge(const NewExpert& now, const NewExpert& before, Faults& faults)
{
    bool touched = now.sex != before.sex || now.birth_day != before.birth_day || !before.citizen_id ||
                   now.citizen_id->reveal() != before.citizen_id->reveal();
    if (!now.citizen_id || !touched) return;
    auto id = identity::parse_citizen_id(now.citizen_id->reveal());
    if (!id) return;
    if (auto fault = expert::judge_sex(now.sex, *id)) faults.add("sex", *fault);
    if (now.birth_day)
        if (auto fault = expert::judge_birth(*now.birth_day, *id)) faults.add("birth_day", *fault);
}

// From the mildest (Art. 11, 18(3), 13); what is not known is the strictest.
int strictness(const std::string& status)
{
    constexpr std::string_view statuses[] = {"active", "frozen", "exited", "suspended", "revoked"};
    return static_cast<int>(std::find(std::begin(statuses), std::end(statuses), status) - std::begin(statuses));
}

} // namespace

std::span<const std::string_view> plain_fields()
{
    return names;
}

std::vector<std::string> all_codes(const std::vector<std::string>& survivor, const std::vector<std::string>& absorbed)
{
    std::vector<std::string> all;
    for (const auto* list : {&survivor, &absorbed})
        for (const auto& code : *list)
            if (!contains(all, code)) all.push_back(code);
    return all;
}

Result<expert::Record> united(const expert::Record& survivor, const expert::Record& absorbed, const Choice& choice)
{
    Faults faults;
    expert::Record wanted = survivor;
    NewExpert& now = wanted.facts;
    const NewExpert& other = absorbed.facts;
    for (const auto& name : choice.taken)
        if (!takes.contains(name)) faults.add("taken", messages::not_chosen, {name});
    for (const auto& name : names) takes.at(name)(now, other, contains(choice.taken, std::string(name)));
    now.disciplines = codes("disciplines", survivor.facts.disciplines, other.disciplines, choice.disciplines, faults);
    now.industries = codes("industries", survivor.facts.industries, other.industries, choice.industries, faults);
    unite_categories(now.categories, other.categories);
    unite(now.posts, other.posts);
    unite(now.relations, other.relations);
    unite(now.interests, other.interests);
    unite(now.absences, other.absences);
    unite(now.achievements, other.achievements);
    now.languages = all_codes(now.languages, other.languages);
    now.willingness = all_codes(now.willingness, other.willingness);
    judge(now, survivor.facts, faults);
    if (auto error = faults.error()) return *error;
    return wanted;
}

expert::Standing united(const expert::Standing& survivor, const expert::Standing& absorbed)
{
    expert::Standing standing = survivor;
    int mine = strictness(survivor.status), theirs = strictness(absorbed.status);
    if (theirs > mine) {
        standing.status = absorbed.status;
        standing.since = absorbed.since;
    } else if (theirs == mine) {
        standing.since = std::min(survivor.since, absorbed.since);
    }
    standing.entered_on = std::min(survivor.entered_on, absorbed.entered_on);
    standing.confirmed_on = std::max(survivor.confirmed_on, absorbed.confirmed_on);
    return standing;
}

std::vector<expert::Sanction> lacking(const std::vector<expert::Sanction>& survivor, const std::vector<expert::Sanction>& absorbed)
{
    std::vector<expert::Sanction> list;
    for (const auto& sanction : absorbed)
        if (std::none_of(survivor.begin(), survivor.end(), [&](const auto& one) {
                return one.kind == sanction.kind && one.from == sanction.from && one.to == sanction.to && one.document == sanction.document;
            }))
            list.push_back(sanction);
    return list;
}

bool numbers_differ(const expert::Record& a, const expert::Record& b)
{
    const auto &one = a.facts.citizen_id, &other = b.facts.citizen_id;
    return one && other && one->reveal() != other->reveal();
}

} // namespace amendment
