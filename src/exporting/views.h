#pragma once

#include "exporting/store.h"

namespace exporting {

struct ColumnView {
    std::string code, label;
    bool sensitive = false;
};
const fields::Table& fields_of(const ColumnView*);
struct PurposeView {
    std::string code, name;
};
const fields::Table& fields_of(const PurposeView*);
struct ChoicesAnswer {
    std::vector<ColumnView> columns;
    std::vector<PurposeView> purposes;
    std::int64_t rows, days, pdf_columns;
};
const fields::Table& fields_of(const ChoicesAnswer*);

// As the list's query has it.
struct FilterForm {
    std::optional<std::string> name, unit, discipline, category, status, rank, industry, region;
};
const fields::Table& fields_of(const FilterForm*);
struct ExportForm {
    FilterForm filter;
    std::vector<std::string> columns;
    std::string format, purpose;
    std::optional<std::string> words;
};
const fields::Table& fields_of(const ExportForm*);
// What the granter saw: the content's hash as the detail gave it.
struct GrantForm {
    std::string content_hash;
};
const fields::Table& fields_of(const GrantForm*);
struct RefusalForm {
    std::string reason;
};
const fields::Table& fields_of(const RefusalForm*);

struct CreatedAnswer {
    std::string id;
};
const fields::Table& fields_of(const CreatedAnswer*);

struct ConditionView {
    std::string name, value;
};
const fields::Table& fields_of(const ConditionView*);
struct ExportView {
    std::string id, number, state, asked_by, asked_unit, purpose, format;
    Instant asked_at{};
    std::int64_t rows = 0, column_count = 0, sensitive_count = 0;
    std::vector<ConditionView> filter;
    std::optional<std::string> decided_by, decision;
    std::optional<Instant> decided_at, until, made_at;
    bool may_decide = false, may_make = false, may_renew = false;
};
const fields::Table& fields_of(const ExportView*);
ExportView view_of(const Export& what, const auth::Actor& actor, Instant now);

struct ExportsAnswer {
    std::vector<ExportView> items;
    std::int64_t total, page, size;
};
const fields::Table& fields_of(const ExportsAnswer*);

struct RowView {
    std::vector<std::string> cells;
};
const fields::Table& fields_of(const RowView*);
struct DetailAnswer {
    ExportView item;
    std::vector<ColumnView> columns;
    std::vector<RowView> rows;
    std::int64_t total = 0, gone = 0, withheld = 0, page = 1, size = 0;
    std::optional<std::string> content_hash, obstacle;
};
const fields::Table& fields_of(const DetailAnswer*);

} // namespace exporting
