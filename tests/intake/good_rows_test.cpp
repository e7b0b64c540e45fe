#include "intake/import_desk.h"

using namespace support;

namespace {

class GoodRows : public ImportDesk {
protected:
    // Three more people beside those of good_sheets(): 5, 6 and 7.
    static std::map<std::string, Rows> sheets()
    {
        auto all = good_sheets();
        for (int i : {5, 6, 7}) {
            all["专家"].push_back({"人" + std::to_string(i), citizen(i), "", "", "", "其他", "", "", "", ""});
            all["任职"].push_back({citizen(i), "", "草原大学", "", "主要任职", "", "", ""});
        }
        return all;
    }
    // Who stays behind, as rows of the workbook offered for mending: "专家 人5|任职 …".
    std::string held(const std::string& id)
    {
        auto response = admin.get("/api/v1/imports/" + id + "/held-file");
        if (response.status != 200) return code_of(response);
        auto book = files::read_workbook(response.body, "x");
        std::string text;
        for (const auto& sheet : book->sheets) text += sheet.name + " " + std::to_string(sheet.rows.size() - 1) + "; ";
        return text;
    }
};

struct HeldCase {
    std::string what, sheet;
    std::size_t row, column;
    std::string value, held;
};

TEST_P(GoodRows, APersonComesWithEveryFactOrNotAtAll)
{
    const HeldCase cases[] = {
        {"an expert", "专家", 3, 5, "不存在", "专家 1; 任职 1; "},
        {"a fact of an expert", "任职", 3, 4, "不存在", "专家 1; 任职 1; "},
        {"a unit", "单位", 3, 3, "不存在", "单位 4; 专家 5; 任职 5; 亲属师生 1; 利益关系 1; 处理记录 1; 不便参加 2; 成果 1; "},
        {"a project and everybody in it", "项目", 2, 4, "不存在", "专家 1; 任职 1; 项目 2; 亲属师生 1; 利益关系 1; 不便参加 2; 成果 1; "},
        {"a number that cannot be read, of somebody named", "任职", 1, 0, "1",
         "专家 1; 任职 1; 亲属师生 1; 利益关系 1; 不便参加 2; 成果 1; "},
        {"a number that cannot be read, of nobody knows whom", "任职", 4, 0, "1",
         "专家 5; 任职 5; 亲属师生 1; 利益关系 1; 处理记录 1; 不便参加 2; 成果 1; "},
        {"a number that stands twice", "专家", 4, 1, citizen(5), "专家 2; 任职 2; "},
    };
    for (const auto& c : cases) {
        auto all = sheets();
        all[c.sheet][c.row][c.column] = c.value;
        std::string id = check(workbook_of_sheets(all));
        EXPECT_EQ(state_of(show(id)), "refused") << c.what;
        EXPECT_EQ(held(id), c.held) << c.what << "\n" << errors_of(id);
    }
    EXPECT_EQ(counts(), "0 0 0 0 0 0 0 0 0 0 ");
}

TEST_P(GoodRows, AreWrittenAndTheRestWaitsToBeMended)
{
    auto all = sheets();
    all["专家"][3][5] = "财务审记";
    std::string id = check(workbook_of_sheets(all), "library.xlsx");
    auto detail = show(id);
    EXPECT_EQ(detail.at("held").integer(), 2);
    EXPECT_EQ(detail.at("good").integer(), 20);
    EXPECT_EQ(code_of(order(id)), "intake.not_ready") << "all or nothing";
    EXPECT_EQ(order(id, true).status, 202);
    library.run_jobs();
    detail = show(id);
    EXPECT_EQ(state_of(detail), "applied");
    EXPECT_EQ(detail.at("experts").integer(), 4);
    EXPECT_EQ(count("expert"), 4);
    EXPECT_EQ(library.check(), "");
    std::string rest = detail.at("rest").text();
    EXPECT_EQ(state_of(show(rest)), "refused");
    EXPECT_EQ(errors_of(rest).find("专家 2 专家类别|财务审记|"), 0u);
    EXPECT_EQ(code_of(order(rest, true)), "intake.not_ready") << "nothing in it is good";
    EXPECT_EQ(admin
                  .send(http::Method::put, "/api/v1/imports/" + rest + "/corrections",
                        json::canonical(json::Object{{"topic", "专家类别"}, {"value", "财务审记"}, {"replacement", "财务审计"}}))
                  .status,
              202);
    library.run_jobs();
    EXPECT_EQ(errors_of(rest), "");
    EXPECT_EQ(held(rest), "intake.none_held");
    EXPECT_EQ(order(rest).status, 202);
    library.run_jobs();
    EXPECT_EQ(count("expert"), 5);
    EXPECT_EQ(count("post"), 5);
    EXPECT_EQ(count("import_upload") + count("job"), 0);
    EXPECT_EQ(library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, GoodRows, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
