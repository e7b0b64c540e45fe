#include "auth/account.h"
#include "reading/messages.h"
#include "reading/reveal.h"

// 每日上限: who has seen how much today, and more of it for one account on one day (X5).
namespace reading {

namespace {

constexpr std::int64_t most_more = 100;

struct ReaderView {
    std::string account, name, role_name;
    std::optional<std::string> unit_name;
    std::int64_t used = 0, limit = 0, role_used = 0, role_limit = 0;
};
const fields::Table& fields_of(const ReaderView*)
{
    static const fields::Table table{
        fields::field<&ReaderView::account>("account", {.label = "账号"}),
        fields::field<&ReaderView::name>("name", {.label = "姓名"}),
        fields::field<&ReaderView::role_name>("role_name", {.label = "角色"}),
        fields::field<&ReaderView::unit_name>("unit_name", {.label = "部门"}),
        fields::field<&ReaderView::used>("used", {.label = "今天已看次数"}),
        fields::field<&ReaderView::limit>("limit", {.label = "本人今天的上限"}),
        fields::field<&ReaderView::role_used>("role_used", {.label = "本角色今天合计"}),
        fields::field<&ReaderView::role_limit>("role_limit", {.label = "本角色今天的上限"}),
    };
    return table;
}

struct ReadersAnswer {
    std::vector<ReaderView> items;
};
const fields::Table& fields_of(const ReadersAnswer*)
{
    static const fields::Table table{fields::field<&ReadersAnswer::items>("items")};
    return table;
}

struct AllowForm {
    std::string account, reason;
    std::int64_t more = 0;
};
const fields::Table& fields_of(const AllowForm*)
{
    static const fields::Table table{
        fields::field<&AllowForm::account>("account", {.label = "账号", .required = true, .max = 40}),
        fields::field<&AllowForm::more>("more", {.label = "今天再准看几次", .required = true, .min = 1, .int_max = most_more}),
        fields::field<&AllowForm::reason>("reason", {.label = "理由", .required = true, .max = 500, .multiline = true}),
    };
    return table;
}

struct Reader {
    std::int64_t id;
    std::string public_id, name, role;
    std::optional<std::string> unit_name;
};

// Accounts that hold a revealing role on `day` or have seen something, each once.
std::vector<Reader> readers(db::Connection& connection, Day day)
{
    std::vector<Reader> list;
    for (const auto& role : auth::roles()) {
        if (!role.permissions.has(auth::Permission::personal_reveal)) continue;
        connection.each("SELECT a.id, a.public_id, a.display_name, u.name FROM account a LEFT JOIN unit u ON u.id = a.unit_id WHERE "
                        "a.state = 'active' AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = a.id AND r.role = $1 AND "
                        "r.from_day <= $2 AND (r.to_day IS NULL OR r.to_day >= $2)) ORDER BY a.id",
                        {std::string(role.code), to_text(day)}, [&](const db::Row& row) {
                            bool known = std::any_of(list.begin(), list.end(), [&](const Reader& one) { return one.id == row.integer(0); });
                            if (!known)
                                list.push_back({row.integer(0), row.text(1), row.text(2), std::string(role.code), row.maybe_text(3)});
                        });
    }
    connection.each(
        "SELECT DISTINCT a.id, a.public_id, a.display_name, v.role, u.name FROM reveal v JOIN account a ON a.id = v.account_id LEFT "
        "JOIN unit u ON u.id = a.unit_id WHERE v.day = $1 ORDER BY a.id",
        {to_text(day)}, [&](const db::Row& row) {
            bool known = std::any_of(list.begin(), list.end(), [&](const Reader& one) { return one.id == row.integer(0); });
            if (!known) list.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.maybe_text(4)});
        });
    return list;
}

Result<http::Response> show_readers(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    ReadersAnswer answer;
    for (const auto& reader : readers(snapshot->connection(), c.today)) {
        auto own = allowance_of(snapshot->connection(), reader.id, reader.role, c.today);
        answer.items.push_back({reader.public_id, reader.name, std::string(auth::find_role(reader.role)->name), reader.unit_name, own.used,
                                own.limit, own.role_used, own.role_limit});
    }
    return http::answer(fields::write(answer));
}

Result<http::Response> allow(auth::Context& c)
{
    auto form = c.body<AllowForm>();
    if (!form) return form.error();
    auto act = c.act();
    auto list = readers(act.connection(), c.today);
    auto reader = std::find_if(list.begin(), list.end(), [&](const Reader& one) { return one.public_id == form->account; });
    if (reader == list.end()) return refuse_field("account", messages::no_such_reader);
    if (reader->id == c.actor.account_id) return refuse_field("account", messages::own_account);
    act.insert(reveal_allowance_table, {{"account_id", reader->id},
                                        {"day", db::Value(to_text(c.today))},
                                        {"more", form->more},
                                        {"reason", db::Value(form->reason)},
                                        {"allowed_by", c.actor.account_id},
                                        {"at", db::Value(to_text(act.now()))}});
    act.append({"reveals.allowed/1", "account", reader->public_id, json::Object{{"more", form->more}}, form->reason});
    act.commit();
    return http::no_content();
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/reveal-allowances",
     {P::alert_read, Scope::all},
     show_readers,
     {"可查看敏感信息的人今天看了多少次", nullptr, auth::table_of<ReadersAnswer>}},
    {post, "/api/v1/reveal-allowances", {P::alert_read, Scope::all}, allow, {"为一个账号放宽一天的查看次数", auth::table_of<AllowForm>}},
};

} // namespace

std::span<const auth::Route> allowance_routes()
{
    return table;
}

} // namespace reading
