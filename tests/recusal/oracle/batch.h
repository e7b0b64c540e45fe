#pragma once

#include "base/json.h"
#include "db/db.h"
#include "recusal/recusal.h"

#include <map>

// Many worlds of worlds.py as rows of one library, each with ids and people of its own.
namespace worlds {

class Batch {
public:
    Batch();
    // `world` as worlds.py writes it; a line number in the batch stands for it from now on.
    void add(const json::Object& world);
    // Writes the rows into an empty, migrated database.
    void write(db::Database& database) const;

    std::size_t size() const { return experts_.size(); }
    const std::vector<std::int64_t>& experts(std::size_t world) const { return experts_[world]; }
    // As the program reads them from its activity, or made by hand where no activity could hold them.
    std::vector<recusal::ProjectFacts> projects(std::size_t world, db::Connection& connection) const;

private:
    struct Rows {
        std::vector<std::string> columns;
        std::vector<db::Values> rows;
    };
    std::vector<std::string> order_; // of tables, referenced ones first
    std::map<std::string, Rows> tables_;
    std::vector<std::vector<std::int64_t>> experts_;
    std::vector<std::vector<recusal::ProjectFacts>> by_hand_; // empty: stored as an activity
    std::map<std::int64_t, std::int64_t> units_;              // of the world being added: its number → id
    std::map<std::int64_t, std::int64_t> parents_;
    std::int64_t next_id_ = 1;

    void define(const std::string& table, std::vector<std::string> columns);
    std::int64_t insert(const std::string& table, db::Values values);
    std::int64_t entity(std::int64_t unit) const;
    void add_units(const json::Array& units);
    void add_research(const json::Array& research);
    std::int64_t add_expert(const json::Object& expert);
    void add_activity(const json::Object& window, const json::Array& projects);
    std::vector<recusal::ProjectFacts> make_projects(const json::Array& projects) const;
    Bytes person(const json::Value& number) const;
    db::Value maybe_person(const json::Value& number) const;
    std::int64_t unit(const json::Value& number) const { return units_.at(number.integer()); }
};

} // namespace worlds
