#include "intake/import_desk.h"

using namespace support;

namespace {

// A record that came in by a workbook and went into another.
class MergedImport : public ImportDesk {};

TEST_P(MergedImport, IsNotImportedAgainAndKeepsItsBatch)
{
    std::string batch = check(workbook_of_sheets(good_sheets()));
    ASSERT_EQ(order(batch).status, 202) << errors_of(batch);
    library.run_jobs();
    auto public_id = [&](const std::string& number) {
        auto snapshot = library.platform().database.read();
        return *snapshot->connection().one("SELECT public_id FROM expert WHERE number = $1", {number},
                                           [](const db::Row& row) { return row.text(0); });
    };
    auto response = admin.post("/api/v1/experts/" + public_id("E2026-00001") + "/merge", json::Object{{"version", 1},
                                                                                                      {"other", public_id("E2026-00002")},
                                                                                                      {"other_version", 1},
                                                                                                      {"document", "证明"},
                                                                                                      {"reason", "同一人"},
                                                                                                      {"taken", json::Array{}}});
    ASSERT_EQ(response.status, 200) << response.body;
    std::string again = check("姓名,身份证号,专家类别\n𠮷田建国," + citizen(2) + ",其他\n", "again.csv");
    EXPECT_NE(errors_of(again).find("E2026-00001"), std::string::npos) << errors_of(again);
    auto obstacles = json::canonical(body_of(admin.get("/api/v1/imports/" + batch + "/undo")).object().at("obstacles"));
    EXPECT_NE(obstacles.find(R"({"count":2,"names":["E2026-00001","E2026-00002"],"what":"与另一条记录合并过的专家"})"), std::string::npos)
        << obstacles;
    EXPECT_EQ(code_of(admin.post("/api/v1/imports/" + batch + "/undo", json::Object{{"reason", "依据文件有误"}})), "intake.undo_obstacle");
    EXPECT_EQ(library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, MergedImport, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
