#pragma once

#include "activity/office.h"

#include <gtest/gtest.h>

// What tests of activities share: an office on either engine whose library is sound at the end.
namespace support {

class Activities : public testing::TestWithParam<db::Engine> {
protected:
    support::Office office{GetParam()};
    support::TestLibrary& library = office.library;
    Browser& op = office.op;
    Browser& ap = office.ap;

    ~Activities() override { EXPECT_EQ(library.check(), ""); }

    std::int64_t rows(const std::string& table)
    {
        auto snapshot = library.platform().database.read();
        return *snapshot->connection().one("SELECT count(*) FROM " + table, {}, [](const db::Row& row) { return row.integer(0); });
    }

    // The paths at fault with their codes, "path code; …".
    static std::string faults(const http::Response& response)
    {
        std::string list;
        auto body = body_of(response);
        for (const auto& field : body.object().at("error").object().at("fields").array())
            list += (list.empty() ? "" : "; ") + field.object().at("path").text() + " " + field.object().at("code").text();
        return list;
    }
};

} // namespace support
