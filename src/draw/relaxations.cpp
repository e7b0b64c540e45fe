#include "draw/relaxations.h"

#include "draw/condition_words.h"
#include "draw/conditions.h"

#include <algorithm>

namespace draw {

namespace {

constexpr std::int64_t few = 5;
constexpr long double steady_share = 0.01L;

std::uint32_t bit(std::size_t place)
{
    return std::uint32_t{1} << place;
}

// How someone stands to one group; bits by place in condition_kinds.
struct Standing {
    std::uint32_t failed = 0, failed_wider = 0; // as asked; each condition one level wider
    // Whether a qualification is verified: for the categories asked, those one level wider, any.
    bool qualified = false, qualified_wider = false, qualified_any = false;
};

// People who are alike for every change: how they stand to each group, and what conditions across the panel ask.
struct Row {
    std::vector<Standing> groups;
    bool over_load = false; // barred by the plan's limit on use alone
    protocol::Tags tags;
    std::int64_t size = 0;
};

// A plan with what gave way.
struct Variant {
    Plan plan;
    std::vector<std::uint32_t> dropped, widened; // per group, by place in condition_kinds
    std::string words;
    std::optional<Shown> gain;

    void say(const std::string& text) { words += (words.empty() ? "" : "；") + text; }
};

// One step of a change. Gives false where it cannot be made; then the variant is not used any more.
using Step = std::function<bool(Variant&)>;

std::string letter(std::size_t group)
{
    return std::string(1, static_cast<char>('A' + group));
}

class Relaxer {
public:
    explicit Relaxer(const Relaxing& asked) : a_(asked), start_{asked.plan, {}, {}, {}, {}}
    {
        start_.dropped.resize(a_.plan.groups.size());
        start_.widened.resize(a_.plan.groups.size());
    }

    std::vector<Relaxation> to_be_drawn()
    {
        collect();
        for (const auto& step : single_steps()) consider(step, {});
        for (std::size_t i = 0; i < a_.plan.panel.size(); ++i) bound(i, true), bound(i, false);
        for (std::size_t g = 0; g < a_.plan.groups.size(); ++g) fewer_seats(g);
        fewer_judges();
        if (found_.empty()) pairs();
        std::stable_sort(found_.begin(), found_.end(), [](const auto& x, const auto& y) { return x.steady < y.steady; });
        if (found_.size() > a_.most_shown) found_.resize(a_.most_shown);
        return std::move(found_);
    }

    std::vector<Relaxation> to_be_less_thin()
    {
        for (std::size_t g = 0; g < a_.plan.groups.size(); ++g) {
            std::int64_t wanted = std::max<std::int64_t>(3 * a_.plan.groups[g].seats, few); // as ShownGroup::thin
            if (a_.count.groups[g].eligible >= wanted) continue;
            if (rows_.empty()) collect();
            for (std::size_t k = 0; k < condition_kinds.size(); ++k)
                for (bool whole : {false, true}) {
                    Variant v = start_;
                    if (!condition_step(g, k, whole)(v)) continue;
                    // That a few would do could tell how many they are.
                    std::int64_t now = eligible(v, g);
                    if (now < wanted || now - a_.count.groups[g].eligible < few) continue;
                    add(v, outlook(v), false);
                    break; // the narrower of the two does
                }
        }
        if (found_.size() > a_.most_shown) found_.resize(a_.most_shown);
        return std::move(found_);
    }

private:
    const Relaxing& a_;
    Variant start_;
    std::vector<Row> rows_;
    std::vector<Relaxation> found_;
    std::size_t tries_ = 0;

    void collect()
    {
        const std::size_t groups = a_.plan.groups.size();
        std::vector<GroupSets> wider;
        Bits near(a_.sets.experts());
        for (std::size_t g = 0; g < groups; ++g) {
            Conditions less = a_.plan.groups[g].conditions;
            for (const auto& kind : condition_kinds) kind.widen(less);
            wider.push_back(a_.sets.sets_of(less));
            near |= a_.sets.groups()[g].but_two; // no change takes away more
        }
        Bits by_load = a_.sets.bars()[place_of_code("load")], otherwise(a_.sets.experts());
        for (std::size_t code = 0; code < exclusion_codes.size(); ++code)
            if (code != place_of_code("load")) otherwise |= a_.sets.bars()[code];
        Alike alike(near - otherwise);
        auto by = [&](const Bits& set) { alike.split(2, [&](std::size_t expert) { return std::size_t{set.test(expert)}; }); };
        for (std::size_t g = 0; g < groups; ++g) {
            const GroupSets* both[] = {&a_.sets.groups()[g], &wider[g]};
            for (const auto* sets : both) {
                for (const auto& passes : sets->passes)
                    if (passes) by(*passes);
                by(sets->qualified);
            }
        }
        by(a_.sets.qualified_for_any());
        by(by_load);
        a_.sets.split_by_tags(alike);
        for (const auto& [example, size] : alike.classes()) {
            Row row{{}, by_load.test(example), a_.sets.tags_of(example), size};
            for (std::size_t g = 0; g < groups; ++g)
                row.groups.push_back({a_.sets.groups()[g].failed(example), wider[g].failed(example),
                                      a_.sets.groups()[g].qualified.test(example), wider[g].qualified.test(example),
                                      a_.sets.qualified_for_any().test(example)});
            rows_.push_back(std::move(row));
        }
    }

    static bool fits(const Row& row, const Variant& v, std::size_t g)
    {
        if (row.over_load && v.plan.load) return false;
        const Standing& s = row.groups[g];
        std::uint32_t failed = (s.failed & ~v.widened[g]) | (s.failed_wider & v.widened[g]);
        if (failed & ~v.dropped[g]) return false;
        std::uint32_t category = bit(place_of_kind("categories"));
        return v.dropped[g] & category ? s.qualified_any : v.widened[g] & category ? s.qualified_wider : s.qualified;
    }

    std::int64_t eligible(const Variant& v, std::size_t g) const
    {
        std::int64_t sum = 0;
        for (const auto& row : rows_) sum += fits(row, v, g) ? row.size : 0;
        return sum;
    }

    feasibility::Finding outlook(const Variant& v)
    {
        ++tries_;
        std::vector<feasibility::Person> people;
        for (const auto& row : rows_) {
            feasibility::Person person{{}, row.tags, row.size};
            for (std::size_t g = 0; g < v.plan.groups.size(); ++g)
                if (fits(row, v, g)) person.groups.push_back(static_cast<int>(g));
            if (!person.groups.empty()) people.push_back(std::move(person));
        }
        auto shape = protocol::read_plan(fields::write(with_projects(v.plan, a_.projects)));
        return feasibility::outlook(*shape, people, {.states = 3'000'000, .tries = 1000});
    }

    void add(const Variant& v, const feasibility::Finding& finding, bool steady)
    {
        found_.push_back({v.plan, v.words, v.gain, finding.share_text(), steady});
    }

    // --- single steps ---

    std::string group_name(std::size_t g) const { return letter(g) + " 组“" + a_.plan.groups[g].name + "”"; }

    // How many more fit without the condition, or with a wider one. A wider one that leaves a few out is told by a bound.
    Shown gain_of(const Variant& v, std::size_t g, std::size_t k, bool whole) const
    {
        std::int64_t without = a_.count.groups[g].without[k];
        if (whole) return shown(without);
        std::int64_t gain = eligible(v, g) - a_.count.groups[g].eligible, rest = without - gain;
        if (rest <= 0 || rest >= few || gain < few) return shown(gain);
        return {gain - gain % 5, std::nullopt, true};
    }

    Step condition_step(std::size_t g, std::size_t k, bool whole)
    {
        return [this, g, k, whole](Variant& v) {
            const ConditionKind& kind = condition_kinds[k];
            Conditions& c = v.plan.groups[g].conditions;
            if (!kind.asks(c)) return false;
            std::string before = kind.words(c, a_.unit_name);
            if (whole)
                kind.clear(c);
            else if (!kind.widen(c))
                return false;
            (whole ? v.dropped : v.widened)[g] |= bit(k);
            bool gone = !kind.asks(c);
            v.say(group_name(g) + (gone ? "去掉“" + before + "”" : "“" + before + "”放宽为“" + kind.words(c, a_.unit_name) + "”"));
            if (!v.gain) v.gain = gain_of(v, g, k, whole);
            return true;
        };
    }

    Step move_seat(std::size_t from, std::size_t to)
    {
        return [this, from, to](Variant& v) {
            if (v.plan.groups[from].seats <= 1) return false;
            --v.plan.groups[from].seats;
            ++v.plan.groups[to].seats;
            v.say("从" + group_name(from) + "移 1 席到" + group_name(to));
            return true;
        };
    }

    Step no_load()
    {
        return [](Variant& v) {
            if (!v.plan.load) return false;
            v.plan.load.reset();
            v.say("不限抽取次数和间隔");
            return true;
        };
    }

    std::vector<Step> single_steps()
    {
        std::vector<Step> steps;
        for (std::size_t g = 0; g < a_.plan.groups.size(); ++g)
            for (std::size_t k = 0; k < condition_kinds.size(); ++k)
                for (bool whole : {false, true}) steps.push_back(condition_step(g, k, whole));
        for (std::size_t from = 0; from < a_.plan.groups.size(); ++from)
            for (std::size_t to = 0; to < a_.plan.groups.size(); ++to)
                if (from != to) steps.push_back(move_seat(from, to));
        steps.push_back(no_load());
        return steps;
    }

    // Keeps the change when the plan can be drawn with it.
    void consider(const Step& first, const Step& second)
    {
        Variant v = start_;
        if (tries_ >= a_.most_tries || !first(v) || (second && !second(v))) return;
        if (second) v.gain.reset(); // two at once could tell a few by subtraction
        if (auto finding = outlook(v); finding.drawable()) add(v, finding, false);
    }

    // --- numbers, changed by as little as does ---

    // The least n from 1 to `most` for which the step can be made and the plan drawn with at least this share; 0: none.
    // Every further n does too.
    int least(int most, const std::function<Step(int)>& step, long double share)
    {
        auto does = [&](int n) {
            Variant v = start_;
            if (tries_ >= a_.most_tries || !step(n)(v)) return false;
            auto finding = outlook(v);
            return finding.drawable() && finding.share >= share;
        };
        if (most < 1 || !does(most)) return 0;
        int low = 0, high = most;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            (does(middle) ? high : low) = middle;
        }
        return high;
    }

    Step bound_step(std::size_t i, bool maximum, int n)
    {
        return [this, i, maximum, n](Variant& v) {
            if (i >= v.plan.panel.size()) return false;
            PanelCondition& c = v.plan.panel[i];
            if (c.tag != a_.plan.panel[i].tag || c.value != a_.plan.panel[i].value) return false; // taken away before
            auto& bound = maximum ? c.max : c.min;
            if (!bound) return false;
            std::string before = words_of(c);
            *bound += maximum ? n : -n;
            if (*bound < 0) return false;
            bool idle = maximum ? *bound >= seats_of(v.plan) : *bound == 0;
            if (idle) bound.reset();
            if (!c.min && !c.max) {
                v.say("去掉“" + before + "”");
                v.plan.panel.erase(v.plan.panel.begin() + static_cast<std::ptrdiff_t>(i));
            } else {
                v.say("“" + before + "”改为“" + words_of(c) + "”");
            }
            return true;
        };
    }

    void bound(std::size_t i, bool maximum)
    {
        const auto& asked = maximum ? a_.plan.panel[i].max : a_.plan.panel[i].min;
        if (!asked) return;
        int most = maximum ? seats_of(a_.plan) - *asked : *asked;
        auto step = [&](int n) { return bound_step(i, maximum, n); };
        int n = least(most, step, 0);
        if (n == 0) return;
        Variant v = start_;
        step(n)(v);
        auto finding = outlook(v);
        add(v, finding, false);
        if (finding.share >= steady_share) return;
        if (int more = least(most, step, steady_share)) {
            Variant steady = start_;
            step(more)(steady);
            add(steady, outlook(steady), true);
        }
    }

    Step seats_step(std::size_t g, int n)
    {
        return [this, g, n](Variant& v) {
            int& seats = v.plan.groups[g].seats;
            if (seats - n < 1) return false;
            v.say(group_name(g) + std::to_string(seats) + " 席改为 " + std::to_string(seats - n) + " 席");
            seats -= n;
            for (const auto& c : v.plan.panel)
                if (c.min.value_or(0) > seats_of(v.plan)) return false;
            return !by_project(v.plan) || *v.plan.recusal->judges <= seats_of(v.plan);
        };
    }

    // Fewer seats need not make everything easier, as minimums stay: each number is tried.
    void fewer_seats(std::size_t g)
    {
        for (int n = 1; n < a_.plan.groups[g].seats && tries_ < a_.most_tries; ++n) {
            Variant v = start_;
            if (!seats_step(g, n)(v)) return;
            auto finding = outlook(v);
            if (!finding.drawable()) continue;
            add(v, finding, false);
            return;
        }
    }

    static Step judges_step(int n)
    {
        return [n](Variant& v) {
            if (!by_project(v.plan) || *v.plan.recusal->judges <= n) return false;
            int& judges = *v.plan.recusal->judges;
            v.say("每个项目至少 " + std::to_string(judges) + " 名评委改为 " + std::to_string(judges - n) + " 名");
            judges -= n;
            return true;
        };
    }

    void fewer_judges()
    {
        if (!by_project(a_.plan)) return;
        int n = least(*a_.plan.recusal->judges - 1, judges_step, 0);
        if (n == 0) return;
        Variant v = start_;
        judges_step(n)(v);
        add(v, outlook(v), false);
    }

    void pairs()
    {
        std::vector<Step> steps;
        // Later steps first where they take a condition of the panel away, so that places stay.
        for (std::size_t i = a_.plan.panel.size(); i-- > 0;)
            for (bool maximum : {true, false}) steps.push_back(bound_step(i, maximum, 1));
        for (std::size_t g = 0; g < a_.plan.groups.size(); ++g) steps.push_back(seats_step(g, 1));
        steps.push_back(judges_step(1));
        for (auto& step : single_steps()) steps.push_back(std::move(step));
        for (std::size_t i = 0; i < steps.size(); ++i)
            for (std::size_t k = i + 1; k < steps.size(); ++k) consider(steps[i], steps[k]);
    }
};

} // namespace

std::vector<Relaxation> relaxations_of(const Relaxing& asked, bool drawable)
{
    Relaxer relaxer(asked);
    return drawable ? relaxer.to_be_less_thin() : relaxer.to_be_drawn();
}

const fields::Table& fields_of(const Relaxation*)
{
    static const fields::Table table{
        fields::field<&Relaxation::plan>("plan", {.note = "改后的方案"}),
        fields::field<&Relaxation::words>("words", {.note = "改什么"}),
        fields::field<&Relaxation::gain>("gain", {.note = "有关的组可多抽的人数"}),
        fields::field<&Relaxation::share>("share", {.note = "改后试排成功的比例"}),
        fields::field<&Relaxation::steady>("steady", {.note = "放宽得比最小的多，试排百次至少成一次"}),
    };
    return table;
}

} // namespace draw
