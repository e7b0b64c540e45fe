#include "account/account.h"
#include "account/messages.h"
#include "auth/session.h"
#include "auth/undertaking.h"

#include <algorithm>

// Signing the confidentiality undertaking, and what one has signed (Art. 12; A12).
namespace account {

namespace {

struct SignedView {
    std::string id, edition;
    Instant signed_at{};
};
const fields::Table& fields_of(const SignedView*)
{
    static const fields::Table table{
        fields::field<&SignedView::id>("id"),
        fields::field<&SignedView::edition>("edition", {.label = "版本"}),
        fields::field<&SignedView::signed_at>("signed_at", {.label = "签署时间"}),
    };
    return table;
}

struct TextAnswer {
    std::string title, edition, text;
    std::vector<SignedView> own;
};
const fields::Table& fields_of(const TextAnswer*)
{
    static const fields::Table table{
        fields::field<&TextAnswer::title>("title", {.label = "标题"}),
        fields::field<&TextAnswer::edition>("edition", {.label = "版本"}),
        fields::field<&TextAnswer::text>("text", {.label = "正文"}),
        fields::field<&TextAnswer::own>("own", {.label = "本人签过的"}),
    };
    return table;
}

struct SignForm {
    std::string edition, name;
};
const fields::Table& fields_of(const SignForm*)
{
    static const fields::Table table{
        fields::field<&SignForm::edition>("edition", {.label = "版本", .required = true, .max = 60}),
        fields::field<&SignForm::name>("name", {.label = "签署人姓名", .required = true, .max = 60}),
    };
    return table;
}

struct PaperAnswer {
    std::string title, edition, text, signed_name, login;
    std::optional<std::string> unit_name;
    Instant signed_at{};
    std::string text_hash, hash_name;
    bool intact = false;
    std::int64_t entry = 0;
};
const fields::Table& fields_of(const PaperAnswer*)
{
    static const fields::Table table{
        fields::field<&PaperAnswer::title>("title", {.label = "标题"}),
        fields::field<&PaperAnswer::edition>("edition", {.label = "版本"}),
        fields::field<&PaperAnswer::text>("text", {.label = "正文"}),
        fields::field<&PaperAnswer::signed_name>("signed_name", {.label = "签署人"}),
        fields::field<&PaperAnswer::login>("login", {.label = "用户名"}),
        fields::field<&PaperAnswer::unit_name>("unit_name", {.label = "部门"}),
        fields::field<&PaperAnswer::signed_at>("signed_at", {.label = "签署时间"}),
        fields::field<&PaperAnswer::text_hash>("text_hash", {.label = "正文的杂凑值"}),
        fields::field<&PaperAnswer::hash_name>("hash_name", {.label = "杂凑算法"}),
        fields::field<&PaperAnswer::intact>("intact", {.label = "正文与签署时一致"}),
        fields::field<&PaperAnswer::entry>("entry", {.label = "账本第几条"}),
    };
    return table;
}

Result<http::Response> show_text(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    const auto edition = rulebook::edition_on(snapshot->connection(), auth::undertaking_text, c.today);
    TextAnswer answer{edition.title, edition.name, edition.text, {}};
    answer.own = snapshot->connection().all(
        "SELECT public_id, edition, signed_at FROM staff_undertaking WHERE account_id = $1 ORDER BY signed_at DESC, id DESC",
        {c.actor.account_id}, [](const db::Row& row) {
            return SignedView{row.text(0), row.text(1), parse_instant(row.text(2)).value()};
        });
    return http::answer(fields::write(answer));
}

Result<http::Response> sign(auth::Context& c)
{
    auto form = c.body<SignForm>();
    if (!form) return form.error();
    if (!auth::is_staff(c.actor)) return refuse_field("name", messages::undertaking_of_staff);
    if (form->name != c.actor.display_name) return refuse_field("name", messages::undertaking_name, {c.actor.display_name});
    auto act = c.act();
    if (form->edition != rulebook::edition_on(act.connection(), auth::undertaking_text, c.today).name)
        return refuse(ErrorKind::conflict, messages::undertaking_edition);
    auth::sign_undertaking(act, c.platform.keys, c.actor.account_id, form->name);
    act.commit();
    return http::no_content();
}

Result<http::Response> show_paper(auth::Context& c)
{
    PaperAnswer answer;
    auto snapshot = c.platform.database.read();
    auto hash = snapshot->connection().one(
        "SELECT t.edition, t.signed_name, t.signed_at, a.login, u.name, t.text_hash FROM staff_undertaking t JOIN account a ON a.id = "
        "t.account_id LEFT JOIN unit u ON u.id = a.unit_id WHERE t.public_id = $1 AND t.account_id = $2",
        {c.parameter("id"), c.filter.account_id}, [&](const db::Row& row) {
            answer.edition = row.text(0);
            answer.signed_name = row.text(1);
            answer.signed_at = parse_instant(row.text(2)).value();
            answer.login = row.text(3);
            answer.unit_name = row.maybe_text(4);
            return row.bytes(5);
        });
    if (!hash) return auth::not_found("承诺书");
    auto all = rulebook::editions(snapshot->connection(), auth::undertaking_text);
    auto edition = std::find_if(all.begin(), all.end(), [&](const auto& e) { return e.name == answer.edition; });
    crypto::Suite suite = c.platform.keys.suite();
    if (edition != all.end()) {
        answer.title = edition->title;
        answer.text = edition->text;
        answer.intact = rulebook::hash_of(*edition, suite) == *hash;
    }
    answer.text_hash = to_hex(*hash);
    answer.hash_name = suite == crypto::Suite::sm ? "SM3" : "SHA-256";
    answer.entry = snapshot->connection()
                       .one("SELECT seq FROM ledger_entry WHERE object_kind = 'undertaking' AND object_id = $1", {c.parameter("id")},
                            [](const db::Row& row) { return row.integer(0); })
                       .value();
    return http::answer(fields::write(answer));
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/undertaking",
     {P::signed_in, Scope::self},
     show_text,
     {"保密承诺书的现行文本和本人签过的", nullptr, auth::table_of<TextAnswer>}},
    {post, "/api/v1/undertaking", {P::signed_in, Scope::self}, sign, {"签署保密承诺书", auth::table_of<SignForm>}},
    {get,
     "/api/v1/undertakings/{id}",
     {P::signed_in, Scope::self},
     show_paper,
     {"本人签过的一份保密承诺书", nullptr, auth::table_of<PaperAnswer>, "本人的姓名"}},
};

} // namespace

std::span<const auth::Route> undertaking_routes()
{
    return table;
}

} // namespace account
