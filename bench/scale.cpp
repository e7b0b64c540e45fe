// What bench/scale.py measures inside the program, as one JSON object on standard output.
//   bole-bench-scale counts DATA            times of facts, counts and panel over a library
//   bole-bench-scale ledger DATA ENTRIES    appends so many entries and checks the ledger
#include "app/library.h"
#include "app/tables.h"
#include "crypto/random.h"
#include "draw/plan_count.h"
#include "draw/protocol/freeze.h"
#include "draw/protocol/panel.h"
#include "ledger/check.h"

#include <chrono>
#include <iostream>

namespace {

using Steady = std::chrono::steady_clock;

template <class Work>
double seconds(Work work)
{
    auto began = Steady::now();
    work();
    return std::chrono::duration<double>(Steady::now() - began).count();
}

json::Value micro(double seconds)
{
    return static_cast<std::int64_t>(seconds * 1e6);
}

// The shortest of several.
template <class Work>
double best(Work work)
{
    double least = 1e9;
    for (int i = 0; i < 20; ++i) least = std::min(least, seconds(work));
    return least;
}

// The conditions that scale.py asks PostgreSQL as well.
draw::Conditions narrow()
{
    draw::Conditions c;
    c.disciplines = {"480"};
    c.ranks = {"senior"};
    c.regions = {"150000"};
    return c;
}

draw::Conditions wide()
{
    draw::Conditions c;
    c.ranks = {"senior"};
    return c;
}

void count_one(const draw::PoolSets& sets, const std::string& name, const draw::Conditions& conditions, json::Object& told)
{
    std::int64_t people = 0;
    told.set(name + "_first", micro(seconds([&] { people = sets.sets_of(conditions).fits.count(); })));
    told.set(name, micro(best([&] { people = sets.sets_of(conditions).fits.count(); })));
    told.set(name + "_people", people);
}

void panel(const draw::Facts& facts, crypto::Suite suite, const draw::Plan& plan, const draw::Question& question, json::Object& told)
{
    auto shape = *draw::protocol::read_plan(fields::write(plan));
    draw::protocol::Evaluation experts;
    told.set("pool", micro(seconds([&] { experts = draw::pool_of(facts, plan, question); })));
    auto key = crypto::random_bytes(32);
    std::optional<draw::protocol::Frozen> frozen;
    told.set("freeze", micro(seconds([&] { frozen = std::move(**draw::protocol::freeze(suite, key, shape, experts)); })));
    std::vector<draw::protocol::Entry> entries;
    for (const auto& leaf : frozen->pool) entries.push_back(frozen->entry_of(leaf));
    told.set("pool_people", static_cast<std::int64_t>(entries.size()));
    std::optional<draw::protocol::PanelDraw> drawing;
    told.set("panel_ready", micro(seconds([&] { drawing = *draw::protocol::PanelDraw::over(shape, entries); })));
    crypto::Hash seed{};
    told.set("panel", micro(best([&] {
                 ++seed[0];
                 if (!drawing->draw(suite, seed)) throw std::runtime_error("no panel");
             })));
}

json::Object counts(app::Library& library)
{
    json::Object told;
    std::shared_ptr<const draw::Facts> facts;
    told.set("facts", micro(seconds([&] {
                 auto snapshot = library.database->read();
                 facts = draw::load_facts(snapshot->connection());
             })));
    told.set("experts", static_cast<std::int64_t>(facts->size()));
    told.set("index", micro(seconds([&] { draw::Index again(*facts); })));
    Day today = day_of(library.clock->now());
    draw::Plan plan;
    plan.groups = {{"甲", 5, {}}};
    draw::Question question{today, today + 7, today + 8, {}, {}};
    {
        draw::PoolSets sets(*facts, plan, question);
        count_one(sets, "narrow", narrow(), told);
        count_one(sets, "wide", wide(), told);
    }
    plan.groups.push_back({"乙", 4, narrow()});
    plan.panel = {{"unit", {}, {}, 1}, {"sex", "2", 1, {}}};
    told.set("answer", micro(best([&] { draw::count_answer(*facts, plan, question); })));
    panel(*facts, library.keys->suite(), plan, question, told);
    return told;
}

json::Object ledger_of(app::Library& library, std::int64_t entries)
{
    json::Object told;
    constexpr std::int64_t per_act = 10'000;
    double writing = seconds([&] {
        for (std::int64_t made = 0; made < entries;) {
            ledger::Act act(*library.database, *library.keys, app::console_author(), library.clock->now());
            for (std::int64_t i = 0; i < per_act && made < entries; ++i, ++made)
                act.append({"draw.counted/1", "activity", "a" + std::to_string(made), {{"plan", "0"}, {"counts", "0"}}});
            act.commit();
        }
    });
    told.set("writing", micro(writing));
    auto snapshot = library.database->read();
    ledger::CheckReport report;
    double checking = seconds([&] { report = ledger::check(snapshot->connection(), *library.keys, app::covered_tables()); });
    if (!report.clean()) throw std::runtime_error("the ledger is not clean");
    told.set("checking", micro(checking));
    told.set("entries", report.entries);
    told.set("rows", report.rows);
    return told;
}

} // namespace

int main(int count, char** arguments)
try {
    if (count < 3) throw std::runtime_error("counts DATA, or ledger DATA ENTRIES");
    app::Config config;
    config.data = arguments[2];
    app::Library library = app::open_library(config);
    std::string work = arguments[1];
    std::cout << json::canonical(work == "counts" ? counts(library) : ledger_of(library, std::stoll(arguments[3]))) << std::endl;
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
}
