#pragma once

#include "base/fields.h"
#include "intake/fault.h"
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
    std::vector<std::string> allowed_actions;
};
const fields::Table& fields_of(const Detail*);

struct ErrorView {
    std::string sheet, title, value, reason, change;
    std::int64_t row = 0;
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

// The order to write a file that has no faults.
struct Order {
    std::string document;
    std::optional<Day> verified_on;
    std::string verified_by;
};
const fields::Table& fields_of(const Order*);

} // namespace intake
