#include "notify/messages.h"
#include "notify/notify.h"
#include "notify/outbox.h"

#include <algorithm>

// 短信发件箱: that messages leave, for the system administrator; in a demonstration also what a telephone would show.
namespace notify {

namespace {

constexpr std::string_view states[] = {"queued", "sent", "failed"};

struct ListAnswer {
    std::vector<Kept> items;
    std::int64_t total, page, size;
    bool connected = false, demonstration = false;
};
const fields::Table& fields_of(const ListAnswer*)
{
    static const fields::Table table{
        fields::field<&ListAnswer::items>("items"),
        fields::field<&ListAnswer::total>("total"),
        fields::field<&ListAnswer::page>("page"),
        fields::field<&ListAnswer::size>("size"),
        fields::field<&ListAnswer::connected>("connected", {.label = "短信发得出去"}),
        fields::field<&ListAnswer::demonstration>("demonstration", {.label = "演示库：不发，展示内容"}),
    };
    return table;
}

struct ShownAnswer {
    std::vector<Kept> items;
};
const fields::Table& fields_of(const ShownAnswer*)
{
    static const fields::Table table{fields::field<&ShownAnswer::items>("items")};
    return table;
}

Result<http::Response> list(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    std::string state = c.request.query_value("state").value_or("");
    if (!state.empty() && std::find(std::begin(states), std::end(states), state) == std::end(states))
        return refuse_field("state", messages::state, {state});
    auto found = find_messages(c.platform, state, *page);
    return http::answer(fields::write(ListAnswer{std::move(found.items), found.total, page->number, page->size, can_send(c.platform),
                                                 c.platform.instance == "demonstration"}));
}

Result<http::Response> show_in_demonstration(auth::Context& c)
{
    if (c.platform.instance != "demonstration") return auth::not_found("短信");
    return http::answer(fields::write(ShownAnswer{find_messages(c.platform, "sent", {1, 10}).items}));
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/messages",
     {P::account_edit, Scope::all},
     list,
     {"短信发件箱", nullptr, auth::table_of<ListAnswer>, "手机号（遮蔽）", {"page", "size", "state"}}},
    {get,
     "/api/v1/session/messages",
     {P::anyone, Scope::nothing},
     show_in_demonstration,
     {"演示库里手机上会收到的短信", nullptr, auth::table_of<ShownAnswer>}},
};

} // namespace

const fields::Table& fields_of(const Kept*)
{
    static const fields::Table table{
        fields::field<&Kept::id>("id"),
        fields::field<&Kept::phone_masked>("phone_masked", {.label = "手机", .personal = "通知，登录"}),
        fields::field<&Kept::title>("title", {.label = "模板"}),
        fields::field<&Kept::state>("state", {.label = "状态", .choices = {"queued", "sent", "failed"}}),
        fields::field<&Kept::made_at>("made_at", {.label = "提交时间"}),
        fields::field<&Kept::done_at>("done_at", {.label = "发出时间"}),
        fields::field<&Kept::text>("text", {.label = "短信内容", .note = "只在演示库"}),
    };
    return table;
}

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace notify
