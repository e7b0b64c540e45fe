#include "base/text.h"
#include "ruling/ruling.h"
#include "ruling/steps.h"
#include "ruling/text_order.h"

// Texts as those who may order them see and set them (A10).
namespace ruling {

namespace {

using fields::field;
using fields::Table;

struct EditionView {
    std::string name, title, text, document;
    Day from{};
};
const Table& fields_of(const EditionView*)
{
    static const Table table{
        field<&EditionView::name>("name", {.label = "版次"}),     field<&EditionView::title>("title", {.label = "标题"}),
        field<&EditionView::text>("text", {.label = "正文"}),     field<&EditionView::document>("document", {.label = "依据文件"}),
        field<&EditionView::from>("from", {.label = "施行日期"}),
    };
    return table;
}

struct PlaceholderView {
    std::string name, means, sample;
};
const Table& fields_of(const PlaceholderView*)
{
    static const Table table{
        field<&PlaceholderView::name>("name", {.label = "占位"}),
        field<&PlaceholderView::means>("means", {.label = "填什么"}),
        field<&PlaceholderView::sample>("sample", {.label = "样例"}),
    };
    return table;
}

struct TextOrderView {
    std::string id;
    std::int64_t version = 0;
    std::string edition, title, body, from, document, state, proposed_by;
    bool own = false;
    Instant proposed_at{};
    std::optional<std::string> decided_by;
    std::optional<Instant> decided_at;
    std::optional<std::string> reason;
    std::string sample;
};
const Table& fields_of(const TextOrderView*)
{
    static const Table table = table_with_course<TextOrderView>({
        field<&TextOrderView::edition>("edition", {.label = "版次"}),
        field<&TextOrderView::title>("title", {.label = "标题"}),
        field<&TextOrderView::body>("body", {.label = "正文"}),
        field<&TextOrderView::sample>("sample", {.label = "填上样例的正文"}),
    });
    return table;
}

struct TextView {
    std::string code, name, form, used, effect;
    std::int64_t most = 0;
    std::vector<PlaceholderView> placeholders;
    EditionView now;
    std::vector<EditionView> earlier, later; // by their first day
    std::vector<TextOrderView> orders;       // newest first
};
const Table& fields_of(const TextView*)
{
    static const Table table{
        field<&TextView::code>("code"),
        field<&TextView::name>("name", {.label = "文本"}),
        field<&TextView::form>("form", {.label = "种类", .choices = {"paper", "guidance", "sms"}}),
        field<&TextView::used>("used", {.label = "用在哪里"}),
        field<&TextView::effect>("effect", {.label = "换新版有什么后果"}),
        field<&TextView::most>("most", {.label = "正文至多几个字"}),
        field<&TextView::placeholders>("placeholders", {.label = "须有的占位"}),
        field<&TextView::now>("now", {.label = "现行版"}),
        field<&TextView::earlier>("earlier", {.label = "以前的版次"}),
        field<&TextView::later>("later", {.label = "已定、尚未施行的版次"}),
        field<&TextView::orders>("orders", {.label = "改定的经过"}),
    };
    return table;
}

struct TextsAnswer {
    Day day{};
    std::vector<TextView> items;
};
const Table& fields_of(const TextsAnswer*)
{
    static const Table table{field<&TextsAnswer::day>("day", {.label = "日期"}), field<&TextsAnswer::items>("items")};
    return table;
}

struct TextForm {
    std::string title, body;
    Day from{};
    std::string document;
};
const Table& fields_of(const TextForm*)
{
    static const Table table{
        field<&TextForm::title>("title", {.label = "标题", .required = true, .min = 2, .max = 60}),
        field<&TextForm::body>("body", {.label = "正文", .required = true, .min = 10, .max = 20'000, .multiline = true}),
        field<&TextForm::from>("from", {.label = "施行日期", .required = true}),
        field<&TextForm::document>("document", {.label = "依据文件", .required = true, .min = 4, .max = 200}),
    };
    return table;
}

struct PreviewAnswer {
    std::string edition, title, sample;
    std::int64_t characters = 0;
};
const Table& fields_of(const PreviewAnswer*)
{
    static const Table table{
        field<&PreviewAnswer::edition>("edition", {.label = "将是哪一版"}),
        field<&PreviewAnswer::title>("title", {.label = "标题"}),
        field<&PreviewAnswer::sample>("sample", {.label = "填上样例的正文"}),
        field<&PreviewAnswer::characters>("characters", {.label = "填上样例后几个字"}),
    };
    return table;
}

struct GuidanceAnswer {
    std::string text;
};
const Table& fields_of(const GuidanceAnswer*)
{
    static const Table table{field<&GuidanceAnswer::text>("text", {.label = "说明"})};
    return table;
}

EditionView view_of(const rulebook::Edition& edition)
{
    return {edition.name, edition.title, edition.text, edition.document, edition.from};
}

TextOrderView view_of(const TextOrder& order, std::int64_t account_id)
{
    const Text* text = find_text(order.code);
    auto view = view_of_course<TextOrderView>(order, account_id);
    view.edition = order.edition;
    view.title = order.title;
    view.body = order.body;
    view.sample = text ? sample_of(*text, order.body) : order.body;
    return view;
}

TextView view_of(const Text& text, const std::vector<rulebook::Edition>& all, Day today)
{
    constexpr std::string_view forms[] = {"paper", "guidance", "sms"};
    const auto& now = rulebook::edition_on(all, today);
    TextView view{text.code,
                  text.name,
                  std::string(forms[static_cast<std::size_t>(text.form)]),
                  std::string(text.used),
                  std::string(text.effect),
                  static_cast<std::int64_t>(most_characters(text.form)),
                  {},
                  view_of(now),
                  {},
                  {},
                  {}};
    for (const auto& one : text.placeholders)
        view.placeholders.push_back({std::string(one.name), std::string(one.means), std::string(one.sample)});
    for (const auto& edition : all)
        if (&edition != &now) (edition.from <= now.from ? view.earlier : view.later).push_back(view_of(edition));
    return view;
}

Result<http::Response> show_texts(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    const auto ordered = text_orders(snapshot->connection());
    TextsAnswer answer{c.today, {}};
    for (const auto& text : texts()) {
        answer.items.push_back(view_of(text, rulebook::editions(snapshot->connection(), text.code), c.today));
        for (const auto& order : ordered)
            if (order.code == text.code) answer.items.back().orders.push_back(view_of(order, c.actor.account_id));
    }
    return http::answer(fields::write(answer));
}

Result<http::Response> show_guidance(auth::Context& c)
{
    const Text* text = find_text("guidance." + c.parameter("code"));
    if (!text) return auth::not_found("说明");
    auto snapshot = c.platform.database.read();
    return http::answer(fields::write(GuidanceAnswer{rulebook::edition_on(snapshot->connection(), text->code, c.today).text}));
}

Result<TextProposal> proposal_of(auth::Context& c)
{
    auto form = c.body<TextForm>();
    if (!form) return form.error();
    const Text* text = find_text(c.parameter("code"));
    if (!text) return auth::not_found("文本");
    // A message has no title that anybody sees.
    std::string title = text->form == Form::sms ? text->name : form->title;
    std::erase(form->body, '\r');
    return TextProposal{*text, title, std::string(trimmed(form->body)), form->from, form->document};
}

// What people would get, without writing anything.
Result<http::Response> preview(auth::Context& c)
{
    auto proposal = proposal_of(c);
    if (!proposal) return proposal.error();
    auto snapshot = c.platform.database.read();
    auto edition = judge(snapshot->connection(), *proposal, c.today);
    if (!edition) return edition.error();
    PreviewAnswer answer{edition->name, edition->title, sample_of(proposal->text, edition->text), 0};
    answer.characters = static_cast<std::int64_t>(characters(answer.sample));
    return http::answer(fields::write(answer));
}

http::Response tell_text(auth::Context& c, db::Connection& connection, const std::string& public_id)
{
    return http::answer(fields::write(view_of(*find_text_order(connection, public_id), c.actor.account_id)));
}

Result<http::Response> propose_text(auth::Context& c)
{
    auto proposal = proposal_of(c);
    if (!proposal) return proposal.error();
    auto act = c.act();
    auto public_id = propose(act, *proposal, c.actor.account_id, c.today);
    if (!public_id) return public_id.error();
    act.flush();
    auto answer = tell_text(c, act.connection(), *public_id);
    act.commit();
    return answer;
}

using TextDecision = Steps<find_text_order, tell_text>;

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

constexpr auth::Needs both{{P::rules_edit, Scope::all}, {P::rules_approve, Scope::all}};

const auth::Route table[] = {
    {get,
     "/api/v1/guidance/{code}",
     {P::anyone, Scope::nothing},
     show_guidance,
     {"表单上的一段填写说明", nullptr, auth::table_of<GuidanceAnswer>}},
    {get,
     "/api/v1/texts",
     both,
     show_texts,
     {"文本和模板：承诺书、告知和同意、填写说明、短信的各版", nullptr, auth::table_of<TextsAnswer>}},
    {post,
     "/api/v1/texts/{code}/preview",
     both,
     preview,
     {"一份新文本会是什么样子", auth::table_of<TextForm>, auth::table_of<PreviewAnswer>}},
    {post,
     "/api/v1/texts/{code}/orders",
     {P::rules_edit, Scope::all},
     propose_text,
     {"提出一份文本的新版", auth::table_of<TextForm>, auth::table_of<TextOrderView>}},
    {post,
     "/api/v1/text-orders/{id}/approve",
     {P::rules_approve, Scope::all},
     TextDecision::approve,
     {"批准一份文本的新版", auth::table_of<VersionForm>, auth::table_of<TextOrderView>}},
    {post,
     "/api/v1/text-orders/{id}/refuse",
     {P::rules_approve, Scope::all},
     TextDecision::refuse,
     {"退回一份文本的新版", auth::table_of<RefusalForm>, auth::table_of<TextOrderView>}},
    {post,
     "/api/v1/text-orders/{id}/withdraw",
     {P::rules_edit, Scope::all},
     TextDecision::withdraw,
     {"撤回自己提出的新版", auth::table_of<VersionForm>, auth::table_of<TextOrderView>}},
};

} // namespace

std::span<const auth::Route> text_routes()
{
    return table;
}

} // namespace ruling
