#include "evidence.h"

#include "draw.h"
#include "members.h"
#include "papers.h"
#include "problem.h"
#include "seal.h"
#include "text.h"
#include "tree.h"
#include "vacancies.h"

#include <algorithm>
#include <set>

namespace verify {

namespace {

// The leaves of pool or out as the file has them.
struct Leaves {
    std::vector<Entry> entries;
    std::vector<std::string> salts;
    std::vector<Digest> hashes;
};

class Checker {
public:
    Checker(const Value& document, const Outside& outside, const std::function<void(std::int64_t, std::int64_t)>& progress)
        : members_(document, ""), outside_(outside), progress_(progress)
    {
    }

    std::vector<std::string> run()
    {
        read();
        check_plan();
        check_people();
        check_draw_key();
        check_values();
        Draw draw(suite_, plan_, pool_.entries, seed_);
        check_panel(draw);
        Papers papers(members_, seal_, outside_);
        const Course& course = papers.course();
        check_entries(course);
        check_vacancies(draw, plan_, pool_.entries, panel_, course.vacancies);
        check_signature(papers);
        say(papers);
        return std::move(lines_);
    }

private:
    Members members_;
    const Outside& outside_;
    const std::function<void(std::int64_t, std::int64_t)>& progress_;
    Suite suite_ = Suite::sm;
    Plan plan_;
    Seal seal_;
    Leaves pool_, out_;
    bool has_out_ = false;
    std::string draw_key_, beacon_value_;
    Contributions values_;
    Digest operator_commitment_{}, supervisor_commitment_{}, seed_{}, result_hash_{};
    std::int64_t attempt_ = 0;
    std::vector<People> panel_;
    std::vector<std::string> lines_;

    // 1. Form: everything that stands on its own; the result and the ledger's papers are read where they are checked.
    void read()
    {
        require(members_.text("format") == "bole-draw-evidence/1", "format 应为 bole-draw-evidence/1。");
        seal_ = read_seal(members_.need("seal"), "seal");
        suite_ = seal_.suite;
        plan_ = read_plan(members_.need("plan"));
        pool_ = read_leaves("pool", true);
        has_out_ = members_.maybe("out") != nullptr;
        require(has_out_ == (members_.maybe("draw_key") != nullptr), "out 与 draw_key 应同时给出或同时不给。");
        if (has_out_) {
            out_ = read_leaves("out", false);
            draw_key_ = members_.bytes("draw_key", 32);
        }
        Members commitments = members_.object("commitments"), reveals = members_.object("reveals");
        operator_commitment_ = commitments.digest("operator");
        supervisor_commitment_ = commitments.digest("supervisor");
        commitments.end();
        values_ = {reveals.bytes("server", 32), reveals.bytes("operator", 32), reveals.bytes("supervisor", 32)};
        reveals.end();
        for (auto name : {"beacon", "result", "substitutions", "rounds", "ledger", "signatures", "key_changes"}) members_.maybe(name);
        members_.end();
    }

    Leaves read_leaves(const char* name, bool pool)
    {
        Leaves leaves;
        const Array& given = members_.array(name);
        for (std::size_t i = 0; i < given.size(); ++i) {
            std::string place = std::string(name) + "[" + std::to_string(i) + "]";
            const Array& pair = given[i].array(place);
            require(pair.size() == 2, place + " 应为 [盐, 条目]。");
            leaves.salts.push_back(bytes_of(pair[0], place, 16));
            leaves.entries.push_back(read_entry(pair[1], plan_, place));
            const Entry& entry = leaves.entries.back();
            require(entry.groups.empty() != pool, place + (pool ? " 没有可抽的组，不应在候选池中。" : " 有可抽的组，不应在未入池名单中。"));
            require(i == 0 || leaves.entries[i - 1].ref < entry.ref, place + " 未按编号升序排列或编号重复。");
            leaves.hashes.push_back(leaf_hash(suite_, leaves.salts.back(), jcs(pair[1])));
        }
        return leaves;
    }

    // 2.
    void check_plan()
    {
        const Value& document = members_.need("plan");
        require(plan_hash(suite_, document) == seal_.plan, "plan 的哈希与封存件不符：方案在封存之后被改动。");
        Members plan(document, "plan");
        require(plan.text("activity") == seal_.activity, "plan.activity 与封存件的活动不是同一个。");
    }

    // 3.
    void check_people()
    {
        require(tree_root(suite_, pool_.hashes) == seal_.pool, "候选池的根与封存件不符：名单在封存之后被增、删或改动。");
        Counts counts(plan_.seats.size());
        for (const auto& entry : pool_.entries) counts.add(entry);
        require(counts.eligible == seal_.eligible, "各组可抽人数与封存件不符。");
        if (has_out_) {
            require(tree_root(suite_, out_.hashes) == seal_.out, "未入池名单的根与封存件不符：名单在封存之后被增、删或改动。");
            for (const auto& entry : out_.entries) counts.add(entry);
            require(counts.excluded == seal_.excluded, "各排除原因的人数与封存件不符。");
            require(static_cast<std::uint64_t>(seal_.total) == pool_.entries.size() + out_.entries.size(), "总人数与封存件不符。");
            std::vector<std::string> refs;
            for (const auto* list : {&pool_.entries, &out_.entries})
                for (const auto& entry : *list) refs.push_back(entry.ref);
            std::sort(refs.begin(), refs.end());
            require(std::adjacent_find(refs.begin(), refs.end()) == refs.end(), "同一编号既在候选池又在未入池名单。");
        } else {
            for (const auto& [code, count] : counts.excluded) {
                auto sealed = seal_.excluded.find(code);
                require(sealed != seal_.excluded.end() && sealed->second >= count, "排除原因 " + code + " 的人数多于封存件所记。");
            }
            require(static_cast<std::uint64_t>(seal_.total) >= pool_.entries.size(), "候选人数多于封存件所记的总人数。");
        }
    }

    // 4.
    void check_draw_key()
    {
        if (outside_.people) require(has_out_, "核对专家标识清单需要含 draw_key 与未入池名单的证据文件。");
        if (!has_out_) return;
        require(labelled(suite_, "bole-key/1", draw_key_) == seal_.key, "draw_key 与封存件不符。");
        Mac mac(suite_, draw_key_);
        for (const auto* leaves : {&pool_, &out_})
            for (std::size_t i = 0; i < leaves->entries.size(); ++i)
                require(salt_of(mac, leaves->entries[i].ref) == leaves->salts[i], "名单中有一项的盐不是由 draw_key 得出的。");
        if (outside_.people) check_persons(mac);
    }

    void check_persons(const Mac& mac)
    {
        std::map<std::string, const Entry*> entries;
        for (const auto* list : {&pool_.entries, &out_.entries})
            for (const auto& entry : *list) entries.emplace(entry.ref, &entry);
        require(entries.size() == outside_.people->size(), "专家标识清单的人数与封存的人数不同。");
        std::set<std::string> named;
        bool unit_named = std::any_of(plan_.panel.begin(), plan_.panel.end(), [](const Condition& c) { return c.tag == "unit"; });
        for (const auto& person : *outside_.people) {
            auto found = entries.find(ref_of(suite_, "expert", nonce_of(mac, "expert", person.expert), person.expert));
            require(found != entries.end(), "清单中的专家 " + person.expert + " 不在封存的名单里。");
            require(named.insert(found->first).second, "清单中的专家 " + person.expert + " 重复。");
            if (!unit_named || person.unit.empty()) continue;
            auto unit = found->second->tags.find("unit");
            require(unit != found->second->tags.end() &&
                        unit->second == to_hex(ref_of(suite_, "unit", nonce_of(mac, "unit", person.unit), person.unit)),
                    "专家 " + person.expert + " 的单位与封存的名单不符。");
        }
    }

    // 5, 6, 7: what the seed is made of.
    void check_values()
    {
        std::string_view hash = view(seal_.hash);
        require(commitment(suite_, "server", "", values_.server) == seal_.server, "服务器揭示的值与封存件中的承诺不符。");
        require(commitment(suite_, "operator", hash, values_.operator_) == operator_commitment_, "操作员揭示的值与其承诺不符。");
        require(commitment(suite_, "supervisor", hash, values_.supervisor) == supervisor_commitment_, "监督员揭示的值与其承诺不符。");
        require((members_.maybe("beacon") != nullptr) == plan_.beacon_source.has_value(), "公开信标应恰在方案规定时出现。");
        if (plan_.beacon_source) {
            Members beacon = members_.object("beacon");
            require(beacon.text("source") == *plan_.beacon_source, "公开信标的来源与方案不符。");
            beacon_value_ = beacon.bytes("value", 0);
            require(!beacon_value_.empty(), "公开信标的值是空的。");
            beacon.end();
        }
        seed_ = seed_of(suite_, seal_.hash, values_, beacon_hash(suite_, plan_.beacon_source, beacon_value_));
    }

    void check_panel(Draw& draw)
    {
        const Value& document = members_.need("result");
        Members result(document, "result");
        require(result.text("activity") == seal_.activity, "result.activity 与封存件不符。");
        require(result.integer("round", 1) == seal_.round, "result.round 与封存件不符。");
        require(result.digest("seal") == seal_.hash, "result.seal 与封存件的哈希不符。");
        require(result.digest("seed") == seed_, "种子与三方的值算出的不符。");
        attempt_ = result.integer("attempt", 0, INT32_MAX);
        const Value &panel = result.need("panel"), &substitutes = result.need("substitutes");
        result.end();
        std::optional<std::vector<People>> drawn;
        for (std::int64_t k = 0; k <= attempt_; ++k) {
            drawn = draw.attempt(static_cast<std::uint64_t>(k));
            require(!drawn || k == attempt_, "第 " + std::to_string(k + 1) + " 次尝试已经成组，结果却取了更后的一次。");
            if (progress_ && k % 10000 == 0) progress_(k, attempt_);
        }
        require(drawn.has_value(), "所记的这次尝试不满足条件，不能成组。");
        panel_ = std::move(*drawn);
        Array expected_panel, expected_substitutes;
        for (std::size_t g = 0; g < panel_.size(); ++g) {
            expected_panel.push_back(refs_of(panel_[g], panel_[g].size()));
            expected_substitutes.push_back(refs_of(draw.order(g, panel_), static_cast<std::size_t>(plan_.substitutes)));
        }
        require(jcs(panel) == jcs(expected_panel), "所记的入选人与重算的不符。");
        require(jcs(substitutes) == jcs(expected_substitutes), "所记的候补次序与重算的不符。");
        result_hash_ = result_hash(suite_, document);
    }

    Array refs_of(const People& people, std::size_t most) const
    {
        Array refs;
        for (std::size_t i = 0; i < people.size() && i < most; ++i) refs.push_back(to_hex(pool_.entries[people[i]].ref));
        return refs;
    }

    // 9: the entries of this round say what the file says.
    void check_entries(const Course& course)
    {
        require(!course.voided, "本轮抽取已作废，不是有效的结果。");
        require(course.operator_commitment && course.supervisor_commitment && course.server_value && course.drawn,
                "账本条目不全：缺少承诺、揭示或结果。");
        require(course.operator_commitment->hash == operator_commitment_ && course.supervisor_commitment->hash == supervisor_commitment_,
                "账本中的承诺与文件所记不符。");
        require(course.operator_value->value == values_.operator_ && course.supervisor_value->value == values_.supervisor &&
                    course.server_value->value == values_.server,
                "账本中揭示的值与文件所记不符。");
        require(course.beacon.has_value() == plan_.beacon_source.has_value(), "账本中的公开信标应恰在方案规定时出现。");
        if (course.beacon)
            require(course.beacon->source == *plan_.beacon_source && course.beacon->value == beacon_value_,
                    "账本中的公开信标与文件所记不符。");
        require(course.drawn->hash == result_hash_, "账本中的结果哈希与文件所记的结果不符。");
    }

    // 11.
    void check_signature(const Papers& papers)
    {
        require(papers.signature() == papers.course().drawn->value, "结果的签名与账本所记不同。");
        require(is_signed(suite_, papers.key().public_key, "bole-sign/1" + std::string(1, '\0') + std::string(view(result_hash_)),
                          papers.signature()),
                "结果的签名无效。");
    }

    void say(const Papers& papers)
    {
        const Course& course = papers.course();
        std::int64_t seats = 0;
        for (const auto& people : panel_) seats += static_cast<std::int64_t>(people.size());
        lines_.push_back("核对无误：活动 " + seal_.activity + " 第 " + std::to_string(seal_.round) +
                         " 轮抽取的结果由封存的名单和三方的值唯一得出。");
        lines_.push_back("封存码 " + spaced(to_hex(seal_.hash).substr(0, 32)) + "，" + seal_.sealed_at + " 封存，" +
                         entry_place(seal_.ledger_size) + "；全库 " + std::to_string(seal_.total) + " 人，可抽 " +
                         std::to_string(pool_.entries.size()) + " 人。");
        lines_.push_back("操作员、监督员先作承诺、后揭示其值，服务器的值在封存件中已定；" +
                         std::string(plan_.beacon_source ? "公开信标在其后。" : "未用公开信标。"));
        std::string earlier = attempt_ == 0 ? "" : "，此前 " + std::to_string(attempt_) + " 次逐一重算均不满足条件";
        lines_.push_back("第 " + std::to_string(attempt_ + 1) + " 次尝试成组" + earlier + "；入选 " + std::to_string(seats) +
                         " 人，候补次序相符。满足条件的每一种组合机会相同。");
        if (plan_.judges > 0)
            lines_.push_back("按项目回避：" + std::to_string(plan_.projects) + " 个项目各有至少 " + std::to_string(plan_.judges) +
                             " 名入选专家不须回避。");
        if (!course.vacancies.empty()) lines_.push_back("离席与递补 " + std::to_string(course.vacancies.size()) + " 条，均按次序。");
        lines_.push_back("账本“" + seal_.origin + "”共 " + std::to_string(papers.checkpoint().size) + " 条，检查点签名有效" +
                         (outside_.key ? "，密钥是所给的密钥。" : "。"));
        auto confirmed = [](const std::optional<Event>& event) { return event ? "已确认结果" : "尚未确认结果"; };
        lines_.push_back(std::string("操作员") + confirmed(course.operator_confirmed) + "，监督员" +
                         confirmed(course.supervisor_confirmed) + "。");
        for (const auto& line : papers.history()) lines_.push_back(line);
        lines_.push_back("本项核对不能证明：");
        if (!outside_.people) lines_.push_back("- 编号对应哪些人（需要 draw_key 和专家标识清单）；");
        lines_.push_back("- 可抽、标签和排除所依据的事实属实；");
        if (!plan_.beacon_source) lines_.push_back("- 服务器与两人没有串通选定各自的值（本轮没有公开信标）；");
        if (!outside_.key) lines_.push_back("- 账本公钥确属该单位（可用 --key 给出从别处得到的公钥）；");
        lines_.push_back("- 检查点之后没有再封存新的轮次。");
    }

    static std::string spaced(const std::string& hex)
    {
        std::string text;
        for (std::size_t i = 0; i < hex.size(); i += 4) text += (i ? " " : "") + hex.substr(i, 4);
        return text;
    }
};

} // namespace

std::vector<std::string> check_evidence(const Value& document, const Outside& outside,
                                        const std::function<void(std::int64_t, std::int64_t)>& progress)
{
    return Checker(document, outside, progress).run();
}

} // namespace verify
