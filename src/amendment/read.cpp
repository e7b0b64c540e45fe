#include "amendment/form.h"
#include "amendment/messages.h"
#include "amendment/verification.h"
#include "base/messages.h"
#include "catalog/catalog.h"
#include "catalog/pinyin.h"

#include <algorithm>
#include <set>

namespace amendment {

namespace {

std::optional<Day> day_of_text(const std::string& text)
{
    return text.empty() ? std::nullopt : parse_day(text);
}

// The stored forms; the fields' rules have tested them.
crypto::Secret citizen_id(const std::string& typed)
{
    return crypto::Secret((*identity::parse_citizen_id(typed)).number);
}

std::optional<crypto::Secret> number_of(const std::optional<std::string>& typed, const std::optional<crypto::Secret>& current,
                                        Result<std::string> (*parse)(std::string_view))
{
    if (!typed) return current;
    return typed->empty() ? std::nullopt : std::optional(crypto::Secret(*parse(*typed)));
}

class Reading {
public:
    Reading(db::Connection& connection, const crypto::Keyring& keys, const expert::Record& current, const Body& body, Day today)
        : connection_(connection), keys_(keys), old_(current.facts), form_(body.form), today_(today), wanted_{current, {}}
    {
        for (const auto& fault : body.faults) {
            unsound_.insert(fault.path);
            faults_.add(fault);
        }
    }

    Result<Wanted> read(std::int64_t account_id)
    {
        read_verification();
        read_identity();
        read_citizen_id();
        read_passport();
        read_categories();
        now().disciplines = read_codes("disciplines", "学科", form_.disciplines, old_.disciplines, catalog::disciplines());
        now().industries = read_codes("industries", "行业", form_.industries, old_.industries, catalog::industries());
        now().languages = read_codes("languages", "语种", form_.languages, old_.languages, catalog::languages());
        now().willingness = read_codes("willingness", "参加意愿", form_.willingness, old_.willingness, catalog::activity_kinds());
        find_units();
        read_posts();
        read_relations();
        read_interests();
        read_absences();
        read_achievements();
        if (auto error = faults_.error()) return *error;
        wanted_.change = {form_.document, given_.on, given_.by, account_id};
        return wanted_;
    }

private:
    db::Connection& connection_;
    const crypto::Keyring& keys_;
    const expert::NewExpert& old_;
    const RecordForm& form_;
    Day today_;
    Wanted wanted_;
    Verification given_;
    Faults faults_;
    std::set<std::string> unsound_; // paths of fields that have a fault by themselves
    std::map<std::string, std::int64_t> units_;
    bool number_changed_ = false; // the identity number

    expert::NewExpert& now() { return wanted_.record.facts; }

    bool sound(const std::string& path) const { return !unsound_.contains(path); }

    // A field that has a fault by itself is told that one alone.
    void add(const std::string& path, const std::optional<Error>& found)
    {
        if (found && sound(path)) faults_.add(path, *found);
    }
    void add(const std::string& path, const Message& message, std::initializer_list<std::string> arguments = {})
    {
        if (sound(path)) faults_.add(path, message, arguments);
    }

    // A code that stands already may have been retired meanwhile.
    void judge_entry(const std::string& path, const catalog::Table& table, std::string_view label, const std::string& code, bool kept)
    {
        if (code.empty() || kept) return;
        if (auto entry = table.by_code(code, label); !entry) add(path, std::optional(entry.error()));
    }

    void read_verification()
    {
        given_.on = day_of_text(form_.verified_on.value_or(""));
        given_.by = form_.verified_by.value_or("");
        if (given_.on.has_value() == given_.by.empty()) add(given_.on ? "verified_by" : "verified_on", messages::verified_both);
        if (given_.on && *given_.on > today_) add("verified_on", messages::verified_to_come);
    }

    // Whether what stands is to be verified too, which needs a verification.
    bool wants_verified(const std::string& path, bool verify)
    {
        if (verify && !given_.on && sound("verified_on")) add(path + ".verify", messages::verify_needs);
        return verify && given_.on;
    }

    std::string read_code(const std::string& name, const catalog::Table& table, std::string_view label, const std::string& code,
                          const std::string& old)
    {
        judge_entry(name, table, label, code, code == old);
        return code;
    }

    void read_identity()
    {
        auto& e = now();
        e.name = form_.name;
        e.name_mongolian = form_.name_mongolian;
        e.pinyin = read_pinyin();
        e.sex = read_code("sex", catalog::sexes(), "性别", form_.sex, old_.sex);
        e.ethnic = read_code("ethnic", catalog::ethnic_groups(), "民族", form_.ethnic, old_.ethnic);
        e.birth_day = day_of_text(form_.birth_day);
        e.title = read_code("title", catalog::titles(), "职称", form_.title, old_.title);
        e.degree = read_code("degree", catalog::degrees(), "学位", form_.degree, old_.degree);
        e.region = read_code("region", catalog::regions(), "所在地区", form_.region, old_.region);
        e.keywords = form_.keywords;
        e.resume = form_.resume;
        e.phone = number_of(form_.phone, old_.phone, identity::parse_phone);
        e.email = number_of(form_.email, old_.email, identity::parse_email);
        e.bank_account = number_of(form_.bank_account, old_.bank_account, identity::parse_bank_card);
    }

    // A reading that was taken from the old name does not stay with a new one.
    std::string read_pinyin() const
    {
        std::string typed;
        for (char c : form_.pinyin) typed += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        bool of_old_name = form_.name != old_.name && typed == catalog::person_pinyin(old_.name).key;
        return typed.empty() || of_old_name ? catalog::person_pinyin(form_.name).key : typed;
    }

    void read_citizen_id()
    {
        if (!sound("citizen_id")) return; // nothing can be held against it
        auto& e = now();
        if (form_.citizen_id) e.citizen_id = form_.citizen_id->empty() ? std::nullopt : std::optional(citizen_id(*form_.citizen_id));
        bool changed = number_changed_ = differs(old_.citizen_id, e.citizen_id);
        if (!e.citizen_id) return;
        auto id = identity::parse_citizen_id(e.citizen_id->reveal());
        if (id && (changed || e.sex != old_.sex)) add("sex", expert::judge_sex(e.sex, *id));
        if (id && e.birth_day && (changed || e.birth_day != old_.birth_day)) add("birth_day", expert::judge_birth(*e.birth_day, *id));
        if (changed) refuse_taken("citizen_id", *e.citizen_id);
    }

    // In place of a citizen's number; one of both stays.
    void read_passport()
    {
        if (!sound("passport")) return;
        auto& e = now();
        e.passport = number_of(form_.passport, old_.passport, identity::parse_passport);
        if (e.passport && differs(old_.passport, e.passport)) refuse_taken("passport", *e.passport);
        bool had = old_.citizen_id || old_.passport;
        if (had && !e.citizen_id && !e.passport) add(old_.citizen_id ? "citizen_id" : "passport", messages::number_needed);
        if (!e.citizen_id && differs(old_.passport, e.passport)) number_changed_ = true;
    }

    static bool differs(const std::optional<crypto::Secret>& a, const std::optional<crypto::Secret>& b)
    {
        return (a ? a->reveal() : "") != (b ? b->reveal() : "");
    }

    void refuse_taken(const std::string& field, const crypto::Secret& number)
    {
        Bytes hash = crypto::bytes_of(keys_.lookup_hash("citizen_id", number));
        for (const auto& [number_hash, expert] : expert::numbers_of(connection_, {hash}))
            if (expert != wanted_.record.number) // the own one gave way once
                add(field, field == "passport" ? messages::passport_taken : messages::number_taken, {expert});
    }

    void read_categories()
    {
        std::vector<std::string> codes;
        if (form_.categories.empty() && !old_.categories.empty()) add("categories", ::messages::field_required, {"专家类别"});
        now().categories.clear();
        for (std::size_t i = 0; i < form_.categories.size(); ++i) {
            const auto& row = form_.categories[i];
            std::string path = place_in_list("categories", i);
            auto before = std::find_if(old_.categories.begin(), old_.categories.end(),
                                       [&](const auto& category) { return category.category == row.category; });
            bool known = before != old_.categories.end();
            judge_entry(path + ".category", catalog::expert_categories(), "专家类别", row.category, known);
            add(path + ".category", expert::judge_code(codes, row.category, catalog::expert_categories()));
            codes.push_back(row.category);
            expert::Category category{row.category, row.qualification, std::nullopt, "", known ? before->row : 0};
            settle(category, known ? &*before : nullptr, given_, wants_verified(path, row.verify));
            now().categories.push_back(std::move(category));
        }
        in_order_of_rows(now().categories);
    }

    std::vector<std::string> read_codes(std::string_view name, std::string_view label, const std::vector<std::string>& codes,
                                        const std::vector<std::string>& old, const catalog::Table& table)
    {
        std::vector<std::string> taken;
        for (std::size_t i = 0; i < codes.size(); ++i) {
            std::string path = place_in_list(name, i);
            bool kept = std::find(old.begin(), old.end(), codes[i]) != old.end();
            // An empty one is no code.
            if (auto entry = table.by_code(codes[i], label); !kept && !entry) add(path, std::optional(entry.error()));
            add(path, expert::judge_code(taken, codes[i], table));
            taken.push_back(codes[i]);
        }
        return taken;
    }

    void find_units()
    {
        std::vector<std::string> ids;
        for (const auto& row : form_.posts) ids.push_back(row.unit_id);
        for (const auto& row : form_.interests) ids.push_back(row.unit_id);
        units_ = units::ids_of(connection_, ids);
    }

    std::int64_t unit_of(const std::string& public_id, const std::string& path)
    {
        auto found = units_.find(public_id);
        if (found != units_.end()) return found->second;
        add(path + ".unit_id", messages::unit_unknown);
        return 0;
    }

    // The row that a form's row names, once; nullptr for a new one.
    template <class Fact>
    const Fact* row_of(const std::optional<std::int64_t>& row, const std::vector<Fact>& old, std::set<std::int64_t>& seen,
                       const std::string& path)
    {
        if (!row) return nullptr;
        auto found = std::find_if(old.begin(), old.end(), [&](const Fact& fact) { return fact.row == *row; });
        if (found != old.end() && seen.insert(*row).second) return &*found;
        add(path + ".row", messages::row_unknown);
        return nullptr;
    }

    // As they will be read back: those that stand by their rows, then the new ones.
    template <class Fact>
    static void in_order_of_rows(std::vector<Fact>& facts)
    {
        std::stable_sort(facts.begin(), facts.end(),
                         [](const Fact& a, const Fact& b) { return a.row != 0 && (b.row == 0 || a.row < b.row); });
    }

    void judge_span(const std::string& path, std::optional<Day> from, std::optional<Day> to)
    {
        add(path + ".to", expert::judge_days(from, to, "开始日期", "结束日期"));
    }

    void read_posts()
    {
        std::set<std::int64_t> seen;
        now().posts.clear();
        for (std::size_t i = 0; i < form_.posts.size(); ++i) {
            const auto& row = form_.posts[i];
            std::string path = place_in_list("posts", i);
            const auto* before = row_of(row.row, old_.posts, seen, path);
            expert::Post post{unit_of(row.unit_id, path), row.kind,     row.duty, day_of_text(row.from),
                              day_of_text(row.to),        std::nullopt, "",       before ? before->row : 0};
            judge_entry(path + ".kind", catalog::post_kinds(), "任职方式", row.kind, before && before->kind == row.kind);
            if (!before || !says_the_same(post, *before)) judge_span(path, post.from, post.to);
            settle(post, before, given_, wants_verified(path, row.verify));
            now().posts.push_back(std::move(post));
        }
        in_order_of_rows(now().posts);
    }

    void read_relations()
    {
        const auto& number = now().citizen_id ? now().citizen_id : now().passport;
        bool known = number && sound("citizen_id") && sound("passport");
        std::string own = known ? text_of(crypto::bytes_of(keys_.lookup_hash("citizen_id", *number))) : "";
        std::set<std::int64_t> seen;
        now().relations.clear();
        for (std::size_t i = 0; i < form_.relations.size(); ++i) {
            const auto& row = form_.relations[i];
            std::string path = place_in_list("relations", i);
            const auto* before = row_of(row.row, old_.relations, seen, path);
            expert::Relation relation{row.kind, row.other_name, std::nullopt, row.other_unit, before ? before->row : 0, std::nullopt};
            if (!row.other_citizen_id && before) relation.other_hash = before->other_hash;
            if (row.other_citizen_id && !row.other_citizen_id->empty())
                relation.other_hash = crypto::bytes_of(keys_.lookup_hash("citizen_id", citizen_id(*row.other_citizen_id)));
            judge_entry(path + ".kind", catalog::relation_kinds(), "关系", row.kind, before && before->kind == row.kind);
            if (!before || before->other_hash != relation.other_hash || number_changed_)
                add(path + ".other_citizen_id", expert::judge_other(relation.other_hash ? text_of(*relation.other_hash) : "", own));
            now().relations.push_back(std::move(relation));
        }
        in_order_of_rows(now().relations);
    }

    void read_interests()
    {
        std::set<std::int64_t> seen;
        now().interests.clear();
        for (std::size_t i = 0; i < form_.interests.size(); ++i) {
            const auto& row = form_.interests[i];
            std::string path = place_in_list("interests", i);
            const auto* before = row_of(row.row, old_.interests, seen, path);
            expert::Interest interest{unit_of(row.unit_id, path), row.kind, row.share, day_of_text(row.from), day_of_text(row.to),
                                      before ? before->row : 0};
            judge_entry(path + ".kind", catalog::interest_kinds(), "关系种类", row.kind, before && before->kind == row.kind);
            if (!before || before->from != interest.from || before->to != interest.to) judge_span(path, interest.from, interest.to);
            now().interests.push_back(std::move(interest));
        }
        in_order_of_rows(now().interests);
    }

    void read_absences()
    {
        std::set<std::int64_t> seen;
        now().absences.clear();
        for (std::size_t i = 0; i < form_.absences.size(); ++i) {
            const auto& row = form_.absences[i];
            std::string path = place_in_list("absences", i);
            const auto* before = row_of(row.row, old_.absences, seen, path);
            auto from = day_of_text(row.from);
            if (!from) continue; // told already
            expert::Absence absence{*from, day_of_text(row.to), before ? before->row : 0};
            if (!before || before->from != absence.from || before->to != absence.to) judge_span(path, absence.from, absence.to);
            now().absences.push_back(absence);
        }
        in_order_of_rows(now().absences);
    }

    void read_achievements()
    {
        std::set<std::int64_t> seen;
        now().achievements.clear();
        for (std::size_t i = 0; i < form_.achievements.size(); ++i) {
            const auto& row = form_.achievements[i];
            std::string path = place_in_list("achievements", i);
            const auto* before = row_of(row.row, old_.achievements, seen, path);
            expert::Achievement achievement{
                row.kind, row.name, row.detail, row.role, day_of_text(row.from), day_of_text(row.to), before ? before->row : 0};
            judge_entry(path + ".kind", catalog::achievement_kinds(), "种类", row.kind, before && before->kind == row.kind);
            if (!before || before->from != achievement.from || before->to != achievement.to)
                judge_span(path, achievement.from, achievement.to);
            now().achievements.push_back(std::move(achievement));
        }
        in_order_of_rows(now().achievements);
    }
};

} // namespace

Result<Wanted> read_form(db::Connection& connection, const crypto::Keyring& keys, const expert::Record& current, const Body& body,
                         std::int64_t account_id, Day today)
{
    return Reading(connection, keys, current, body, today).read(account_id);
}

} // namespace amendment
