// What the program finds in worlds of worlds.py, by the path of a draw: from the tables through the library's facts,
// the screen and the rules. Standard input: a world a line. Standard output, a line for each: {"bars":[codes of an expert
// …],"codes":[[codes of a project …] of an expert …]}; "bars" is what the pool bars the expert for.
//   bole-judge-worlds FOLDER    keeps a database in the folder while it works
#include "batch.h"

#include "draw/exclusion.h"
#include "draw/pool.h"

#include <filesystem>
#include <iostream>
#include <set>

namespace {

constexpr std::size_t worlds_in_a_batch = 2000;

using Codes = std::set<std::string>;

struct Found {
    std::vector<Codes> of_projects;
    Codes bars;
};

json::Array array_of(const Codes& codes)
{
    return {codes.begin(), codes.end()};
}

Day day(const json::Object& window, std::string_view end)
{
    return parse_day(window.at(end).text()).value();
}

// As a pool with one group that everybody fits: the rules' values are those of the day.
class ByPool {
public:
    ByPool(const draw::Facts& facts, const json::Object& window, std::vector<recusal::ProjectFacts> projects)
        : plan_{{draw::Group{"组", 1, {}}}}, question_{day(window, "first"),
                                                       day(window, "first"),
                                                       day(window, "last"),
                                                       std::move(projects),
                                                       {}},
          judgement_(facts, plan_, question_)
    {
    }
    Found find(std::size_t expert) const
    {
        Found found{std::vector<Codes>(question_.projects.size()), {}};
        auto verdict = judgement_.verdict(expert);
        for (const auto& reason : judgement_.reasons(expert, verdict))
            for (std::size_t i = 0; i < question_.projects.size(); ++i)
                if (reason.project == question_.projects[i].public_id) found.of_projects[i].insert(reason.code);
        for (std::size_t i = 0; i < draw::exclusion_codes.size(); ++i) {
            std::string code(draw::exclusion_codes[i].code);
            if ((verdict.bars >> i & 1) && (code.starts_with("14.4.") || code == "missing.lead")) found.bars.insert(code);
        }
        return found;
    }

private:
    draw::Plan plan_;
    draw::Question question_;
    draw::Judgement judgement_;
};

// By screen and rules alone, with values of the world's own.
class ByRules {
public:
    ByRules(const recusal::Library& library, const json::Object& window, const json::Object& rules,
            const std::vector<recusal::ProjectFacts>& projects)
        : library_(library), window_{day(window, "first"), day(window, "last")}, projects_(joined(library, projects)), screen_(projects_)
    {
        auto value = [&](std::string_view code) { return rules.at(code).integer(); };
        rules_ = {value("14.4.4.second_level") != 0, value("14.4.4.retired") != 0,       value("14.4.5.main_employer"),
                  value("14.4.5.partners") != 0,     value("14.4.6.listed_share_limit"), value("14.4.6.listed_partner") != 0};
    }
    Found find(std::size_t expert) const
    {
        Found found;
        recusal::Person person = library_.person(expert);
        for (const auto& project : projects_) {
            Codes codes;
            for (const auto& e : recusal::judge(person, project, library_.research(), window_, rules_))
                codes.emplace(recusal::code_of(e.item));
            if (screen_.may_meet(person) || codes.contains("missing.lead")) found.bars.insert(codes.begin(), codes.end());
            found.of_projects.push_back(std::move(codes));
        }
        return found;
    }

private:
    const recusal::Library& library_;
    recusal::Window window_;
    std::vector<recusal::Project> projects_;
    recusal::Screen screen_;
    recusal::Rules rules_;

    static std::vector<recusal::Project> joined(const recusal::Library& library, const std::vector<recusal::ProjectFacts>& projects)
    {
        std::vector<recusal::Project> all;
        for (const auto& project : projects) all.push_back(library.project(project));
        return all;
    }
};

template <class Judge>
std::string line_of(const Judge& judge, const std::vector<std::int64_t>& ids, const std::vector<std::int64_t>& experts)
{
    json::Array bars, codes;
    for (std::int64_t id : experts) {
        Found found = judge.find(place_in(ids, id));
        json::Array projects;
        for (const auto& project : found.of_projects) projects.emplace_back(array_of(project));
        codes.emplace_back(std::move(projects));
        bars.emplace_back(array_of(found.bars));
    }
    return json::canonical(json::Object{{"bars", std::move(bars)}, {"codes", std::move(codes)}});
}

void judge(const std::vector<json::Value>& worlds, const std::filesystem::path& folder)
{
    std::filesystem::path file = folder / "worlds.db";
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
    auto database = db::open("sqlite:" + file.string());
    db::migrate(*database);
    worlds::Batch batch;
    for (const auto& world : worlds) batch.add(world.object());
    batch.write(*database);
    auto snapshot = database->read();
    auto facts = draw::load_facts(snapshot->connection());
    const auto& ids = facts->recusal.ids();
    for (std::size_t i = 0; i < worlds.size(); ++i) {
        const auto& window = worlds[i].object().at("window").object();
        const auto& rules = worlds[i].object().at("rules").object();
        auto projects = batch.projects(i, snapshot->connection());
        if (rules.empty())
            std::cout << line_of(ByPool(*facts, window, std::move(projects)), ids, batch.experts(i)) << "\n";
        else
            std::cout << line_of(ByRules(facts->recusal, window, rules, projects), ids, batch.experts(i)) << "\n";
    }
}

} // namespace

int main(int count, char** arguments)
{
    if (count != 2) return 2;
    try {
        std::vector<json::Value> worlds;
        for (std::string line; std::getline(std::cin, line);) {
            auto world = json::read(line);
            if (!world) throw std::runtime_error("not JSON: " + line);
            worlds.push_back(*std::move(world));
            if (worlds.size() < worlds_in_a_batch) continue;
            judge(worlds, arguments[1]);
            worlds.clear();
        }
        if (!worlds.empty()) judge(worlds, arguments[1]);
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
