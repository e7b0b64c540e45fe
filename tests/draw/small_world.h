#pragma once

#include "base/identity.h"
#include "catalog/catalog.h"
#include "consent/consent.h"
#include "draw/pool.h"
#include "expert/expert.h"
#include "support/library.h"
#include "units/units.h"

#include <random>
#include <set>

// A small random library kept twice: in the tables, and as plain structs that an oracle reads.
namespace support {

struct WorldUnit {
    std::int64_t id = 0, parent = 0;
    std::string public_id, kind;
    std::optional<Day> listed_from, listed_to;
};

struct WorldExpert {
    std::int64_t id = 0;
    std::string citizen; // empty: unknown
    expert::NewExpert record;
    std::optional<bool> sharing; // what was last answered
};

struct WorldProject {
    std::string public_id, lead, lead_name; // lead: identity number, empty: unknown
    std::vector<std::string> members;
    std::int64_t applicant = 0, lead_entity = 0; // 0: unknown
    std::optional<std::int64_t> lead_unit;
    std::vector<std::int64_t> partners;
};

class SmallWorld {
public:
    SmallWorld(TestLibrary& library, std::uint32_t seed, int people) : library_(library), random_(seed)
    {
        account_ = library.add_account("world", "expert");
        auto act = library.act();
        add_units(act);
        act.flush();
        expert::Numbers numbers(act.connection(), 2026);
        for (int i = 0; i < people; ++i) add_expert(act, numbers, i);
        add_research(act, people);
        act.append({"test.world/1", "", "", {}});
        act.commit();
        auto snapshot = library.platform().database.read();
        for (auto& unit : units)
            unit.public_id = *snapshot->connection().one("SELECT public_id FROM unit WHERE id = $1", {unit.id},
                                                         [](const db::Row& row) { return row.text(0); });
    }

    std::vector<WorldUnit> units;
    std::vector<WorldExpert> experts;
    std::vector<expert::ResearchProject> research;
    const Day today = Day::of(2026, 11, 24);

    const WorldUnit* unit(std::int64_t id) const
    {
        for (const auto& u : units)
            if (u.id == id) return &u;
        return nullptr;
    }
    std::int64_t below(std::int64_t n) { return std::uniform_int_distribution<std::int64_t>(0, n - 1)(random_); }
    bool chance(int percent) { return below(100) < percent; }
    template <class List>
    const auto& pick(const List& list)
    {
        return list[static_cast<std::size_t>(below(static_cast<std::int64_t>(std::size(list))))];
    }
    // A day about today, often exactly at a boundary.
    Day near_day() { return today + static_cast<int>(below(11)) - 5; }
    std::optional<Day> maybe_day() { return chance(40) ? std::nullopt : std::optional(near_day()); }
    // The end of a stretch that begins on `first`; open where it would lie before it, as no record is let in with.
    static std::optional<Day> not_before(std::optional<Day> first, std::optional<Day> last)
    {
        return first && last && *last < *first ? std::nullopt : last;
    }

    WorldProject project(int number)
    {
        WorldProject p;
        p.public_id = "p" + std::to_string(number);
        const WorldExpert& lead = pick(experts);
        p.lead = chance(25) ? identity::invent_citizen_id(900'000) : lead.citizen;
        if (p.lead.empty() || chance(5)) p.lead = chance(50) ? "" : identity::invent_citizen_id(900'001);
        p.lead_name = pick(names);
        for (int i = 0; i < 2; ++i)
            if (!pick(experts).citizen.empty()) p.members.push_back(pick(experts).citizen);
        std::erase(p.members, "");
        std::int64_t place = pick(units).id;
        p.lead_entity = root(place);
        if (place != p.lead_entity || chance(30)) p.lead_unit = place;
        if (chance(10)) p.lead_unit = pick(units).id;
        p.applicant = chance(60) ? p.lead_entity : root(pick(units).id);
        if (chance(50)) p.partners.push_back(root(pick(units).id));
        return p;
    }
    std::int64_t root(std::int64_t id) const
    {
        while (unit(id)->parent) id = unit(id)->parent;
        return id;
    }

    static constexpr std::string_view disciplines[] = {"230", "23020", "2302010", "520", "52020", "180"};
    static constexpr std::string_view industries[] = {"01", "0111", "65"};
    static constexpr std::string_view categories[] = {"research", "industry", "finance", "other", "law"};
    static constexpr std::string_view regions[] = {"150000", "150100", "150102", "110000", "110101", "152500"};
    static constexpr std::string_view languages[] = {"zh", "mn", "en", "ru"};
    static constexpr std::string_view kinds[] = {"university", "enterprise", "institute"};
    static constexpr std::string_view names[] = {"甲", "乙", "丙"};

private:
    TestLibrary& library_;
    std::mt19937 random_;
    std::int64_t account_ = 0;

    void add_units(ledger::Act& act)
    {
        auto add = [&](std::int64_t parent) {
            WorldUnit u;
            u.parent = parent;
            units::NewUnit unit;
            unit.name = "单位" + std::to_string(units.size());
            if (parent)
                unit.parent_id = parent;
            else {
                u.kind = unit.kind.emplace(pick(kinds));
                if (chance(50)) {
                    u.listed_from = unit.listed_from = near_day();
                    u.listed_to = unit.listed_to = not_before(u.listed_from, maybe_day());
                }
            }
            u.id = units::add_unit(act, unit);
            act.flush();
            units.push_back(u);
            return u.id;
        };
        for (int i = 0; i < 4; ++i) {
            std::int64_t entity = add(0);
            for (int k = 0; k < 2; ++k) {
                std::int64_t part = add(entity);
                if (k == 0) add(part);
            }
        }
    }

    void add_expert(ledger::Act& act, expert::Numbers& numbers, int i)
    {
        WorldExpert e;
        expert::NewExpert& r = e.record;
        r.name = pick(names);
        r.entered_on = Day::of(2025, 1, 1);
        if (!chance(5)) {
            e.citizen = identity::invent_citizen_id(static_cast<std::uint64_t>(i + 1));
            r.citizen_id = crypto::Secret(e.citizen);
        }
        if (!chance(5)) r.birth_day = Day::of(1960 + static_cast<int>(below(40)), 11, 20 + static_cast<int>(below(10)));
        if (chance(90)) r.sex = chance(50) ? "1" : "2";
        if (chance(90)) r.region = pick(regions);
        constexpr std::string_view titles[] = {"", "011", "012"};
        r.title = pick(titles);
        constexpr std::string_view words[] = {"", "育种", "育种、基因组", "机器人"};
        r.keywords = pick(words);
        constexpr std::string_view statuses[] = {"active", "active",    "active",  "active", "active",
                                                 "frozen", "suspended", "revoked", "exited"};
        r.status = pick(statuses);
        for (std::int64_t n = below(3); n > 0; --n) {
            expert::Category c{std::string(pick(categories)), chance(90) ? "资格" : "", std::nullopt, chance(90) ? "某处" : ""};
            if (chance(85)) c.verified_on = chance(70) ? today - 100 : near_day();
            r.categories.push_back(c);
        }
        for (std::int64_t n = below(3); n > 0; --n) r.disciplines.emplace_back(pick(disciplines));
        for (std::int64_t n = below(2); n > 0; --n) r.industries.emplace_back(pick(industries));
        constexpr std::string_view posts[] = {"main", "main", "main", "concurrent", "reemployed", "adviser", "former", "retired"};
        for (std::int64_t n = below(4); n > 0; --n) {
            expert::Post p{pick(units).id, std::string(pick(posts)), "", maybe_day(), maybe_day(), std::nullopt, chance(90) ? "某处" : ""};
            if (chance(60)) p.from = today - 1000, p.to = std::nullopt;
            p.to = not_before(p.from, p.to);
            if (chance(85)) p.verified_on = chance(80) ? today - 100 : near_day();
            r.posts.push_back(p);
        }
        constexpr std::string_view relations[] = {"spouse", "teacher", "coauthor", "parent_in_law", "student"};
        for (std::int64_t n = below(3); n > 0; --n) {
            expert::Relation relation{std::string(pick(relations)), std::string(pick(names)), std::nullopt, ""};
            if (chance(80))
                relation.other_citizen_id = crypto::Secret(identity::invent_citizen_id(static_cast<std::uint64_t>(1 + below(40))));
            r.relations.push_back(std::move(relation));
        }
        constexpr std::string_view interests[] = {"shareholding", "shareholding", "consulting", "audit", "other"};
        for (std::int64_t n = below(3); n > 0; --n) {
            constexpr std::int64_t shares[] = {1, 500, 501};
            expert::Interest interest{pick(units).id, std::string(pick(interests)), std::nullopt, maybe_day(), std::nullopt};
            if (chance(80)) interest.share = pick(shares);
            interest.to = not_before(interest.from, maybe_day());
            r.interests.push_back(std::move(interest));
        }
        if (chance(20)) {
            Day from = near_day();
            r.sanctions.push_back({"disqualification", from, not_before(from, maybe_day()), "文件"});
        }
        for (std::string_view code : languages)
            if (chance(40)) r.languages.emplace_back(code);
        for (std::int64_t n = chance(15) ? 1 + below(2) : 0; n > 0; --n) {
            Day from = near_day();
            r.absences.push_back({from, not_before(from, maybe_day())});
        }
        e.id = expert::add_expert(act, library_.platform().keys, numbers, r);
        for (std::int64_t n = below(3); n > 0; --n) add_answer(act, e);
        experts.push_back(std::move(e));
    }

    void add_answer(ledger::Act& act, WorldExpert& e)
    {
        std::string kind = chance(70) ? "sharing" : "sensitive";
        bool given = chance(70);
        if (kind == "sharing") e.sharing = given;
        act.insert(consent::consent_table, {{"expert_id", e.id},
                                            {"kind", db::Value(kind)},
                                            {"edition", db::Value("2026年第1版")},
                                            {"text_hash", db::Value(Bytes{1})},
                                            {"given", std::int64_t{given}},
                                            {"at", db::Value(to_text(act.now()))},
                                            {"account_id", account_}});
    }

    void add_research(ledger::Act& act, int people)
    {
        for (int i = 0; i < people / 2; ++i) {
            expert::ResearchProject p{"KY" + std::to_string(i), "课题", "", maybe_day(), near_day(), std::nullopt, {}};
            p.closed_on = not_before(p.from, maybe_day());
            for (int k = 0; k < 3; ++k)
                p.participants.push_back(
                    {crypto::Secret(identity::invent_citizen_id(static_cast<std::uint64_t>(1 + below(people)))), k ? "member" : "lead"});
            expert::add_research_project(act, library_.platform().keys, p);
            research.push_back(std::move(p));
        }
    }
};

} // namespace support
