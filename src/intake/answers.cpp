#include "intake/answers.h"

#include "intake/intake.h"
#include "intake/messages.h"
#include "intake/namesakes.h"

#include <algorithm>

namespace intake {

namespace {

std::optional<Detail> detail_of(auth::Context& c, const std::string& id)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto item = find_import(connection, c.filter, id);
    if (!item) return std::nullopt;
    Detail detail;
    detail.item = *item;
    detail.allowed_actions = allowed_actions(parse_state(item->state));
    if (auto upload = find_upload(connection, id)) {
        detail.pairs = upload->pairs;
        detail.undecided = undecided_of(connection, upload->id) + beyond_kept(*upload);
        detail.good = upload->good;
        detail.held = static_cast<std::int64_t>(upload->held.size());
        if (upload->good == 0) std::erase(detail.allowed_actions, "apply_good");
        auto sheets = json::read(upload->sheets);
        for (const auto& sheet : sheets->array()) detail.sheets.push_back(*fields::read<SheetView>(sheet));
    } else if (auto counts = counts_of_batch(connection, id)) {
        detail.experts = counts->experts;
        detail.units = counts->units;
        detail.rest = counts->rest;
        detail.undone_at = counts->undone_at;
        detail.undone_reason = counts->undone_reason;
        detail.undone_by = counts->undone_by;
    }
    if (auto progress = jobs::progress_of(id)) {
        detail.done = progress->done;
        detail.of = progress->of;
    }
    return detail;
}

} // namespace

std::int64_t beyond_kept(const Upload& upload)
{
    return std::max(upload.pairs - most_pairs, std::int64_t{0});
}

Result<Upload> upload_of(auth::Context& c, db::Connection& connection)
{
    if (!find_import(connection, c.filter, c.parameter("id"))) return auth::not_found("导入批次");
    auto found = find_upload(connection, c.parameter("id"));
    if (!found) return refuse(ErrorKind::conflict, messages::applied_already);
    return *found;
}

Result<http::Response> answer_with(auth::Context& c, const std::string& id, int status)
{
    auto detail = detail_of(c, id);
    if (!detail) return auth::not_found("导入批次");
    return http::answer(fields::write(*detail), status);
}

} // namespace intake
