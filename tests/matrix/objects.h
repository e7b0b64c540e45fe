#pragma once

#include "matrix/world.h"

#include <set>

namespace matrix {

inline const std::string value_of_both(64, '7'); // what operator and supervisor reveal

// Makes what paths name, through the program's own routes where it has them.
class Objects {
public:
    explicit Objects(World& world) : world_(world) {}

    // Units and accounts: one per role, and the neighbours "operator-other", "approver-other", "supervisor-other".
    void prepare();
    // KIND or KIND:STATE, see objects.cpp (activities, their plans and rounds: activities.cpp).
    std::string make(const std::string& object, Side side);
    // What "$NAME" stands for in the body for object `id`.
    json::Value value(const std::string& name, const std::string& id, Side side);

private:
    World& world_;
    struct Office {
        std::int64_t entity = 0, review = 0, general = 0;
    };
    Office own_, other_;
    std::int64_t watch_ = 0, university_ = 0, college_ = 0;
    int people_ = 0; // invented so far
    bool pool_made_ = false;
    std::map<std::string, std::string> suspicions_; // activity → one of it
    std::string recovery_code_;                     // used once
    std::map<std::string, std::string> pairs_;      // import → one
    std::set<std::string> exports_;
    std::map<std::string, std::string> others_; // expert, unit → another one

    std::string public_id(const std::string& table, const std::string& column, const db::Value& value);
    std::string add_order(const ledger::Table& table, const std::string& entry, const std::string& kind, const std::string& thing,
                          ledger::Record own);
    std::string add_rule_order();
    std::string add_text_order();
    std::string add_code_edition();
    std::string add_request(const std::string& kind);
    std::string add_unit();
    std::string add_unit_ask(Side side);
    std::string add_expert(std::int64_t unit, std::int64_t former = 0);
    // Calls a route as that account; throws when it is refused.
    json::Value call(const std::string& login, const std::string& method, const std::string& path, const json::Value& body = {});
    json::Object activity_form(Side side);
    json::Object record_form();
    static json::Object plan();
    std::string add_use(const std::string& state, Side side);
    std::string add_plan(const std::string& state, Side side);
    std::string login_of_nobody();
    std::string add_account(const std::string& state);
    std::string add_grant();
    std::string add_export(const std::string& state);
    json::Value content_hash(const std::string& of_export);
    std::string add_import(const std::string& state);
    void add_pool();
    std::string add_room(const std::string& state, Side side, const json::Object& wanted = plan());
    std::string add_round(const std::string& state, Side side);
    std::string seal_hash(const std::string& round);
    std::string add_activity(const std::string& state, Side side);
    std::string login(const std::string& role, Side side) const { return side == Side::own ? role : role + "-other"; }
};

} // namespace matrix
