#include "intake/undo.h"

#include "expert/expert.h"
#include "intake/intake.h"
#include "units/units.h"

#include <algorithm>
#include <array>
#include <map>

namespace intake {

const ledger::Table import_undo_table{"import_undo", {{"batch_id"}, {"at"}, {"reason"}}};

namespace {

constexpr std::int64_t per_entry = 500;

// The facts of an expert; those that have their own line in plan_undo are not among them.
const std::array facts{
    &expert::achievement_table,     &expert::expert_willingness_table, &expert::sanction_table,       &expert::expert_absence_table,
    &expert::interest_table,        &expert::relation_table,           &expert::post_table,           &expert::expert_language_table,
    &expert::expert_industry_table, &expert::expert_discipline_table,  &expert::expert_category_table};

const std::string within = " WHERE id > $1 AND id <= $2";

std::vector<std::int64_t> ids_of(db::Connection& connection, const ledger::Table& table, const BatchRows& rows, const char* order = "DESC")
{
    return connection.all("SELECT id FROM " + std::string(table.name) + within + " ORDER BY id " + order, {rows.batch_id, rows.last_id},
                          [](const db::Row& row) { return row.integer(0); });
}

std::int64_t count_of(db::Connection& connection, const ledger::Table& table, const BatchRows& rows)
{
    return *connection.one("SELECT count(*) FROM " + std::string(table.name) + within, {rows.batch_id, rows.last_id},
                           [](const db::Row& row) { return row.integer(0); });
}

std::int64_t last_key(const std::string& body)
{
    std::int64_t last = 0;
    auto document = json::read(body);
    for (const auto& row : document->object().at("rows").array())
        last = std::max<std::int64_t>(last, std::stoll(row.object().at("key").text()));
    return last;
}

class Undo {
public:
    Undo(ledger::Act& act, const std::string& public_id, const BatchRows& rows, const std::string& reason)
        : act_(act), connection_(act.connection()), public_id_(public_id), rows_(rows), reason_(reason)
    {
    }

    void run(const std::function<void(std::int64_t, std::int64_t)>& progress)
    {
        UndoPlan plan = plan_undo(connection_, rows_);
        remove_experts(plan.experts, progress);
        remove_in_entries({&expert::research_participant_table, &expert::research_project_table}, "research.withdrawn/1");
        connection_.run("DELETE FROM unit_closure WHERE unit_id > $1 AND unit_id <= $2", {rows_.batch_id, rows_.last_id});
        remove_in_entries({&units::unit_attribute_table, &units::unit_alias_table, &units::unit_table}, "units.withdrawn/1");
        // The same file may come in again.
        if (!act_.update(expert::import_batch_table, rows_.batch_id, {{"file_hash", db::Value(nullptr)}}))
            throw std::logic_error("no version was expected");
        act_.insert(import_undo_table,
                    {{"batch_id", rows_.batch_id}, {"at", db::Value(to_text(act_.now()))}, {"reason", db::Value(reason_)}});
        act_.append({"import.undone/1", "import", public_id_,
                     json::Object{{"experts", plan.experts}, {"units", plan.units}, {"projects", plan.projects}, {"facts", plan.facts}},
                     reason_});
    }

private:
    ledger::Act& act_;
    db::Connection& connection_;
    const std::string& public_id_;
    const BatchRows& rows_;
    const std::string& reason_;

    void remove_experts(std::int64_t of, const std::function<void(std::int64_t, std::int64_t)>& progress)
    {
        std::map<std::int64_t, std::vector<std::pair<const ledger::Table*, std::int64_t>>> facts_of;
        for (const auto* table : facts)
            connection_.each("SELECT expert_id, id FROM " + std::string(table->name) + within, {rows_.batch_id, rows_.last_id},
                             [&](const db::Row& row) { facts_of[row.integer(0)].emplace_back(table, row.integer(1)); });
        auto experts =
            connection_.all("SELECT id, public_id, number FROM expert" + within + " ORDER BY id", {rows_.batch_id, rows_.last_id},
                            [](const db::Row& row) { return std::tuple(row.integer(0), row.text(1), row.text(2)); });
        connection_.run("DELETE FROM expert_facet WHERE expert_id > $1 AND expert_id <= $2", {rows_.batch_id, rows_.last_id});
        std::int64_t done = 0;
        for (const auto& [id, public_id, number] : experts) {
            for (const auto& [table, fact] : facts_of[id]) act_.remove(*table, fact);
            act_.remove(expert::expert_table, id);
            act_.append({"expert.withdrawn/1", "expert", public_id, json::Object{{"number", number}, {"import", public_id_}}});
            if (++done % 100 == 0) progress(done, of);
        }
    }

    // The last made go first: they refer to those before.
    void remove_in_entries(const std::vector<const ledger::Table*>& tables, const std::string& type)
    {
        std::int64_t in_entry = 0;
        auto end_entry = [&] {
            if (in_entry) act_.append({type, "import", public_id_, json::Object{{"rows", in_entry}}});
            in_entry = 0;
        };
        for (const auto* table : tables)
            for (auto id : ids_of(connection_, *table, rows_)) {
                act_.remove(*table, id);
                if (++in_entry == per_entry) end_entry();
            }
        end_entry();
    }
};

} // namespace

std::optional<BatchRows> rows_of_batch(db::Connection& connection, const std::string& public_id)
{
    auto rows = connection.one("SELECT b.id, l.seq FROM import_batch b JOIN ledger_entry l ON l.object_kind = 'import' AND l.object_id = "
                               "b.public_id AND l.type = 'import.applied/1' WHERE b.public_id = $1 AND NOT EXISTS (SELECT 1 FROM "
                               "import_undo u WHERE u.batch_id = b.id)",
                               {public_id}, [](const db::Row& row) {
                                   return BatchRows{row.integer(0), row.integer(0), row.integer(1)};
                               });
    if (!rows) return std::nullopt;
    // The last id is told by the entries of the units and projects, and of the last expert.
    auto look = [&](const db::Row& row) { rows->last_id = std::max(rows->last_id, last_key(row.text(0))); };
    connection.each("SELECT body FROM ledger_entry WHERE object_kind = 'import' AND object_id = $1 AND type IN ('units.imported/1', "
                    "'research.imported/1')",
                    {public_id}, look);
    connection.each(
        "SELECT l.body FROM expert e JOIN ledger_entry l ON l.object_kind = 'expert' AND l.object_id = e.public_id AND l.type = "
        "'expert.entered/1' WHERE e.id = (SELECT max(id) FROM expert WHERE batch_id = $1)",
        {rows->batch_id}, look);
    return rows;
}

UndoPlan plan_undo(db::Connection& connection, const BatchRows& rows)
{
    UndoPlan plan;
    plan.experts = count_of(connection, expert::expert_table, rows);
    plan.units = count_of(connection, units::unit_table, rows);
    plan.projects = count_of(connection, expert::research_project_table, rows);
    for (const auto* table : facts) plan.facts += count_of(connection, *table, rows);
    plan.obstacles = find_obstacles(connection, rows);
    return plan;
}

void undo_batch(ledger::Act& act, const std::string& public_id, const BatchRows& rows, const std::string& reason,
                const std::function<void(std::int64_t done, std::int64_t of)>& progress)
{
    Undo(act, public_id, rows, reason).run(progress);
}

void insert_undo_order(db::Connection& connection, const UndoOrder& order)
{
    connection.run("INSERT INTO import_undo_order (batch, reason, author, author_from) VALUES ($1, $2, $3, $4)",
                   {order.batch, order.reason, order.author, order.from});
}

std::optional<UndoOrder> find_undo_order(db::Connection& connection, const std::string& batch)
{
    return connection.one("SELECT batch, reason, author, author_from FROM import_undo_order WHERE batch = $1", {batch},
                          [](const db::Row& row) {
                              return UndoOrder{row.text(0), row.text(1), row.text(2), row.maybe_text(3).value_or("")};
                          });
}

void remove_undo_order(db::Connection& connection, const std::string& batch)
{
    connection.run("DELETE FROM import_undo_order WHERE batch = $1", {batch});
}

const fields::Table& fields_of(const UndoPlan*)
{
    static const fields::Table table{
        fields::field<&UndoPlan::experts>("experts", {.label = "撤出的专家"}),
        fields::field<&UndoPlan::units>("units", {.label = "撤出的单位"}),
        fields::field<&UndoPlan::projects>("projects", {.label = "撤出的科研项目"}),
        fields::field<&UndoPlan::facts>("facts", {.label = "随之撤出的任职、关系等"}),
        fields::field<&UndoPlan::obstacles>("obstacles", {.label = "不能撤销的原因"}),
    };
    return table;
}

const fields::Table& fields_of(const UndoOrder*)
{
    static const fields::Table table{
        fields::field<&UndoOrder::reason>("reason", {.label = "撤销的理由", .required = true, .max = 1000, .multiline = true})};
    return table;
}

} // namespace intake
