#include "amendment/request.h"

#include "amendment/messages.h"
#include "ledger/messages.h"

namespace amendment {

Result<bool> dry_run_of(const http::Request& request)
{
    auto value = request.query_value("dry_run").value_or("false");
    if (value == "true" || value == "1") return true;
    if (value == "false" || value == "0") return false;
    return refuse_field("dry_run", messages::dry_run);
}

Error changed_meanwhile(db::Connection& connection, std::int64_t expert_id, std::int64_t seen, const std::string& number)
{
    std::string edits;
    for (const auto& edit : expert::edits_of(connection, expert_id)) {
        if (edit.number < seen) continue;
        constexpr std::size_t year = 5, minutes = 11; // "11-25 10:24" of "2026-11-25 10:24:31"
        std::string what = edit.merging() ? "并入了 " + edit.other_number : "改了" + expert::labels_of(edit.fields);
        edits += (edits.empty() ? "" : "；") + edit.by + " " + to_local_text(edit.at).substr(year, minutes) + " " + what;
    }
    if (edits.empty()) return refuse(ErrorKind::conflict, ledger::messages::changed_meanwhile);
    return refuse(ErrorKind::conflict, messages::changed_meanwhile, {number.empty() ? "这条" : " " + number + " 的", edits});
}

std::optional<Error> refuse_merged(db::Connection& connection, const expert::Record& record)
{
    if (record.facts.status == "erased") return refuse(ErrorKind::conflict, messages::erased, {record.number});
    if (record.facts.status != expert::merged_status) return std::nullopt;
    auto into = connection.one("SELECT e.number FROM expert_merge m JOIN expert e ON e.id = m.survivor_id WHERE m.absorbed_id = $1",
                               {record.id}, [](const db::Row& row) { return row.text(0); });
    return refuse(ErrorKind::conflict, messages::merged_already, {record.number, into.value_or("另一条记录")});
}

} // namespace amendment
