#include "crypto/totp.h"
#include "auth/account.h"
#include "auth/factors.h"
#include "auth/messages.h"
#include "auth/opening.h"
#include "auth/qr.h"
#include "crypto/random.h"

// The second factor of an authenticator: set up, and tested (Art. 12; RFC 6238).
namespace auth {

namespace {

struct SetupAnswer {
    std::string uri, secret;
    std::vector<std::string> qr;
};
const fields::Table& fields_of(const SetupAnswer*)
{
    static const fields::Table table{
        fields::field<&SetupAnswer::uri>("uri"),
        fields::field<&SetupAnswer::secret>("secret", {.label = "密钥"}),
        fields::field<&SetupAnswer::qr>("qr", {.label = "二维码", .note = "rows of 0 and 1"}),
    };
    return table;
}

constexpr std::string_view candidate_column = "totp_candidate";

std::optional<Bytes> totp_secret_of(const Platform& platform, std::int64_t account_id)
{
    auto snapshot = platform.database.read();
    auto record = ledger::read_row(snapshot->connection(), platform.keys, account_table, account_id);
    auto cell = record->find("totp_secret");
    if (cell == record->end()) return std::nullopt;
    return from_hex(std::get<crypto::Secret>(cell->second).reveal());
}

// The secret to test a code against: the account's, or the one just shown at set-up.
struct TotpSecret {
    Bytes secret;
    bool is_new;
};
std::optional<TotpSecret> secret_to_test(const Platform& platform, std::int64_t account_id, const Tries& tries)
{
    if (auto secret = totp_secret_of(platform, account_id)) return TotpSecret{*secret, false};
    if (!tries.candidate) return std::nullopt;
    auto shown = platform.keys.decrypt("sign_in_state", candidate_column, std::to_string(account_id), *tries.candidate);
    return TotpSecret{from_hex(shown.reveal()).value(), true};
}

// True for the one who uses the step's code first, whatever others do at the same moment.
bool use_step(const Platform& platform, std::int64_t account_id, std::int64_t step)
{
    auto transaction = platform.database.write();
    bool first = transaction->connection().run("INSERT INTO sign_in_state (account_id, failures, totp_step) VALUES ($1, 0, $2) "
                                               "ON CONFLICT (account_id) DO UPDATE SET totp_step = $2 WHERE sign_in_state.totp_step < $2",
                                               {account_id, step}) == 1;
    transaction->commit();
    return first;
}

} // namespace

const fields::Table& fields_of(const CodeForm*)
{
    static const fields::Table table{
        fields::field<&CodeForm::code>("code", {.label = "动态口令", .required = true, .min = 6, .max = 6}),
    };
    return table;
}

const fields::Table& totp_setup_table()
{
    return table_of<SetupAnswer>();
}

Result<http::Response> show_totp_setup(Context& c)
{
    auto session = half_open(c);
    if (!session || factors_of(c, session->actor.account_id).next_stage() != "totp_setup")
        return refuse(ErrorKind::unauthenticated, messages::not_at_this_stage);
    Bytes secret = crypto::random_bytes(crypto::totp_secret_size);
    auto transaction = c.platform.database.write();
    Tries tries = tries_of(transaction->connection(), session->actor.account_id, c.now);
    tries.candidate = c.platform.keys.encrypt("sign_in_state", candidate_column, std::to_string(session->actor.account_id),
                                              crypto::Secret(to_hex(secret)));
    keep_tries(transaction->connection(), session->actor.account_id, tries);
    transaction->commit();
    std::string uri = crypto::totp_uri(secret, session->actor.public_id.substr(0, 8), "Bole");
    return http::answer(fields::write(SetupAnswer{uri, crypto::totp_text(secret), qr_rows(uri)}));
}

Result<RightCode> test_code(Context& c, const Actor& actor, const std::string& code)
{
    Tries tries = tries_of(c.platform, actor.account_id, c.now);
    if (auto locked = still_locked(tries, c.now)) return *locked;
    auto secret = secret_to_test(c.platform, actor.account_id, tries);
    // Whose telephone serves sets up nothing: the password alone would do for that.
    bool may_set_up = secret && secret->is_new && factors_of(c, actor.account_id).next_stage() == "totp_setup";
    if (!secret || (secret->is_new && !may_set_up)) return refuse(ErrorKind::forbidden, messages::no_second_factor);
    auto step = crypto::totp_match(secret->secret, code, c.now, tries.totp_step);
    if (!step || !use_step(c.platform, actor.account_id, *step)) {
        count_failure(c, actor.account_id, actor.public_id, "totp");
        return refuse_field("code", messages::wrong_code);
    }
    tries.totp_step = *step;
    if (!secret->is_new) return RightCode{tries};
    ledger::Act act(c.platform.database, c.platform.keys, {"account", actor.public_id, std::nullopt, c.request.peer}, c.now);
    (void)*act.update(account_table, actor.account_id, {{"totp_secret", crypto::Secret(to_hex(secret->secret))}});
    // Those opened before, without it.
    act.connection().run("DELETE FROM session WHERE account_id = $1 AND public_id <> $2", {actor.account_id, actor.session_id});
    tries.candidate.reset();
    keep_tries(act.connection(), actor.account_id, tries);
    act.append({"auth.totp_set_up/1", "account", actor.public_id, {}});
    act.commit();
    return RightCode{tries, true};
}

} // namespace auth
