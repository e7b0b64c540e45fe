#include "own_record/erasure.h"

#include "own_record/own_record.h"

#include "attachment/attachment.h"
#include "auth/account.h"
#include "auth/recovery.h"
#include "crypto/password.h"
#include "crypto/random.h"
#include "draw/draw.h"
#include "expert/expert.h"
#include "notify/notify.h"

#include <algorithm>
#include <sstream>

namespace own_record {

namespace {

// Of whom a row is, as a query of ids: {ids} are the records of the expert, {accounts} those that are nobody else's.
constexpr std::string_view
    by_expert = "SELECT id FROM {table} WHERE expert_id IN ({ids})",
    own_row = "SELECT id FROM expert WHERE id IN ({ids})",
    by_merge = "SELECT n.id FROM expert_merge_number n JOIN expert_merge m ON m.id = n.merge_id WHERE m.survivor_id IN ({ids})",
    own_accounts = "SELECT id FROM account WHERE id IN ({accounts})",
    by_account = "SELECT id FROM {table} WHERE account_id IN ({accounts})";

struct Place {
    const ledger::Table* table;
    std::string_view rows;
};

const std::vector<Place>& places()
{
    static const std::vector<Place> list{{&expert::expert_table, own_row},
                                         {&expert::expert_category_table, by_expert},
                                         {&expert::expert_discipline_table, by_expert},
                                         {&expert::expert_industry_table, by_expert},
                                         {&expert::expert_language_table, by_expert},
                                         {&expert::expert_willingness_table, by_expert},
                                         {&expert::expert_absence_table, by_expert},
                                         {&expert::achievement_table, by_expert},
                                         {&expert::post_table, by_expert},
                                         {&expert::relation_table, by_expert},
                                         {&expert::interest_table, by_expert},
                                         {&expert::expert_version_table, by_expert},
                                         {&expert::expert_merge_number_table, by_merge},
                                         {&attachment::attachment_table, by_expert},
                                         {&personal_request_table, by_expert},
                                         {&auth::account_table, own_accounts},
                                         {&auth::old_password_table, by_account},
                                         {&auth::recovery_code_table, by_account}};
    return list;
}

std::string list_of(const std::vector<std::int64_t>& ids)
{
    std::string list;
    for (auto id : ids) list += (list.empty() ? "" : ", ") + std::to_string(id);
    return list.empty() ? "-1" : list;
}

std::string filled(std::string_view query, const std::vector<std::pair<std::string_view, std::string>>& words)
{
    std::string text(query);
    for (const auto& [word, value] : words)
        if (auto at = text.find(word); at != std::string::npos) text.replace(at, word.size(), value);
    return text;
}

// What stands in a column afterwards that may not be empty; otherwise nothing does.
ledger::Cell blank(const crypto::Keyring& keys, std::string_view table, const std::string& column, std::int64_t row)
{
    auto text = [](std::string value) { return ledger::Cell(db::Value(std::move(value))); };
    if (table == "expert" && column == "name") return text("已删除");
    if (table == "expert" && column == "pinyin") return text("yi shan chu");
    if (table == "expert_version" && column == "state") return expert::RecordState(expert::Record{}, keys).kept();
    if (table == "account" && column == "login") return text("erased-" + std::to_string(row));
    if (table == "account" && column == "display_name") return text("已删除");
    if (table == "account" && column == "password_hash")
        return text(crypto::hash_password(keys, crypto::Secret(crypto::random_id() + crypto::random_id())));
    return db::Value(nullptr);
}

// The columns of a table that are erased; all of them when nothing of the row is kept.
struct Columns {
    std::vector<std::string> erased;
    bool kept = false;
};
Columns columns_of(std::string_view table)
{
    Columns columns;
    for (const auto& entry : personal::entries()) {
        if (entry.table != table) continue;
        columns.kept = columns.kept || !entry.retention.stays_for.empty();
        std::istringstream words{std::string(entry.columns)};
        for (std::string column; entry.retention.stays_for.empty() && words >> column;) columns.erased.push_back(column);
    }
    return columns;
}

std::vector<std::int64_t> records_of(db::Connection& connection, std::int64_t expert_id)
{
    auto ids = expert::absorbed_by(connection, expert_id);
    ids.push_back(expert_id);
    return ids;
}

// Accounts of people who are nothing but this expert.
std::vector<std::int64_t> accounts_of(db::Connection& connection, const std::string& ids)
{
    return connection.all("SELECT id FROM account WHERE expert_id IN (" + ids +
                              ") AND NOT EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = account.id AND r.role <> 'expert')",
                          {}, [](const db::Row& row) { return row.integer(0); });
}

std::vector<crypto::Secret> phones_of(db::Connection& connection, const crypto::Keyring& keys, const std::string& ids,
                                      const std::string& accounts)
{
    std::vector<crypto::Secret> phones;
    for (const auto& [table, rows] : {std::pair<std::string, const std::string&>{"expert", ids}, {"account", accounts}})
        connection.each(
            "SELECT id, phone FROM " + table + " WHERE phone IS NOT NULL AND id IN (" + rows + ")", {},
            [&](const db::Row& row) { phones.push_back(keys.decrypt(table, "phone", std::to_string(row.integer(0)), row.bytes(1))); });
    return phones;
}

void change(ledger::Act& act, const ledger::Table& table, std::int64_t row, const ledger::Record& changes)
{
    if (!act.update(table, row, changes)) throw std::logic_error("no version was expected");
}

} // namespace

std::span<const ledger::Table* const> erased_tables()
{
    static const std::vector<const ledger::Table*> list = [] {
        std::vector<const ledger::Table*> tables;
        for (const auto& place : places()) tables.push_back(place.table);
        return tables;
    }();
    return list;
}

std::vector<Fate> fates()
{
    std::vector<Fate> list;
    for (const auto& entry : personal::entries())
        if (entry.whose.find("专家") != std::string_view::npos)
            list.push_back({std::string(entry.name), std::string(entry.retention.stays_for)});
    return list;
}

std::optional<std::string> open_sanction(db::Connection& connection, std::int64_t expert_id, Day today)
{
    for (const auto& sanction : expert::sanctions_of(connection, expert_id))
        if (!sanction.to || *sanction.to >= today)
            return "处理期还没有结束（" + sanction.document + "，" + (sanction.to ? "至 " + to_text(*sanction.to) : "没有结束日期") + "）";
    return std::nullopt;
}

std::vector<std::string> obstacles(db::Connection& connection, const crypto::Keyring& keys, std::int64_t expert_id, Day today)
{
    std::vector<std::string> found;
    auto ids = records_of(connection, expert_id);
    for (const auto& round : draw::running_rounds(connection, keys, ids))
        found.push_back("在进行中的第 " + std::to_string(round.number) + " 号抽取（活动 " + round.activity + "）的名单里，抽取结束后再办");
    for (const auto& round : draw::serving(connection, keys, ids, today))
        found.push_back("被第 " + std::to_string(round.number) + " 号抽取抽中，活动 " + round.activity + " 还没有结束");
    if (auto sanction = open_sanction(connection, expert_id, today)) found.push_back(*sanction);
    return found;
}

void erase(ledger::Act& act, const crypto::Keyring& keys, std::int64_t expert_id)
{
    auto& connection = act.connection();
    auto records = records_of(connection, expert_id);
    std::string ids = list_of(records);
    auto own_accounts = accounts_of(connection, ids);
    std::string accounts = list_of(own_accounts);
    for (const auto& phone : phones_of(connection, keys, ids, accounts)) notify::forget(connection, keys, phone.reveal());
    for (const auto& [table, rows] : places()) {
        auto columns = columns_of(table->name);
        auto found = connection.all(filled(rows, {{"{table}", std::string(table->name)}, {"{ids}", ids}, {"{accounts}", accounts}}), {},
                                    [](const db::Row& row) { return row.integer(0); });
        for (auto row : found) {
            ledger::Record changes;
            for (const auto& column : columns.erased) changes.emplace(column, blank(keys, table->name, column, row));
            if (table == &auth::account_table) changes.emplace("state", db::Value("blocked"));
            if (table == &expert::expert_table && row == expert_id) {
                changes.emplace("status", db::Value(std::string(erased_status)));
                changes.emplace("status_since", db::Value(to_text(day_of(act.now()))));
            }
            if (columns.kept)
                change(act, *table, row, changes);
            else
                act.remove(*table, row);
        }
    }
    connection.run("DELETE FROM session WHERE account_id IN (SELECT id FROM account WHERE expert_id IN (" + ids + "))", {});
    connection.run("DELETE FROM expert_facet WHERE expert_id IN (" + ids + ")", {});
    connection.run("DELETE FROM import_pair WHERE expert IN (SELECT public_id FROM expert WHERE id IN (" + ids + "))", {});
    // Answers kept for repetitions may show the person: what is repeated from now on is told that it was done.
    connection.run("UPDATE idempotency SET status = NULL, answer = NULL", {});
}

std::vector<std::string> erased_records(db::Connection& connection)
{
    return connection.all("SELECT public_id FROM expert WHERE status = $1 ORDER BY id", {std::string(erased_status)},
                          [](const db::Row& row) { return row.text(0); });
}

std::size_t erase_again(ledger::Act& act, const crypto::Keyring& keys, const std::vector<std::string>& public_ids)
{
    std::size_t erased = 0;
    for (const auto& public_id : public_ids) {
        auto id = act.connection().one("SELECT id FROM expert WHERE public_id = $1 AND status <> $2",
                                       {public_id, std::string(erased_status)}, [](const db::Row& row) { return row.integer(0); });
        if (!id) continue;
        erase(act, keys, *id);
        act.append({"expert.erased/1", "expert", public_id, {}, "恢复备份之后重新删除"});
        ++erased;
    }
    return erased;
}

} // namespace own_record
