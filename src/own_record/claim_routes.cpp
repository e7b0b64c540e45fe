#include "own_record/own_record.h"

#include "own_record/claim.h"
#include "own_record/erasure.h"
#include "own_record/messages.h"

// 认领: a code that the expert is handed in person, where no telephone is known or it is not at hand.
namespace own_record {

namespace {

struct CodeAnswer {
    std::string login, code;
    Instant until{};
};
const fields::Table& fields_of(const CodeAnswer*)
{
    static const fields::Table table{
        fields::field<&CodeAnswer::login>("login", {.label = "用户名"}),
        fields::field<&CodeAnswer::code>("code", {.label = "一次性代码", .note = "只在这一次回答里出现"}),
        fields::field<&CodeAnswer::until>("until", {.label = "有效至"}),
    };
    return table;
}

// Under no idempotency key: the answer would be kept for a repetition, and with it the code.
Result<http::Response> hand_code(auth::Context& c)
{
    c.acted = true;
    ledger::Act act(c.platform.database, c.platform.keys, c.author(), c.now);
    auto& connection = act.connection();
    auto record = expert::load_record(connection, c.platform.keys, c.filter, c.parameter("id"));
    if (!record) return auth::not_found("专家");
    if (record->facts.status == expert::merged_status || record->facts.status == erased_status)
        return refuse(ErrorKind::conflict, messages::cannot_be_claimed);
    if (Claim claim = claim_of(connection, record->id); claim.state == Claimed::yes)
        return refuse(ErrorKind::conflict, messages::claimed, {claim.login});
    auto made = claim_code(act, c.platform.keys, *record, c.today);
    act.commit();
    auto response = http::answer(fields::write(CodeAnswer{made.login, made.code, made.until}));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

const auth::Route table[] = {
    {http::Method::post,
     "/api/v1/experts/{id}/claim-code",
     {auth::Permission::library_edit, auth::Scope::all},
     hand_code,
     {"给还没有账号的专家一个一次性代码，当面交给本人开通账号；以前的代码作废", nullptr, auth::table_of<CodeAnswer>}},
};

} // namespace

std::span<const auth::Route> claim_routes()
{
    return table;
}

} // namespace own_record
