#pragma once

#include "base/fields.h"
#include "intake/fault.h"
#include "intake/namesakes.h"
#include "intake/store.h"

// What the routes take and give.
namespace intake {

const fields::Table& fields_of(const Item*);

struct SheetView {
    std::string name;
    std::int64_t rows = 0, errors = 0;
};
const fields::Table& fields_of(const SheetView*);

struct Detail {
    Item item;
    std::vector<SheetView> sheets;
    std::optional<std::int64_t> done, of;       // while it runs in this process
    std::optional<std::int64_t> experts, units; // brought, once applied
    std::optional<std::string> undone_at, undone_reason, undone_by;
    std::optional<std::string> rest;       // upload of the rows left behind, once applied
    std::int64_t pairs = 0, undecided = 0; // people who may be somebody known
    std::int64_t good = 0, held = 0;       // rows that can be written, and those that cannot, of a file with errors
    std::vector<std::string> allowed_actions;
};
const fields::Table& fields_of(const Detail*);

struct ErrorView {
    std::string sheet, title, value, reason, change;
    std::int64_t row = 0;
    std::vector<std::string> offers;
};
const fields::Table& fields_of(const ErrorView*);

struct ListAnswer {
    std::vector<Item> items;
    std::int64_t total = 0, page = 0, size = 0;
};
const fields::Table& fields_of(const ListAnswer*);

struct ErrorsAnswer {
    std::vector<ErrorView> items;
    std::int64_t total = 0, page = 0, size = 0;
};
const fields::Table& fields_of(const ErrorsAnswer*);

// What may be put right at one stroke, and what was.
struct OfferView {
    std::string topic, value;
    std::vector<std::string> offers;
    std::int64_t errors = 0;
};
const fields::Table& fields_of(const OfferView*);
struct OffersAnswer {
    std::vector<OfferView> items;
    std::vector<Correction> chosen;
};
const fields::Table& fields_of(const OffersAnswer*);

// Two people side by side, and what was decided of pairs.
struct PairView {
    std::string pair, label, other_label;
    std::optional<std::string> expert; // public id
    bool by_birth = false, by_unit = false, numbered = false;
    std::string decision; // same, different; empty: not decided
    expert::Card card, other;
    std::vector<std::string> differing;
};
const fields::Table& fields_of(const PairView*);
PairView view_of(Pair pair);
struct PairsAnswer {
    std::vector<PairView> items;
    std::int64_t total = 0, undecided = 0, page = 0, size = 0;
};
const fields::Table& fields_of(const PairsAnswer*);
struct PairChoice {
    std::string pair, decision;
};
const fields::Table& fields_of(const PairChoice*);
struct PairOrder {
    std::vector<PairChoice> decisions;
};
const fields::Table& fields_of(const PairOrder*);

// Where the columns go, and where they may go.
struct TargetField {
    std::string title;
    bool required = false;
    std::string hint;
};
const fields::Table& fields_of(const TargetField*);
struct TargetSheet {
    std::string name, purpose;
    std::vector<TargetField> fields;
};
const fields::Table& fields_of(const TargetSheet*);
struct MappingAnswer {
    std::vector<SheetMapping> sheets;
    std::vector<TargetSheet> targets;
};
const fields::Table& fields_of(const MappingAnswer*);

// What was chosen: for each sheet of the file what it is, and for its columns the field.
struct ColumnChoice {
    std::int64_t at = 0;
    std::string field;
};
const fields::Table& fields_of(const ColumnChoice*);
struct SheetChoice {
    std::string sheet, as;
    std::vector<ColumnChoice> columns;
};
const fields::Table& fields_of(const SheetChoice*);
struct MappingOrder {
    std::vector<SheetChoice> sheets;
    bool remember = false;
};
const fields::Table& fields_of(const MappingOrder*);

// The order to write a file that has no faults.
struct Order {
    std::string document;
    std::optional<Day> verified_on;
    std::string verified_by;
    bool good_only = false;
};
const fields::Table& fields_of(const Order*);

} // namespace intake
