#include "app/demo/experts.h"

#include "base/identity.h"
#include "expert/expert.h"

namespace app {

namespace {

constexpr std::string_view family[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周",   "吴",   "徐", "孙", "马", "朱",
                                       "胡", "郭", "何", "高", "林", "罗", "郑", "梁", "谢",   "宋",   "唐", "许", "韩", "冯",
                                       "邓", "曹", "彭", "曾", "肖", "田", "董", "袁", "潘",   "于",   "蒋", "蔡", "余", "杜",
                                       "叶", "程", "苏", "魏", "吕", "丁", "任", "沈", "欧阳", "尉迟", "单", "解"};
constexpr std::string_view given[] = {"建国", "秀英", "志强", "丽华", "海涛", "晓东", "玉兰", "文博", "思远", "雪梅",
                                      "国栋", "明辉", "春燕", "振山", "立新", "慧敏", "永强", "淑珍", "家豪", "雨桐",
                                      "建平", "维民", "红霞", "俊杰", "桂香", "卫东", "金花", "学军", "佳怡", "振华",
                                      "敏",   "伟",   "静",   "磊",   "洋",   "艳",   "勇",   "杰",   "涛",   "霞"};
constexpr std::string_view mongolian[] = {"乌云其木格",  "巴特尔",   "娜仁花",   "苏日娜", "额尔敦", "塔娜", "格日勒图",
                                          "其其格",      "阿古拉",   "哈斯",     "萨仁",   "朝鲁",   "布和", "图雅",
                                          "那顺·巴雅尔", "斯琴高娃", "吉日嘎拉", "满都拉", "乌日娜", "敖登"};
constexpr std::string_view disciplines[] = {"18014",   "1801410", "23020", "2302010", "2302050", "48060", "4806010", "4806040",
                                            "4806070", "48040",   "41650", "52020",   "5202010", "52040", "53021",   "43045",
                                            "63040",   "79041",   "32011", "22020",   "61030",   "47040"};
constexpr std::string_view industries[] = {"01", "0111", "03",   "0610", "44",   "4412", "4415", "65",
                                           "73", "7320", "7241", "7231", "8411", "26",   "39"};
constexpr std::string_view senior_titles[] = {"011", "011", "091"};
constexpr std::string_view associate_titles[] = {"012", "082", "092"};
constexpr std::string_view categories[] = {"research", "research", "research", "research", "industry",
                                           "industry", "finance",  "other",    "strategy"};

class ExpertMaker {
public:
    ExpertMaker(const std::vector<DemoEntity>& entities, DemoRandom& random, Day today)
        : entities_(entities), random_(random), today_(today)
    {
    }

    // The expert, and the legal entity of the main post.
    std::pair<expert::NewExpert, const DemoEntity*> make(std::uint64_t number)
    {
        expert::NewExpert e;
        const DemoEntity& home = random_.pick(entities_);
        e.name = random_.chance(12) ? std::string(random_.pick(mongolian))
                                    : std::string(random_.pick(family)) + std::string(random_.pick(given));
        // Distinct by construction: the seed of the identity number is the expert's own.
        e.citizen_id = crypto::Secret(identity::invent_citizen_id(number));
        auto parsed = identity::parse_citizen_id(e.citizen_id->reveal());
        e.birth_day = add_years(parsed->birth, 100); // docs/decisions/0004
        e.sex = parsed->male ? "1" : "2";
        e.ethnic = random_.chance(20) ? "02" : "01";
        std::string digits = std::to_string(number % 100000);
        e.phone = crypto::Secret("138000" + std::string(5 - digits.size(), '0') + digits);
        e.email = crypto::Secret("expert" + std::to_string(number) + "@example.invalid");
        e.region = home.region;
        e.title = random_.chance(55) ? random_.pick(senior_titles) : random_.pick(associate_titles);
        if (random_.chance(4)) e.title.clear();
        e.degree = random_.chance(50) ? "2" : "3";
        e.entered_on = today_ - static_cast<int>(60 + random_.below(2000));
        e.confirmed_on = today_ - static_cast<int>(random_.below(640));
        if (random_.chance(5)) {
            e.status = "frozen";
            e.confirmed_on = today_ - static_cast<int>(740 + random_.below(200));
        } else if (random_.chance(1)) {
            e.status = "exited";
        }
        add_category(e);
        add_codes(e);
        add_posts(e, home);
        add_ties(e);
        add_languages(e, number);
        return {std::move(e), &home};
    }

private:
    const std::vector<DemoEntity>& entities_;
    DemoRandom& random_;
    Day today_;

    void add_category(expert::NewExpert& e)
    {
        expert::Category c;
        c.category = random_.pick(categories);
        c.qualification = c.category == "finance" ? "注册会计师" : c.category == "other" ? "执业律师" : "专业技术职称";
        if (!random_.chance(3)) {
            c.verified_on = today_ - 200;
            c.verified_by = "演示";
        }
        e.categories.push_back(c);
    }

    void add_codes(expert::NewExpert& e)
    {
        if (!random_.chance(2)) e.disciplines.emplace_back(random_.pick(disciplines));
        if (random_.chance(40)) {
            std::string second(random_.pick(disciplines));
            if (e.disciplines.empty() || second != e.disciplines.front()) e.disciplines.push_back(second);
        }
        if (random_.chance(50)) e.industries.emplace_back(random_.pick(industries));
    }

    void add_posts(expert::NewExpert& e, const DemoEntity& home)
    {
        expert::Post main{random_.chance(90) ? random_.pick(home.parts) : home.id,
                          "main",
                          "",
                          today_ - static_cast<int>(1000 + random_.below(4000)),
                          std::nullopt,
                          std::nullopt,
                          ""};
        if (!random_.chance(3)) {
            main.verified_on = today_ - 200;
            main.verified_by = "演示";
        }
        e.posts.push_back(main);
        if (random_.chance(12))
            e.posts.push_back({random_.pick(entities_).id, random_.chance(50) ? "concurrent" : "adviser", "", today_ - 500, std::nullopt,
                               today_ - 200, "演示"});
        if (random_.chance(15))
            e.posts.push_back({random_.pick(entities_).id, "former", "", today_ - 5000, today_ - 1200, std::nullopt, ""});
    }

    // By the number, so that everything else stays as it is.
    void add_languages(expert::NewExpert& e, std::uint64_t number) const
    {
        constexpr std::uint64_t mongolian_speaks = 12, english = 3, rare = 11, away = 40, long_away = 400;
        e.languages = {"zh"};
        if (e.ethnic == "02" ? number % 4 != 0 : number % mongolian_speaks == 0) e.languages.emplace_back("mn");
        if (number % english != 0) e.languages.emplace_back("en");
        if (number % rare == 0) e.languages.emplace_back(number % 2 == 0 ? "ru" : "ja");
        e.willingness = {"review"};
        if (number % 2 == 0) e.willingness.emplace_back("consultation");
        if (number % 5 == 0)
            e.achievements.push_back({"award", "自治区科学技术进步奖", number % 10 == 0 ? "一等奖" : "二等奖", "主要完成人",
                                      today_ - static_cast<int>(400 + number % 2000), std::nullopt});
        if (number % away == 7) {
            Day from = today_ + static_cast<int>(number / away % 60);
            e.absences.push_back({from, number % long_away == 7 ? std::nullopt : std::optional(from + 6)});
        }
    }

    void add_ties(expert::NewExpert& e)
    {
        if (random_.chance(4)) {
            expert::Relation r;
            r.kind = random_.chance(50) ? "teacher" : "spouse";
            r.other_name = std::string(random_.pick(family)) + std::string(random_.pick(given));
            r.other_citizen_id = crypto::Secret(identity::invent_citizen_id(1 + static_cast<std::uint64_t>(random_.below(2000))));
            e.relations.push_back(r);
        }
        if (random_.chance(4)) e.interests.push_back({random_.pick(entities_).id, "shareholding", 200, today_ - 900, std::nullopt});
        if (random_.chance(2))
            e.sanctions.push_back({"disqualification", today_ - 300,
                                   random_.chance(50) ? std::optional(today_ + 400) : std::optional(today_ - 20), "演示处理文件"});
    }
};

// Research projects in which experts take part together, some still running (Art. 14(4)3).
void add_research(ledger::Act& act, const crypto::Keyring& keys, DemoRandom& random, int experts, Day today)
{
    for (int i = 0; i < experts / 20; ++i) {
        expert::ResearchProject project;
        project.code = "KY" + std::to_string(10000 + i);
        project.name = "区域产业关键技术研究（" + std::to_string(i + 1) + "）";
        project.from = today - static_cast<int>(200 + random.below(1500));
        project.planned_end = *project.from + 1095;
        if (random.chance(40)) project.closed_on = today - static_cast<int>(1 + random.below(150));
        std::int64_t first = 1 + random.below(experts);
        for (int k = 0; k < 3; ++k)
            project.participants.push_back(
                {crypto::Secret(identity::invent_citizen_id(static_cast<std::uint64_t>((first + 37 * k) % experts + 1))),
                 k ? "member" : "lead"});
        expert::add_research_project(act, keys, project);
    }
}

} // namespace

std::vector<DemoLead> make_demo_experts(Library& library, const DemoOptions& options, const std::vector<DemoEntity>& entities,
                                        DemoRandom& random,
                                        const std::function<void(std::string_view, std::int64_t, std::int64_t)>& progress)
{
    constexpr int per_act = 500;
    constexpr std::size_t most_leads = 60;
    std::vector<DemoLead> leads;
    const Platform& platform = *library.platform;
    Day today = day_of(platform.clock.now());
    ExpertMaker maker(entities, random, today);
    for (int made = 0; made < options.experts;) {
        ledger::Act act(platform.database, platform.keys, {"console", "demo", std::nullopt, std::nullopt}, platform.clock.now());
        expert::Numbers numbers(act.connection(), today.year());
        std::int64_t first = 0;
        for (int i = 0; i < per_act && made < options.experts; ++i) {
            auto [made_expert, home] = maker.make(static_cast<std::uint64_t>(++made));
            if (leads.size() < most_leads)
                leads.push_back({made_expert.name, made_expert.citizen_id->reveal(), home->id, made_expert.posts.front().unit_id});
            std::int64_t id = expert::add_expert(act, platform.keys, numbers, made_expert);
            if (!first) first = id;
        }
        act.flush();
        expert::write_facets(act.connection(), first);
        act.commit();
        progress("专家", made, options.experts);
    }
    ledger::Act act(platform.database, platform.keys, {"console", "demo", std::nullopt, std::nullopt}, platform.clock.now());
    add_research(act, platform.keys, random, options.experts, today);
    act.append({"research.imported/1", "", "", json::Object{{"projects", options.experts / 20}, {"document", "演示数据"}}});
    act.commit();
    return leads;
}

} // namespace app
