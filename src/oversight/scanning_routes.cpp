#include "oversight/oversight.h"
#include "scanner/scanner.h"

// Whether uploads are scanned, said where the security administrator looks (GB/T 22239 8.1.4.5).
namespace oversight {

namespace {

struct ScanningAnswer {
    std::string state;
    std::int64_t waiting = 0, unscanned = 0;
};
const fields::Table& fields_of(const ScanningAnswer*)
{
    static const fields::Table table{
        fields::field<&ScanningAnswer::state>("state", {.label = "查毒程序", .choices = {"none", "there", "away"}}),
        fields::field<&ScanningAnswer::waiting>("waiting", {.label = "等待查毒的文件"}),
        fields::field<&ScanningAnswer::unscanned>("unscanned", {.label = "没有查毒的附件"}),
    };
    return table;
}

Result<http::Response> show(auth::Context& c)
{
    const auto& scanner = scanner::in_use();
    ScanningAnswer answer{!scanner.configured() ? "none" : scanner.answers() ? "there" : "away"};
    auto snapshot = c.platform.database.read();
    snapshot->connection().each(
        "SELECT (SELECT count(*) FROM attachment WHERE scan = 'waiting' AND content IS NOT NULL) + (SELECT count(*) "
        "FROM import_upload WHERE state = 'quarantined'), (SELECT count(*) FROM attachment WHERE scan IS NULL AND "
        "content IS NOT NULL)",
        {}, [&](const db::Row& row) {
            answer.waiting = row.integer(0);
            answer.unscanned = row.integer(1);
        });
    return http::answer(fields::write(answer));
}

const auth::Route table[] = {
    {http::Method::get,
     "/api/v1/scanning",
     {auth::Permission::alert_read, auth::Scope::all},
     show,
     {"上传的文件查不查毒，有几个在等", nullptr, auth::table_of<ScanningAnswer>}},
};

} // namespace

std::span<const auth::Route> scanning_routes()
{
    return table;
}

} // namespace oversight
