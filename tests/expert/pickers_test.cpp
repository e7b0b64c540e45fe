#include "expert/expert.h"
#include "support/library.h"

#include <gtest/gtest.h>

#include <set>

namespace {

using support::body_of;
using support::Browser;
using support::code_of;

expert::NewExpert record(const std::string& name, const std::string& discipline, std::int64_t unit, const std::string& status = "active")
{
    expert::NewExpert e;
    e.name = name;
    e.title = "011";
    e.region = "150100";
    e.status = status;
    e.entered_on = *parse_day("2020-03-01");
    e.categories = {{"research", "教授", std::nullopt, ""}};
    e.disciplines = {discipline};
    e.posts = {{unit, "main", "", std::nullopt, std::nullopt, std::nullopt, ""}};
    return e;
}

class Pickers : public ::testing::TestWithParam<db::Engine> {
protected:
    Pickers() : library_(GetParam()), browser_(library_)
    {
        university_ = library_.add_unit("草原大学");
        school_ = library_.add_unit("能源学院", university_);
        library_.add_unit("100%草业_集团");
        library_.add_account("manager", "library_administrator");
        library_.add_account("operator", "operator");
        library_.add_account("audit", "audit_administrator");
        auto act = library_.act();
        expert::Numbers numbers(act.connection(), 2026);
        std::vector<expert::NewExpert> experts{record("乌云其木格", "4806040", school_), record("巴特尔", "4806010", university_),
                                               record("萨仁", "1101410", school_), record("赵振山", "4806040", school_, "frozen")};
        // Today is 2026-11-18: the last day of two years for the first, the first day that does not count for the second.
        experts[0].confirmed_on = *parse_day("2024-11-18");
        experts[1].confirmed_on = *parse_day("2024-12-18");
        experts[2].confirmed_on = *parse_day("2026-01-01");
        experts[3].confirmed_on = *parse_day("2024-11-20");
        for (const auto& e : experts) {
            std::int64_t id = expert::add_expert(act, library_.platform().keys, numbers, e);
            act.flush();
            expert::write_facets(act.connection(), id);
        }
        act.commit();
    }

    // "code name path leaf" of each node.
    std::multiset<std::string> nodes(const std::string& target)
    {
        std::multiset<std::string> lines;
        auto answer = body_of(browser_.get(target));
        for (const auto& item : answer.object().at("items").array()) {
            const auto& o = item.object();
            lines.insert(o.at("name").text() + "|" + o.at("path").text() + "|" + (o.at("leaf").boolean() ? "leaf" : "tree"));
        }
        return lines;
    }
    std::string id_of(const std::string& target)
    {
        return body_of(browser_.get(target)).object().at("items").array().at(0).object().at("code").text();
    }
    std::string numbers_of(const std::string& target)
    {
        std::string text;
        auto answer = body_of(browser_.get(target));
        for (const auto& item : answer.object().at("items").array())
            text += item.object().at("code").text() + "=" + std::to_string(item.object().at("n").integer()) + " ";
        return text;
    }

    support::TestLibrary library_;
    Browser browser_;
    std::int64_t university_ = 0, school_ = 0;
};

TEST_P(Pickers, StrangerAndWrongRoleAreRefused)
{
    for (const char* target : {"/api/v1/units", "/api/v1/codes/discipline", "/api/v1/experts/counts?facet=rank", "/api/v1/experts/summary"})
        EXPECT_EQ(browser_.get(target).status, 401) << target;
    browser_.sign_in("audit");
    EXPECT_EQ(browser_.get("/api/v1/units").status, 403);
    EXPECT_EQ(browser_.get("/api/v1/experts/counts?facet=rank").status, 403);
    EXPECT_EQ(browser_.get("/api/v1/experts/summary").status, 403);
    browser_.sign_in("operator");
    EXPECT_EQ(browser_.get("/api/v1/units").status, 200);
    EXPECT_EQ(browser_.get("/api/v1/experts/counts?facet=rank&codes=senior").status, 403);
    EXPECT_EQ(browser_.get("/api/v1/experts/summary").status, 403);
}

TEST_P(Pickers, UnitsAreATreeAndAreFoundByNameAsTyped)
{
    browser_.sign_in("manager");
    using Lines = std::multiset<std::string>;
    EXPECT_EQ(nodes("/api/v1/units"), (Lines{"100%草业_集团|100%草业_集团|leaf", "草原大学|草原大学|tree"}));
    std::string university = id_of("/api/v1/units?search=%E8%8D%89%E5%8E%9F");
    EXPECT_EQ(nodes("/api/v1/units?parent=" + university), (Lines{"能源学院|草原大学 / 能源学院|leaf"}));
    EXPECT_EQ(nodes("/api/v1/units?search=%E8%83%BD%E6%BA%90"), (Lines{"能源学院|草原大学 / 能源学院|leaf"}));
    EXPECT_EQ(nodes("/api/v1/units?search=%25"), (Lines{"100%草业_集团|100%草业_集团|leaf"})) << "a typed % is no wildcard";
    EXPECT_EQ(nodes("/api/v1/units?search=%20"), Lines{});
    EXPECT_EQ(nodes("/api/v1/units?codes=" + university + ",nobody"), (Lines{"草原大学|草原大学|tree"}));
    EXPECT_EQ(nodes("/api/v1/units?parent=nobody"), Lines{});
}

TEST_P(Pickers, CountsReachBelowAndLeaveOutWhoIsNotInTheLibrary)
{
    browser_.sign_in("manager");
    EXPECT_EQ(numbers_of("/api/v1/experts/counts?facet=discipline&codes=480,4806040,110,220"), "110=1 480=2 4806040=1 ");
    std::string university = id_of("/api/v1/units?search=%E8%8D%89%E5%8E%9F");
    EXPECT_EQ(numbers_of("/api/v1/experts/counts?facet=unit&codes=" + university), university + "=3 ");
    EXPECT_EQ(numbers_of("/api/v1/experts/counts?facet=rank"), "");
    EXPECT_EQ(code_of(browser_.get("/api/v1/experts/counts?facet=term&codes=a")), "expert.unknown_facet");
    std::string many = "a";
    for (int i = 0; i < 200; ++i) many += ",a";
    EXPECT_EQ(code_of(browser_.get("/api/v1/experts/counts?facet=rank&codes=" + many)), "expert.too_many_codes");
    EXPECT_EQ(code_of(browser_.get("/api/v1/units?codes=" + many)), "expert.too_many_codes");

    auto summary = body_of(browser_.get("/api/v1/experts/summary"));
    EXPECT_EQ(json::canonical(summary),
              R"({"by_status":[{"code":"active","n":3},{"code":"frozen","n":1}],"confirmed_this_year":1,"freezing_soon":1,"total":4})");
}

TEST_P(Pickers, TheListFiltersByUnitAndTellsSinceWhen)
{
    browser_.sign_in("manager");
    std::string school = id_of("/api/v1/units?search=%E8%83%BD%E6%BA%90");
    auto found = body_of(browser_.get("/api/v1/experts?unit=" + school + "&status=frozen")).object();
    EXPECT_EQ(found.at("total").integer(), 1);
    const auto& item = found.at("items").array().at(0).object();
    EXPECT_EQ(item.at("name").text(), "赵振山");
    EXPECT_EQ(item.at("status_since").text(), "2020-03-01");
    auto timeline = body_of(browser_.get("/api/v1/timeline/expert/" + item.at("id").text())).object();
    EXPECT_EQ(timeline.at("items").array().at(0).object().at("name").text(), "专家入库");
}

INSTANTIATE_TEST_SUITE_P(Engines, Pickers, ::testing::ValuesIn(support::engines),
                         [](const auto& engine) { return support::name_of(engine.param); });

} // namespace
