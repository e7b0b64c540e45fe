#include "base/json.h"
#include "ledger/table.h"

#include <gtest/gtest.h>

namespace {

using ledger::ColumnKind;

const ledger::Table table{"thing",
                          {{"name"},
                           {"zeal"},
                           {"amount"},
                           {"bare"},
                           {"secret", ColumnKind::encrypted},
                           {"hidden", ColumnKind::encrypted},
                           {"added", ColumnKind::plain, true},
                           {"sealed", ColumnKind::encrypted, true}}};

crypto::Hash by_definition(crypto::Suite suite, json::Object row)
{
    return crypto::Hasher(suite)
        .add("bole-row/1")
        .add_byte(0)
        .add(json::canonical(json::Object{{"key", "7"}, {"row", std::move(row)}, {"table", "thing"}}))
        .finish();
}

// docs/formats/ledger.md: the row as JCS.
TEST(RowDigest, IsOfTheRowAsDefined)
{
    for (auto suite : {crypto::Suite::sm, crypto::Suite::intl}) {
        crypto::Hash mac{};
        mac[0] = 0xAB;
        const std::string name = "乌云\"\\\n\x01其木格";
        EXPECT_EQ(ledger::row_digest(
                      suite, table, 7, 3,
                      {{"name", db::Value(name)}, {"amount", std::int64_t{1} << 53}, {"zeal", Bytes{0, 255}}, {"added", std::int64_t{-5}}},
                      {{"secret", mac}, {"hidden", std::nullopt}}),
                  by_definition(suite, json::Object{{"id", 7},
                                                    {"version", 3},
                                                    {"name", name},
                                                    {"amount", "9007199254740992"},
                                                    {"zeal", json::Object{{"hex", "00ff"}}},
                                                    {"added", -5},
                                                    {"bare", nullptr},
                                                    {"hidden", nullptr},
                                                    {"secret", json::Object{{"mac", crypto::to_hex(mac)}}}}));
        EXPECT_EQ(ledger::row_digest(suite, table, 7, 1, {{"amount", (std::int64_t{1} << 53) - 1}}, {{"sealed", mac}}),
                  by_definition(suite, json::Object{{"id", 7},
                                                    {"version", 1},
                                                    {"name", nullptr},
                                                    {"amount", (std::int64_t{1} << 53) - 1},
                                                    {"zeal", nullptr},
                                                    {"bare", nullptr},
                                                    {"hidden", nullptr},
                                                    {"secret", nullptr},
                                                    {"sealed", json::Object{{"mac", crypto::to_hex(mac)}}}}));
    }
}

} // namespace
