#include "app/first_start.h"

#include "account/account.h"
#include "auth/account.h"

namespace app {

std::vector<FirstAccount> add_administrators(Library& library)
{
    constexpr std::pair<const char*, const char*> administrators[] = {
        {"system", "system_administrator"}, {"security", "security_administrator"}, {"audit", "audit_administrator"}};
    const Platform& platform = *library.platform;
    ledger::Act act(platform.database, platform.keys, console_author(), platform.clock.now());
    std::vector<FirstAccount> list;
    for (auto [login, role] : administrators) {
        auth::NewAccount account;
        account.login = login;
        account.roles = {role};
        account.from = day_of(platform.clock.now());
        account.document = "建库";
        auto added = auth::add_account(act, platform.keys, account);
        list.push_back({login, std::string(auth::find_role(role)->name), account::invite(act, platform.keys, added.id, added.public_id)});
    }
    act.append({"accounts.created/1", "", "", json::Object{{"accounts", list.size()}, {"document", "建库"}}});
    act.commit();
    return list;
}

} // namespace app
