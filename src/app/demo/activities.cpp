#include "app/demo/activities.h"

#include "app/demo/accounts.h"
#include "app/demo/visitor.h"

#include <array>
#include <stdexcept>

namespace app {

namespace {

constexpr int fewest_experts = 200;

struct Project {
    std::string_view number, name;
};
constexpr Project projects[] = {
    {"G01", "优质肉羊核心种群选育与扩繁"}, {"G02", "退化草原近自然恢复关键技术"}, {"G03", "风光储一体化并网控制技术"},
    {"G04", "规模化牧场智能饲喂装备"},     {"G05", "盐碱地耐逆饲草新品种培育"},   {"G06", "煤基新材料绿色制备工艺"},
    {"G07", "奶牛疫病快速检测试剂"},       {"G08", "农牧业大数据服务平台"},       {"G09", "荒漠化防治固沙植物筛选"},
    {"G10", "氢燃料电池重卡示范"},         {"G11", "蒙医药质量标准研究"},         {"G12", "稀土功能材料中试"},
};

json::Array texts(std::initializer_list<std::string_view> list)
{
    json::Array array;
    for (auto text : list) array.push_back(text);
    return array;
}

json::Object group(std::string_view name, int seats, std::string_view category, std::initializer_list<std::string_view> disciplines)
{
    json::Object conditions;
    if (!category.empty()) conditions.set("categories", texts({category}));
    if (disciplines.size() > 0) conditions.set("disciplines", texts(disciplines)).set("ranks", texts({"senior", "associate"}));
    return {{"name", name}, {"seats", seats}, {"conditions", std::move(conditions)}};
}

json::Object plan_for(json::Array groups)
{
    json::Array panel{json::Object{{"tag", "unit"}, {"max", 2}}};
    return {{"groups", std::move(groups)}, {"panel", std::move(panel)}, {"substitutes", 3}, {"reveal_minutes", 10}};
}

// What one of the two people puts into a round: the value and its commitment, as docs/formats/draw.md says.
struct Contribution {
    std::string value, commitment;
};
Contribution contribute(std::uint64_t seed, std::string_view role, const json::Object& round)
{
    auto value = crypto::sha256("bole-demo/" + std::to_string(seed) + "/" + std::string(role) + "/" + round.at("seal_hash").text());
    crypto::Hasher hasher(*crypto::parse_suite(round.at("suite").text()));
    hasher.add("bole-commit/1").add_byte(0).add(role).add_byte(0).add(from_hex(round.at("seal_hash").text()).value()).add(value);
    return {crypto::to_hex(value), crypto::to_hex(hasher.finish())};
}

class Maker {
public:
    Maker(Library& library, const http::Router& router, DemoClock& clock, std::uint64_t seed, const std::vector<DemoEntity>& entities,
          const std::vector<DemoLead>& leads)
        : library_(library), router_(router), clock_(clock), seed_(seed), entities_(entities), leads_(leads)
    {
    }

    // The people come to work: `days` later, in the morning.
    void morning(int days)
    {
        clock_.pass_to(days, 9, 0);
        operator_ = visitor("operator");
        approver_ = visitor("approver");
        supervisor_ = visitor("supervisor");
    }

    std::string draft(std::string_view name, std::string_view kind, int starts_in, int first_project, int count)
    {
        json::Array list;
        for (int i = 0; i < count; ++i) list.push_back(project(first_project + i));
        Day from = day_of(clock_.now()) + starts_in;
        auto staff = operator_->get("/api/v1/activity-staff");
        auto created = operator_->post("/api/v1/activities",
                                       json::Object{{"name", name},
                                                    {"kind", kind},
                                                    {"place", "评估中心三楼会议室"},
                                                    {"from", to_text(from)},
                                                    {"to", to_text(from + 1)},
                                                    {"supervisor", staff.object().at("supervisors").array().at(0).object().at("id")},
                                                    {"projects", std::move(list)}});
        return created.object().at("id").text();
    }

    void submit(const std::string& activity) { operator_->post(at(activity, "/submit"), version_of(activity)); }

    void give_back(const std::string& activity, std::string_view reason)
    {
        approver_->post(at(activity, "/return"), version_of(activity).set("reason", reason));
    }

    void approve(const std::string& activity)
    {
        submit(activity);
        approver_->post(at(activity, "/approve"), version_of(activity));
    }

    void plan(const std::string& activity, json::Array groups)
    {
        auto now = operator_->get(at(activity, "/plan"));
        operator_->put(at(activity, "/plan"), json::Object{{"version", now.object().at("version")}, {"plan", plan_for(std::move(groups))}});
        operator_->post(at(activity, "/plan/submit"), plan_version(activity));
        approver_->post(at(activity, "/plan/approve"), plan_version(activity));
    }

    // One round up to `reveals` revealed values (two: the result, confirmed by both). Gives its id.
    std::string round(const std::string& activity, int reveals)
    {
        for (auto* person : {operator_.get(), supervisor_.get()}) {
            person->step_up();
            person->post(at(activity, "/draw/join"), json::Object{});
        }
        std::string id = seal(activity).object().at("id").text();
        auto sealed = operator_->get("/api/v1/rounds/" + id).object();
        auto mine = contribute(seed_, "operator", sealed), theirs = contribute(seed_, "supervisor", sealed);
        auto commit = [&](Visitor& person, const Contribution& part) {
            person.post("/api/v1/rounds/" + id + "/commit",
                        json::Object{{"seal_hash", sealed.at("seal_hash")}, {"commitment", part.commitment}});
        };
        clock_.pass(90'000);
        commit(*operator_, mine);
        commit(*supervisor_, theirs);
        if (reveals > 0) operator_->post("/api/v1/rounds/" + id + "/reveal", json::Object{{"value", mine.value}});
        if (reveals > 1) {
            supervisor_->post("/api/v1/rounds/" + id + "/reveal", json::Object{{"value", theirs.value}});
            for (auto* person : {operator_.get(), supervisor_.get()}) person->post("/api/v1/rounds/" + id + "/confirm", json::Object{});
        }
        return id;
    }

    void stop(const std::string& round, std::string_view reason)
    {
        operator_->post("/api/v1/rounds/" + round + "/void", json::Object{{"reason", reason}});
    }

    void propose(const std::string& activity, std::string_view reason)
    {
        operator_->post(at(activity, "/draw/propose"), json::Object{{"reason", reason}});
        supervisor_->post(at(activity, "/draw/consent"), json::Object{{"agree", true}, {"reason", "情况属实，同意。"}});
    }

    void finish(const std::string& activity) { operator_->post(at(activity, "/finish"), version_of(activity)); }

private:
    Library& library_;
    const http::Router& router_;
    DemoClock& clock_;
    std::uint64_t seed_;
    const std::vector<DemoEntity>& entities_;
    const std::vector<DemoLead>& leads_;
    std::unique_ptr<Visitor> operator_, approver_, supervisor_;

    static std::string at(const std::string& activity, std::string_view verb)
    {
        return "/api/v1/activities/" + activity + std::string(verb);
    }

    std::unique_ptr<Visitor> visitor(std::string_view role)
    {
        auto own = demo_sign_in(seed_, role);
        return std::make_unique<Visitor>(router_, *library_.platform, clock_, own.login, own.password, own.totp_secret);
    }

    json::Object version_of(const std::string& activity) { return {{"version", operator_->get(at(activity, "")).object().at("version")}}; }

    json::Object plan_version(const std::string& activity)
    {
        return {{"version", operator_->get(at(activity, "/plan")).object().at("version")}};
    }

    // A pool that is thin is drawn from only with a reason and the supervisor's consent (X8).
    json::Value seal(const std::string& activity)
    {
        auto target = at(activity, "/rounds");
        if (auto sealed = operator_->post_unless("draw.thin_needs_consent", target, json::Object{})) return *sealed;
        propose(activity, "该领域在库专家较少，条件不宜再放宽。");
        return operator_->post(target, json::Object{});
    }

    std::string public_id(std::int64_t unit)
    {
        auto snapshot = library_.database->read();
        return snapshot->connection()
            .one("SELECT public_id FROM unit WHERE id = $1", {unit}, [](const db::Row& row) { return row.text(0); })
            .value();
    }

    json::Object project(int index)
    {
        const Project& p = projects[static_cast<std::size_t>(index) % std::size(projects)];
        const DemoLead& lead = leads_.at(static_cast<std::size_t>(3 * index) % leads_.size());
        const DemoLead& member = leads_.at(static_cast<std::size_t>(3 * index + 1) % leads_.size());
        json::Array partners;
        const DemoEntity& partner = entities_.at(static_cast<std::size_t>(5 * index) % entities_.size());
        if (index % 3 == 0 && partner.id != lead.entity_id) partners.push_back(public_id(partner.id));
        json::Object object{{"number", p.number},
                            {"name", p.name},
                            {"applicant", public_id(lead.entity_id)},
                            {"partners", std::move(partners)},
                            {"lead_name", lead.name},
                            {"lead_citizen_id", lead.citizen_id},
                            {"lead_unit", public_id(lead.unit_id)},
                            {"members", json::Array{json::Object{{"name", member.name}, {"citizen_id", member.citizen_id}}}}};
        return object;
    }
};

} // namespace

void make_demo_activities(Library& library, const http::Router& router, DemoClock& clock, const DemoOptions& options,
                          const std::vector<DemoEntity>& entities, const std::vector<DemoLead>& leads)
{
    if (options.experts < fewest_experts) return;
    Maker maker(library, router, clock, options.seed, entities, leads);

    maker.morning(4);
    auto husbandry = maker.draft("现代畜牧业领域重点研发项目评审", "review", 5, 0, 12);
    maker.approve(husbandry);
    maker.plan(husbandry, {group("畜禽与兽医", 3, "research", {"230", "240"}), group("能源与动力", 2, "research", {"480"}),
                           group("智能装备与信息", 2, "", {"520", "416", "530"}), group("财务审计", 2, "finance", {})});
    maker.morning(3);
    std::string first = maker.round(husbandry, 0);
    maker.stop(first, "封存后发现项目 G07 补报了合作单位，须重新计算回避。");
    maker.propose(husbandry, "项目 G07 补报合作单位，上一轮已作废。");
    maker.round(husbandry, 2);

    maker.morning(4);
    auto energy = maker.draft("新能源与储能专项可行性论证", "feasibility", 2, 2, 3);
    maker.approve(energy);
    maker.plan(energy, {group("能源技术", 3, "", {"480", "470"}), group("财务审计", 1, "finance", {})});
    maker.round(energy, 2);

    maker.morning(8);
    maker.finish(husbandry);
    maker.finish(energy);
    auto farm = maker.draft("数字牧场关键技术评估", "assessment", 14, 7, 2);
    maker.approve(farm);
    maker.plan(farm, {group("信息技术", 3, "", {"520"}), group("畜牧", 2, "", {"230"})});

    maker.morning(3);
    auto transfer = maker.draft("科技成果转化项目绩效评价", "evaluation", 20, 4, 2);
    maker.submit(transfer);
    auto policy = maker.draft("蒙医药标准专项咨询", "consultation", 24, 10, 1);
    maker.submit(policy);
    maker.give_back(policy, "请补充合作单位和负责人所在二级机构。");
    maker.draft("稀土新材料项目中期评估", "assessment", 30, 11, 1);
}

} // namespace app
