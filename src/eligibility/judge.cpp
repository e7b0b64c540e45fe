#include "eligibility/judge.h"

#include <algorithm>

namespace eligibility {

namespace {

// A verified main employer on every day from the seal to the last day, or a verified former unit of someone retired (R16).
bool has_verified_unit(const Person& person, const Question& q)
{
    std::vector<Span> spans;
    for (const auto& post : person.posts)
        if (post.kind != PostKind::other && post.verified.holds(q.seal)) spans.push_back(post.days);
    return cover(spans, q.seal, std::max(q.seal, q.last));
}

Categories bit(int entry)
{
    return entry < 0 ? 0 : Categories{1} << entry;
}

} // namespace

Status status_of(std::string_view code)
{
    static constexpr std::string_view codes[] = {"active", "frozen", "suspended", "revoked", "exited"};
    const auto* found = std::find(std::begin(codes), std::end(codes), code);
    return static_cast<Status>(found - std::begin(codes)); // past the end: unknown
}

std::string_view code_of(Bar bar)
{
    static constexpr std::string_view codes[] = {"14.1",
                                                 "11",
                                                 "13",
                                                 "exited",
                                                 "consent",
                                                 "suspended",
                                                 "busy",
                                                 "absent",
                                                 "age",
                                                 "missing.unit",
                                                 "missing.qualification",
                                                 "missing.field",
                                                 "missing.person"};
    return codes[static_cast<std::size_t>(bar)];
}

std::vector<Exclusion> judge(const Person& person, const Question& q, const Rules& rules)
{
    std::vector<Exclusion> found;
    Day last = std::max(q.seal, q.last), first = rules.sanction_from_seal ? std::min(q.seal, q.first) : std::min(q.first, last);
    for (std::uint32_t i = 0; i < person.sanctions.size(); ++i) // Art. 14(1)
        if (person.sanctions[i].days.touches(first, last)) {
            found.push_back({Bar::sanction, i});
            break;
        }
    switch (person.status) {
    case Status::active:
        break;
    case Status::frozen: // Art. 11
        found.push_back({Bar::frozen});
        break;
    case Status::revoked: // Art. 13
        found.push_back({Bar::revoked});
        break;
    case Status::exited: // Art. 18(3)
        found.push_back({Bar::exited});
        break;
    case Status::suspended:
    case Status::unknown: // what is not known to be active does not pass (R16)
        found.push_back({Bar::suspended});
        break;
    }
    bool refused = person.sharing == Consent::refused, unasked = person.sharing == Consent::unasked;
    if ((refused && rules.sharing >= 1) || (unasked && rules.sharing == 2)) found.push_back({Bar::consent});
    if (q.busy) found.push_back({Bar::busy});
    for (std::uint32_t i = 0; i < person.absences.size(); ++i) // E4
        if (person.absences[i].touches(q.first, q.last)) {
            found.push_back({Bar::absent, i});
            break;
        }
    if (rules.age_max > 0 && !person.strategy && person.birth && age_on(*person.birth, q.seal) > rules.age_max) found.push_back({Bar::age});
    if (!has_verified_unit(person, q)) found.push_back({Bar::unit});
    if (!person.discipline && !person.industry) found.push_back({Bar::field});
    if (!person.identified || !person.birth) found.push_back({Bar::person});
    return found;
}

Categories held(const Person& person)
{
    Categories set = 0;
    for (const auto& c : person.categories) set |= bit(c.entry);
    return set;
}

Categories verified(const Person& person, Day day)
{
    Categories set = 0;
    for (const auto& c : person.categories)
        if (c.qualification && c.verified.holds(day)) set |= bit(c.entry);
    return set;
}

Rules rules_on(const RuleBook& book, Day day)
{
    return {book.value(dated_rules, "14.1.from_seal", day) != 0, book.value(dated_rules, "5.age_max", day),
            book.value(dated_rules, "7.draw_consent", day)};
}

} // namespace eligibility
