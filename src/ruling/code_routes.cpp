#include "base/text.h"
#include "catalog/catalog.h"
#include "ruling/code_edition.h"
#include "ruling/messages.h"
#include "ruling/ruling.h"
#include "ruling/steps.h"

// Code tables as those who may order them see them and their new editions (A10).
namespace ruling {

namespace {

using fields::field;
using fields::Table;

constexpr std::size_t file_size = 8 << 20;

struct ChangeView {
    std::string act, code, name, parent, former, others;
    std::int64_t experts = 0;
};
const Table& fields_of(const ChangeView*)
{
    static const Table table{
        field<&ChangeView::act>("act", {.label = "变化", .choices = {"added", "renamed", "retired"}}),
        field<&ChangeView::code>("code", {.label = "代码"}),
        field<&ChangeView::name>("name", {.label = "名称"}),
        field<&ChangeView::parent>("parent", {.label = "上级代码"}),
        field<&ChangeView::former>("former", {.label = "原名称"}),
        field<&ChangeView::others>("others", {.label = "改用"}),
        field<&ChangeView::experts>("experts", {.label = "用到它的专家"}),
    };
    return table;
}

struct EditionOrderView {
    std::string id;
    std::int64_t version = 0;
    std::string standard, name, from, document, state, proposed_by;
    bool own = false;
    Instant proposed_at{};
    std::optional<std::string> decided_by;
    std::optional<Instant> decided_at;
    std::optional<std::string> reason;
    std::vector<ChangeView> changes;
};
const Table& fields_of(const EditionOrderView*)
{
    static const Table table = table_with_course<EditionOrderView>({
        field<&EditionOrderView::standard>("standard", {.label = "标准"}),
        field<&EditionOrderView::name>("name", {.label = "版次"}),
        field<&EditionOrderView::changes>("changes", {.label = "变化"}),
    });
    return table;
}

struct CodeTableView {
    std::string id, title, standard, edition;
    Day from{};
    std::int64_t codes = 0, retired = 0;
    std::vector<EditionOrderView> orders; // newest first
};
const Table& fields_of(const CodeTableView*)
{
    static const Table table{
        field<&CodeTableView::id>("id"),
        field<&CodeTableView::title>("title", {.label = "代码表"}),
        field<&CodeTableView::standard>("standard", {.label = "标准"}),
        field<&CodeTableView::edition>("edition", {.label = "现行版"}),
        field<&CodeTableView::from>("from", {.label = "自"}),
        field<&CodeTableView::codes>("codes", {.label = "可用的代码"}),
        field<&CodeTableView::retired>("retired", {.label = "已停用的代码"}),
        field<&CodeTableView::orders>("orders", {.label = "新版的经过"}),
    };
    return table;
}

struct CodeTablesAnswer {
    std::vector<CodeTableView> items;
};
const Table& fields_of(const CodeTablesAnswer*)
{
    static const Table table{field<&CodeTablesAnswer::items>("items")};
    return table;
}

struct FaultView {
    std::int64_t row = 0;
    std::string column, message;
};
const Table& fields_of(const FaultView*)
{
    static const Table table{
        field<&FaultView::row>("row", {.label = "行"}),
        field<&FaultView::column>("column", {.label = "列"}),
        field<&FaultView::message>("message", {.label = "原因和改法"}),
    };
    return table;
}

struct EditionFileAnswer {
    bool proposed = false;
    std::vector<ChangeView> changes;
    std::vector<FaultView> errors;
};
const Table& fields_of(const EditionFileAnswer*)
{
    static const Table table{
        field<&EditionFileAnswer::proposed>("proposed", {.label = "已提出"}),
        field<&EditionFileAnswer::changes>("changes", {.label = "变化"}),
        field<&EditionFileAnswer::errors>("errors", {.label = "文件里的问题"}),
    };
    return table;
}

std::vector<ChangeView> view_of(const std::vector<CodeChange>& changes)
{
    std::vector<ChangeView> views;
    for (const auto& c : changes) {
        std::string others;
        for (const auto& code : c.others) others += (others.empty() ? "" : "、") + code;
        views.push_back({c.act, c.code, c.name, c.parent, c.former, others, c.experts});
    }
    return views;
}

EditionOrderView view_of(db::Connection& connection, CodeEdition edition, std::int64_t account_id)
{
    if (edition.state == "proposed") count_experts(connection, *find_code_table(edition.table), edition.changes);
    auto view = view_of_course<EditionOrderView>(edition, account_id);
    view.standard = edition.standard;
    view.name = edition.name;
    view.changes = view_of(edition.changes);
    return view;
}

Result<http::Response> show_code_tables(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    const auto all = code_editions(connection);
    CodeTablesAnswer answer;
    for (const auto& known : code_tables()) {
        const auto& table = catalog::table(known.id);
        const auto& last = table.editions().back();
        CodeTableView view{table.id(), table.title(), last.standard, last.name, last.valid_from, 0, 0, {}};
        for (const auto& entry : table.entries()) ++(entry.retired ? view.retired : view.codes);
        for (const auto& edition : all)
            if (edition.table == known.id) view.orders.push_back(view_of(connection, edition, c.actor.account_id));
        answer.items.push_back(std::move(view));
    }
    return http::answer(fields::write(answer));
}

Result<EditionProposal> proposal_of(const auth::Context& c, const CodeTable& table)
{
    auto value = [&](std::string_view name) { return std::string(trimmed(c.request.query_value(name).value_or(""))); };
    EditionProposal proposal{table, value("standard"), value("name"), {}, value("document")};
    auto plain = [](const std::string& text, std::size_t least, std::size_t most) {
        return characters(text) >= least && characters(text) <= most && text.find_first_of("\r\n") == std::string::npos;
    };
    if (!plain(proposal.standard, 2, 60)) return refuse_field("standard", messages::codes_standard);
    if (!plain(proposal.name, 1, 40)) return refuse_field("name", messages::codes_edition);
    if (!plain(proposal.document, 4, 200)) return refuse_field("document", messages::codes_document);
    auto from = parse_day(value("from"));
    if (!from) return refuse_field("from", messages::from_malformed);
    proposal.from = *from;
    return proposal;
}

// What the workbook changes; proposes it unless that is only asked (?dry_run=1) or it has faults.
Result<http::Response> take_edition(auth::Context& c)
{
    const CodeTable* table = find_code_table(c.parameter("table"));
    if (!table) return auth::not_found("代码表");
    auto proposal = proposal_of(c, *table);
    if (!proposal) return proposal.error();
    auto workbook = files::read_workbook(c.request.body, c.request.query_value("file_name").value_or(""));
    if (!workbook) return workbook.error();
    auto act = c.act();
    auto& connection = act.connection();
    if (auto fit = judge(connection, *proposal, c.today); !fit) return fit.error();
    auto reading = read_edition(*workbook, *table_to_come(connection, *table));
    EditionFileAnswer answer;
    for (const auto& fault : reading.faults) answer.errors.push_back({fault.row, fault.column, fault.message});
    if (reading.faults.empty()) {
        count_experts(connection, *table, reading.changes);
        answer.changes = view_of(reading.changes);
        if (!c.request.query_value("dry_run")) {
            propose(act, *proposal, reading.changes, c.actor.account_id);
            act.commit();
            answer.proposed = true;
        }
    }
    return http::answer(fields::write(answer));
}

http::Response tell_nothing(auth::Context&, db::Connection&, const std::string&)
{
    return http::no_content();
}

using EditionDecision = Steps<find_code_edition, tell_nothing>;

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

constexpr auth::Needs both{{P::rules_edit, Scope::all}, {P::rules_approve, Scope::all}};

const auth::Route table[] = {
    {get, "/api/v1/code-tables", both, show_code_tables, {"代码表和它们的新版", nullptr, auth::table_of<CodeTablesAnswer>}},
    {put,
     "/api/v1/code-tables/{table}/edition-file",
     {P::rules_edit, Scope::all},
     take_edition,
     {"用表格提出代码表的新版：先试算，无误才提出",
      nullptr,
      auth::table_of<EditionFileAnswer>,
      "",
      {"file_name", "standard", "name", "from", "document", "dry_run"}},
     nullptr,
     file_size,
     true},
    {post,
     "/api/v1/code-editions/{id}/approve",
     {P::rules_approve, Scope::all},
     EditionDecision::approve,
     {"批准代码表的新版", auth::table_of<VersionForm>}},
    {post,
     "/api/v1/code-editions/{id}/refuse",
     {P::rules_approve, Scope::all},
     EditionDecision::refuse,
     {"退回代码表的新版", auth::table_of<RefusalForm>}},
    {post,
     "/api/v1/code-editions/{id}/withdraw",
     {P::rules_edit, Scope::all},
     EditionDecision::withdraw,
     {"撤回自己提出的代码表新版", auth::table_of<VersionForm>}},
};

} // namespace

std::span<const auth::Route> code_routes()
{
    return table;
}

} // namespace ruling
