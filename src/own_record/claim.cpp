#include "own_record/claim.h"

#include "account/account.h"
#include "auth/account.h"
#include "rulebook/rulebook.h"

namespace own_record {

namespace {

constexpr std::int64_t day_ms = 24 * 3'600'000;

} // namespace

Claim claim_of(db::Connection& connection, std::int64_t expert_id)
{
    Claim claim;
    auto records = expert::absorbed_by(connection, expert_id);
    records.push_back(expert_id);
    for (auto record : records)
        connection.each("SELECT id, public_id, login, state FROM account WHERE expert_id = $1 ORDER BY id", {record},
                        [&](const db::Row& row) {
                            if (claim.state == Claimed::yes) return;
                            claim = {row.text(3) == "invited" ? Claimed::invited : Claimed::yes, row.integer(0), row.text(1), row.text(2)};
                        });
    return claim;
}

ClaimCode claim_code(ledger::Act& act, const crypto::Keyring& keys, const expert::Record& record, Day today)
{
    Claim claim = claim_of(act.connection(), record.id);
    if (claim.state == Claimed::no) {
        auth::NewAccount account;
        account.login = record.number; // in small letters: it is what the person has at hand
        for (char& c : account.login)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        account.display_name = record.facts.name;
        account.expert_id = record.id;
        account.roles = {"expert"};
        account.from = today;
        account.document = "认领本人的专家记录";
        auto added = auth::add_account(act, keys, account);
        act.append({"accounts.created/1", "account", added.public_id, json::Object{{"expert", record.public_id}}});
        claim = {Claimed::invited, added.id, added.public_id, account.login};
    }
    ClaimCode made{claim.login, account::invite(act, keys, claim.account_id, claim.public_id), {}};
    made.until = act.now() + rulebook::load(act.connection()).value(account::dated_rules, "12.invitation_days", today) * day_ms;
    act.append({"expert.claim_code/1", "expert", record.public_id, json::Object{{"until", to_text(made.until)}}});
    return made;
}

} // namespace own_record
