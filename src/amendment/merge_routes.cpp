#include "amendment/amendment.h"
#include "amendment/merge_views.h"
#include "amendment/messages.h"
#include "amendment/outlook.h"
#include "amendment/request.h"
#include "amendment/views.h"
#include "auth/account.h"
#include "intake/intake.h"

namespace amendment {

namespace {

MergeParty party_of(db::Connection& connection, const expert::Record& record)
{
    return {record, expert::standing_of(connection, record.id), expert::sanctions_of(connection, record.id)};
}

// Why these two cannot be merged now.
std::vector<Error> refusals(db::Connection& connection, const crypto::Keyring& keys, const expert::Record& one, const expert::Record& other)
{
    if (one.id == other.id) return {refuse_field("other", messages::merge_itself)};
    std::vector<Error> found;
    for (const auto* record : {&one, &other})
        if (auto error = refuse_merged(connection, *record)) found.push_back(*error);
    for (const auto& round : draw::running_rounds(connection, keys, {one.id, other.id}))
        found.push_back(refuse(ErrorKind::conflict, messages::merge_running, {std::to_string(round.number), round.activity}));
    return found;
}

Result<http::Response> show(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    const auto& keys = c.platform.keys;
    auto one = expert::load_record(connection, keys, c.filter, c.parameter("id"));
    auto other = expert::load_record(connection, keys, c.filter, c.request.query_value("other").value_or(""));
    if (!one || !other) return auth::not_found("专家");
    expert::RecordState mine(*one, keys), theirs(*other, keys);
    auto view = view_of(party_of(connection, *one), party_of(connection, *other), keys, expert::unit_paths(connection, {&mine, &theirs}));
    for (const auto& error : refusals(connection, keys, *one, *other)) view.refusals.push_back(error.message);
    return http::answer(fields::write(view));
}

struct Bound {
    std::int64_t id;
    std::string login;
};

std::vector<Bound> accounts_of(db::Connection& connection, std::int64_t expert_id)
{
    return connection.all("SELECT id, login FROM account WHERE expert_id = $1 ORDER BY id", {expert_id}, [](const db::Row& row) {
        return Bound{row.integer(0), row.text(1)};
    });
}

// What is to be told before the rest: what of the two stays, and what becomes of the other record.
std::vector<std::string> told_first(const MergeParty& survivor, const MergeParty& absorbed, const expert::Merging& merging,
                                    const std::vector<Bound>& accounts)
{
    auto number = [](const expert::Record& record) { return expert::mask_citizen_id(record.facts.citizen_id->reveal()); };
    std::vector<std::string> told;
    if (numbers_differ(survivor.record, absorbed.record)) {
        bool kept = merging.wanted.facts.citizen_id->reveal() == survivor.record.facts.citizen_id->reveal();
        const auto &stays = kept ? survivor.record : absorbed.record, &gives_way = kept ? absorbed.record : survivor.record;
        told.push_back("两个身份证号不同：保留 " + number(stays) + "（" + stays.number + " 的）；" + number(gives_way) +
                       " 以后仍认作此人，导入时不会再次入库，按它登记的科研项目和关系仍参与回避。");
    }
    if (merging.standing.status != survivor.standing.status)
        told.push_back("状态按两条中较严的记为“" + status_name(merging.standing.status) + "”。");
    if (!merging.sanctions.empty())
        told.push_back(absorbed.record.number + " 的 " + std::to_string(merging.sanctions.size()) + " 条处理记录一并归入。");
    for (const auto& account : accounts) told.push_back("账号“" + account.login + "”改为绑定 " + survivor.record.number + "。");
    told.push_back(absorbed.record.number + " 记为“已并入”，不再列出、不再抽取，抽取次数和疑似回避的认定计入 " + survivor.record.number +
                   "；版本和经过仍可查阅，不能再恢复。");
    return told;
}

void add_changed(ChangeAnswer& answer, std::string field, std::string label, std::string before, std::string after)
{
    if (before != after) answer.changed.push_back({std::move(field), std::move(label), std::move(before), std::move(after)});
}

// Writes the merging within the act and tells what it does and means.
ChangeAnswer merge(ledger::Act& act, const crypto::Keyring& keys, const MergeParty& survivor, const MergeParty& absorbed,
                   const expert::Merging& merging, Day today)
{
    auto& connection = act.connection();
    const auto &mine = survivor.record, &theirs = absorbed.record;
    expert::RecordState before(mine, keys), after(merging.wanted, keys);
    auto units = expert::unit_paths(connection, {&before, &after});
    Outlook outlook_before = outlook_of(connection, keys, mine.id, today, true, false);
    outlook_before.decisions += outlook_of(connection, keys, theirs.id, today, true, false).decisions;
    auto accounts = accounts_of(connection, theirs.id);
    for (const auto& account : accounts)
        if (auto done = act.update(auth::account_table, account.id, {{"expert_id", mine.id}}); !done)
            throw std::logic_error("no version was expected");
    auto fields = expert::merge_experts(act, keys, merging);

    ChangeAnswer answer{mine.version + 1, {}, told_first(survivor, absorbed, merging, accounts)};
    for (const auto& name : fields) {
        auto told = expert::compare(before, after, expert::record_field(name), units);
        answer.changed.push_back({told.field, told.label, told.old_text, told.new_text});
    }
    auto sanctions = survivor.sanctions;
    sanctions.insert(sanctions.end(), merging.sanctions.begin(), merging.sanctions.end());
    auto day = [](const std::optional<Day>& on) { return on ? to_text(*on) : ""; };
    add_changed(answer, "sanctions", "处理记录", words_of(survivor.sanctions), words_of(sanctions));
    add_changed(answer, "status", "状态", status_name(survivor.standing.status), status_name(merging.standing.status));
    add_changed(answer, "entered_on", "入库日期", to_text(survivor.standing.entered_on), to_text(merging.standing.entered_on));
    add_changed(answer, "confirmed_on", "上次确认", day(survivor.standing.confirmed_on), day(merging.standing.confirmed_on));
    auto rest = consequences({mine, merging.wanted, fields, std::move(outlook_before),
                              outlook_of(connection, keys, mine.id, today, true, true), Ties{}, draw::sealed_rounds(connection), units});
    answer.consequences.insert(answer.consequences.end(), rest.begin(), rest.end());
    return answer;
}

Result<http::Response> merge_two(auth::Context& c)
{
    auto dry_run = dry_run_of(c.request);
    if (!dry_run) return dry_run.error();
    auto form = c.body<MergeForm>();
    if (!form) return form.error();
    const auto& keys = c.platform.keys;
    auto act = c.act();
    auto& connection = act.connection();
    auto survivor = expert::load_record(connection, keys, c.filter, c.parameter("id"));
    auto absorbed = expert::load_record(connection, keys, c.filter, form->other);
    if (!survivor || !absorbed) return auth::not_found("专家");
    auto refused = refusals(connection, keys, *survivor, *absorbed);
    if (!refused.empty()) return refused.front();
    if (survivor->version != form->version) return changed_meanwhile(connection, survivor->id, form->version, survivor->number);
    if (absorbed->version != form->other_version) return changed_meanwhile(connection, absorbed->id, form->other_version, absorbed->number);
    auto wanted = united(*survivor, *absorbed, {form->taken, form->disciplines, form->industries});
    if (!wanted) return wanted.error();
    auto mine = party_of(connection, *survivor), theirs = party_of(connection, *absorbed);
    auto answer = merge(act, keys, mine, theirs,
                        {*survivor, *absorbed, *wanted, united(mine.standing, theirs.standing), lacking(mine.sanctions, theirs.sanctions),
                         form->document, form->reason, c.actor.account_id},
                        c.today);
    if (*dry_run)
        answer.version = survivor->version;
    else
        act.commit();
    return http::answer(fields::write(answer));
}

Result<http::Response> namesakes(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto record = expert::load_record(connection, c.platform.keys, c.filter, c.parameter("id"));
    if (!record) return auth::not_found("专家");
    auto alike = intake::alike_records(connection, c.platform.keys, *record);
    std::vector<std::string> ids;
    for (const auto& one : alike) ids.push_back(one.public_id);
    auto cards = expert::cards_of(connection, c.platform.keys, c.filter, ids);
    NamesakesAnswer answer;
    for (const auto& one : alike)
        if (auto card = cards.find(one.public_id); card != cards.end())
            answer.items.push_back({one.public_id, card->second.first, card->second.second, one.by_birth, one.by_unit,
                                    !one.same   ? ""
                                    : *one.same ? "same"
                                                : "different"});
    return http::answer(fields::write(answer));
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

constexpr std::string_view personal = "身份证号、手机、邮箱、银行账号（掩码），出生日期，对方姓名";

const auth::Route table[] = {
    {get,
     "/api/v1/experts/{id}/namesakes",
     {P::library_edit, Scope::all},
     namesakes,
     {"库中可能是同一人的记录", nullptr, auth::table_of<NamesakesAnswer>, "身份证号、手机（掩码），出生日期"}},
    {get,
     "/api/v1/experts/{id}/merge",
     {P::library_edit, Scope::all},
     show,
     {"两条记录逐项对照，以便合并", nullptr, auth::table_of<MergeView>, personal, {"other"}}},
    {post,
     "/api/v1/experts/{id}/merge",
     {P::library_edit, Scope::all},
     merge_two,
     {"把另一条记录并入本记录；dry_run=true 只预览", auth::table_of<MergeForm>, auth::table_of<ChangeAnswer>, personal, {"dry_run"}}},
};

} // namespace

std::span<const auth::Route> merge_routes()
{
    return table;
}

} // namespace amendment
