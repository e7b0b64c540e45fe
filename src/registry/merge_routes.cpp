#include "registry/merge.h"
#include "registry/messages.h"
#include "registry/registry.h"
#include "registry/request.h"

namespace registry {

namespace {

struct MergeForm {
    std::int64_t version = 0, other_version = 0;
    std::string other, grounds;
};
const fields::Table& fields_of(const MergeForm*)
{
    static const fields::Table table{
        fields::field<&MergeForm::version>("version", version_rule),
        fields::field<&MergeForm::other>("other", {.label = "并入的单位", .required = true, .max = 40, .note = "其 id"}),
        fields::field<&MergeForm::other_version>("other_version", version_rule),
        fields::field<&MergeForm::grounds>("grounds", grounds_rule),
    };
    return table;
}

// What would move, and what stands in the way; nothing is written.
Result<http::Response> preview(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto survivor = load(connection, c.filter, c.parameter("id"));
    auto absorbed = load(connection, c.filter, c.request.query_value("other").value_or(""));
    if (!survivor || !absorbed) return auth::not_found("单位");
    Pair pair{*survivor, *absorbed};
    MergeView view{view_of(connection, pair.survivor), view_of(connection, pair.absorbed), {}, {}, {}};
    for (const auto& error : obstacles(connection, pair)) view.obstacles.push_back(error.message);
    if (!pair.absorbed.merged_into_id && pair.survivor.id != pair.absorbed.id) {
        view.moves = moves_of(connection, pair);
        view.consequences = consequences_of(connection, pair);
    }
    return http::answer(fields::write(view));
}

Result<http::Response> merge_two(auth::Context& c)
{
    auto form = c.body<MergeForm>();
    if (!form) return form.error();
    auto act = c.act();
    auto survivor = for_change(act.connection(), c.filter, c.parameter("id"), form->version);
    if (!survivor) return survivor.error();
    auto absorbed = for_change(act.connection(), c.filter, form->other, form->other_version);
    if (!absorbed) return absorbed.error();
    Pair pair{*survivor, *absorbed};
    if (auto standing = obstacles(act.connection(), pair); !standing.empty()) return standing.front();
    merge(act, c.platform.keys, pair, form->grounds, c.actor.account_id);
    act.commit();
    auto snapshot = c.platform.database.read();
    return http::answer(fields::write(view_of(snapshot->connection(), load(snapshot->connection(), pair.survivor.id))));
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/units/{id}/merge",
     {P::unit_edit, Scope::all},
     preview,
     {"合并之前：什么会移过来，什么挡着", nullptr, auth::table_of<MergeView>, "", {"other"}}},
    {post,
     "/api/v1/units/{id}/merge",
     {P::unit_edit, Scope::all},
     merge_two,
     {"把另一个单位并入本单位", auth::table_of<MergeForm>, auth::table_of<UnitView>}},
};

} // namespace

std::span<const auth::Route> merge_routes()
{
    return table;
}

} // namespace registry
