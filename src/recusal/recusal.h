#pragma once

#include "activity/activity.h"
#include "base/bytes.h"
#include "base/lists.h"
#include "db/db.h"
#include "recusal/judge.h"
#include "recusal/places.h"
#include "recusal/reach.h"
#include "recusal/screen.h"
#include "recusal/suspicion.h"

// Recusal (回避, Art. 14(4)): the facts of the whole library at once, and the rules applied to them.
namespace recusal {

// A project as an activity records it.
struct ProjectFacts {
    std::string public_id, number;
    std::int64_t applicant_entity = 0; // 0: unknown
    std::vector<std::int64_t> partner_entities;
    std::string lead_name;
    Bytes lead_hash; // Keyring::lookup_hash of kind citizen_id; empty: unknown
    std::int64_t lead_entity = 0;
    std::optional<std::int64_t> lead_unit; // nullopt: unknown (R5)
    std::vector<Bytes> member_hashes;
};
ProjectFacts facts_of(const activity::Project& project);

// The facts of all experts, read with one statement a table. Never changes afterwards; threads may share it.
class Library {
public:
    explicit Library(db::Connection& connection);

    // Ids of all experts, ascending, but for records merged into another; an expert's place in it is the index used below.
    const std::vector<std::int64_t>& ids() const { return ids_; }
    Person person(std::size_t index) const;
    const Places& places() const { return places_; }
    std::span<const Research> research() const { return research_; }
    // A project joined with what the library knows of its lead.
    Project project(const ProjectFacts& facts) const;

private:
    std::vector<std::int64_t> ids_;
    std::vector<Key> keys_;
    std::vector<std::string> names_;
    std::unordered_map<std::size_t, std::vector<std::string>> other_names_; // by index
    std::unordered_map<std::string, Key> key_of_;                           // by hash of the identity number
    std::unordered_map<Key, std::size_t> index_of_;
    Places places_;
    Lists<Post> posts_;
    Lists<Relation> relations_;
    Lists<Interest> interests_;
    std::vector<Research> research_;
    Lists<std::uint32_t> research_of_; // by key

    Key intern(const std::optional<Bytes>& hash);
    Key find_key(const Bytes& hash) const;
    void load_units(db::Connection& connection);
    void load_experts(db::Connection& connection);
    void load_facts(db::Connection& connection);
    void load_research(db::Connection& connection);
};

// An exclusion in words, for inspectors and library administrators.
struct Reason {
    std::string code;    // "14.4.4"
    std::string project; // public id
    std::string fact;    // "在 草原大学/化学学院 任职（2019-03-01 起，主要任职），与负责人同一二级机构"
    std::string path;    // how the two meet
};
Reason explain(const Exclusion& exclusion, const Person& person, const Project& project, const Library& library);

} // namespace recusal
