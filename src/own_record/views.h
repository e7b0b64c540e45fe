#pragma once

#include "own_record/own.h"

// What an expert is answered of the own record.
namespace own_record {

struct FieldView {
    std::string field, label, text;
    std::optional<expert::Provenance> provenance; // of a field that is filled, or was
};
const fields::Table& fields_of(const FieldView*);

struct SanctionView {
    std::string name, document, from;
    std::optional<std::string> to;
};
const fields::Table& fields_of(const SanctionView*);
const fields::Table& fields_of(const Attachment*);
const fields::Table& fields_of(const Event*);
const fields::Table& fields_of(const Research*);

struct OwnAnswer {
    bool linked = false;
    std::string number, name, name_mongolian, status, status_since, entered_on;
    std::optional<std::string> confirmed_on;
    std::int64_t version = 0;
    std::vector<FieldView> fields;
    std::vector<SanctionView> sanctions;
    std::vector<Research> research;
    std::vector<Attachment> attachments;
    std::vector<Event> events;
};
const fields::Table& fields_of(const OwnAnswer*);

struct ChangeView {
    std::string label, old_text, new_text;
};
const fields::Table& fields_of(const ChangeView*);
struct VersionView {
    std::int64_t number = 0;
    Instant at{};
    std::string by, document, verified_on, verified_by;
    std::vector<ChangeView> changes; // none of the entering
};
const fields::Table& fields_of(const VersionView*);
struct VersionsAnswer {
    std::vector<VersionView> items; // newest first
};
const fields::Table& fields_of(const VersionsAnswer*);

OwnAnswer answer_of(db::Connection& connection, const crypto::Keyring& keys, const expert::Record& record);
VersionsAnswer versions_of(db::Connection& connection, const crypto::Keyring& keys, const expert::Record& record);

} // namespace own_record
