#include "draw/draw.h"

#include "base/embedded.h"
#include "draw/round/messages.h"
#include "draw/round/paper_words.h"
#include "draw/round/papers.h"
#include "draw/round/room.h"
#include "draw/round/seen.h"
#include "draw/round/store.h"
#include "pdf/text.h"

namespace draw {

namespace round {

namespace {

Result<RecordView> seen_record(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto seen = seen_round(c, snapshot->connection());
    if (!seen) return seen.error();
    // Names of the drawn are for the two people of this activity (Art. 15(3)).
    if (!seen->place.part) return refuse(ErrorKind::forbidden, messages::not_your_part, {"操作员或监督员"});
    return record_of(snapshot->connection(), c.platform, seen->place.activity, seen->round, *seen->place.part, c.now);
}

Result<http::Response> show_record(auth::Context& c)
{
    auto record = seen_record(c);
    if (!record) return record.error();
    return http::answer(fields::write(*record));
}

http::Response pdf_answer(const std::string& bytes, std::string_view title, const std::string& number)
{
    return http::attachment(bytes, "application/pdf", std::string(title) + " " + number + ".pdf");
}

Result<http::Response> give_record_pdf(auth::Context& c)
{
    auto record = seen_record(c);
    if (!record) return record.error();
    if (!pdf::has_font()) return refuse(ErrorKind::unavailable, messages::no_paper_font);
    return pdf_answer(record_pdf(*record), "抽取记录表", printed_number(record->activity.number, record->round.round));
}

Result<http::Response> give_evidence(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto round = load_round(snapshot->connection(), c.platform.keys, c.filter, c.parameter("id"));
    if (!round) return auth::not_found("轮次");
    bool whole = c.actor.permissions.has(auth::Permission::draw_inspect);
    auto evidence = evidence_of(snapshot->connection(), c.platform, *round, whole ? Audience::inspector : Audience::supervisor);
    if (!evidence) return evidence.error();
    return http::attachment(json::canonical(*evidence), "application/json", "evidence-" + std::to_string(round->number) + ".json");
}

// Of a round that has ended or has a result.
struct Certified {
    CertificateView view;
    std::string url;
};

Result<Certified> certified_round(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto id = find_round(snapshot->connection(), c.parameter("id"));
    auto round = id ? load_round(snapshot->connection(), c.platform.keys, *id) : std::nullopt;
    if (!round || is_live(round->status)) return auth::not_found("轮次");
    return Certified{certificate_of(snapshot->connection(), c.platform, *round), certificate_url(c.platform, *round)};
}

Result<http::Response> show_certificate(auth::Context& c)
{
    auto certified = certified_round(c);
    if (!certified) return certified.error();
    return http::answer(fields::write(certified->view));
}

Result<http::Response> give_certificate_pdf(auth::Context& c)
{
    auto certified = certified_round(c);
    if (!certified) return certified.error();
    if (!pdf::has_font()) return refuse(ErrorKind::unavailable, messages::no_paper_font);
    const auto& view = certified->view;
    return pdf_answer(certificate_pdf(view, certified->url), "抽取凭证", printed_number(view.activity_number, view.round));
}

Result<http::Response> give_offline_page(auth::Context&)
{
    auto page = offline_page();
    if (!page) return page.error();
    return http::attachment(std::move(*page), "text/html; charset=utf-8", "伯乐离线查验页.html");
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

constexpr auth::Needs either{{P::draw_operate, Scope::own_entity}, {P::draw_supervise, Scope::assigned}};
constexpr auth::Needs evidence_readers{{P::draw_inspect, Scope::all}, {P::draw_supervise, Scope::assigned}};

const auth::Route table[] = {
    {get, "/api/v1/rounds/{id}/record", either, show_record, {"抽取记录表", nullptr, auth::table_of<RecordView>, drawn_names}},
    {get, "/api/v1/rounds/{id}/record-pdf", either, give_record_pdf, {"抽取记录表（PDF）", nullptr, nullptr, drawn_names}},
    {get, "/api/v1/rounds/{id}/evidence", evidence_readers, give_evidence, {"证据文件（docs/formats/draw.md，2.3）"}},
    {get,
     "/api/v1/public/rounds/{id}/certificate",
     {P::anyone, Scope::nothing},
     show_certificate,
     {"抽取凭证", nullptr, auth::table_of<CertificateView>}},
    {get, "/api/v1/public/rounds/{id}/certificate-pdf", {P::anyone, Scope::nothing}, give_certificate_pdf, {"抽取凭证（PDF）"}},
    {get, "/api/v1/public/offline-page", {P::anyone, Scope::nothing}, give_offline_page, {"离线查验页（一个 HTML 文件）"}},
};

} // namespace

} // namespace round

std::span<const auth::Route> round_paper_routes()
{
    return round::table;
}

Result<std::string> offline_page()
{
    for (const auto& file : embedded_files())
        if (file.path == "web/dist-offline/bole-offline.html") return std::string(file.content);
    return refuse(ErrorKind::unavailable, round::messages::no_offline_page);
}

Result<json::Value> evidence_of_round(const Platform& platform, std::int64_t number, bool whole)
{
    auto snapshot = platform.database.read();
    auto id = round::find_round(snapshot->connection(), number);
    if (!id) return auth::not_found("轮次");
    auto round = round::load_round(snapshot->connection(), platform.keys, *id);
    return round::evidence_of(snapshot->connection(), platform, *round, whole ? round::Audience::inspector : round::Audience::supervisor);
}

} // namespace draw
