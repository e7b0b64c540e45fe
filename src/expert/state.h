#pragma once

#include "base/json.h"
#include "expert/record.h"

#include <map>
#include <set>
#include <span>

// What a record said at one time, field by field: kept of every version, compared, and told in words.
namespace expert {

struct RecordField {
    std::string_view name, label;
    std::string_view used_for; // in a few words
    bool key;                  // recusal or eligibility reads it
    bool drawn_by;             // so do the conditions of a plan
};
// In the order in which a record shows them.
std::span<const RecordField> record_fields();
// Throws std::out_of_range for a name that is none.
const RecordField& record_field(std::string_view name);
// "手机、职称"
std::string labels_of(const std::vector<std::string>& fields);

// Names from the legal entity down, by id.
using UnitPaths = std::map<std::int64_t, std::string>;

// Holds secrets, and gives them masked only.
class RecordState {
public:
    RecordState(const Record& record, const crypto::Keyring& keys);
    // As `kept` gave it.
    explicit RecordState(const crypto::Secret& kept);
    // JCS of everything, for the encrypted column.
    crypto::Secret kept() const;

    bool same(const RecordState& other, std::string_view field) const;
    // For people: lists one item a line, an empty field as nothing.
    std::string text(std::string_view field, const UnitPaths& units) const;
    // The units that its texts name.
    void add_units(std::set<std::int64_t>& ids) const;
    // Whether every row of posts or categories is verified.
    bool all_verified(std::string_view field) const;

private:
    json::Object fields_;
};

// The names of the fields in which they differ, in the order of record_fields.
std::vector<std::string> differing(const RecordState& before, const RecordState& after);

// A field of two states in words. Where both read alike though they differ (numbers that are masked), the newer one says so.
struct FieldChange {
    std::string field, label, old_text, new_text;
    bool same = false;
};
FieldChange compare(const RecordState& before, const RecordState& after, const RecordField& field, const UnitPaths& units);

// How one post, or one category, is told: "草原大学 / 能源学院，主要任职，教授，2015-07-01 起".
std::string words_of(const Post& post, const UnitPaths& units);
std::string words_of(const Category& category);

} // namespace expert
