#include "ledger/tree.h"

#include <gtest/gtest.h>

namespace {

using crypto::Hash;
using crypto::Suite;

std::vector<Hash> leaves_of(Suite suite, std::size_t count)
{
    std::vector<Hash> leaves;
    for (std::size_t i = 0; i < count; ++i) leaves.push_back(ledger::leaf_hash(suite, "", std::string(i, 'x')));
    return leaves;
}

// The definition of RFC 9162, 2.1.1, read aloud.
Hash plain_root(Suite suite, const std::vector<Hash>& leaves)
{
    if (leaves.empty()) return crypto::hash_of(suite, "");
    if (leaves.size() == 1) return leaves[0];
    std::size_t left = 1;
    while (left * 2 < leaves.size()) left *= 2;
    return ledger::node_hash(suite, plain_root(suite, {leaves.begin(), leaves.begin() + left}),
                             plain_root(suite, {leaves.begin() + left, leaves.end()}));
}

TEST(Tree, GivesTheKnownRootsOfCertificateTransparency)
{
    // The test data of the reference implementation of RFC 6962.
    std::vector<Hash> leaves;
    for (std::string_view hex : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"})
        leaves.push_back(ledger::leaf_hash(Suite::intl, "", text_of(from_hex(hex).value())));
    EXPECT_EQ(crypto::to_hex(ledger::tree_root(Suite::intl, {})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(crypto::to_hex(leaves[0]), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    EXPECT_EQ(crypto::to_hex(ledger::tree_root(Suite::intl, leaves)), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

TEST(Tree, HasTheSameRootByAppendingAndByDefinition)
{
    for (Suite suite : {Suite::sm, Suite::intl}) {
        ledger::Frontier frontier(suite);
        for (std::size_t size = 0; size <= 40; ++size) {
            auto leaves = leaves_of(suite, size);
            EXPECT_EQ(ledger::tree_root(suite, leaves), plain_root(suite, leaves));
            EXPECT_EQ(frontier.root(), plain_root(suite, leaves));
            ledger::Frontier restored(suite, frontier.size(), frontier.peaks());
            EXPECT_EQ(restored.root(), frontier.root());
            frontier.append(leaves_of(suite, size + 1).back());
        }
    }
}

TEST(Tree, ProvesInclusionAndNothingElse)
{
    const Suite suite = Suite::intl;
    for (std::size_t size = 1; size <= 20; ++size) {
        auto leaves = leaves_of(suite, size);
        Hash root = ledger::tree_root(suite, leaves);
        for (std::size_t index = 0; index < size; ++index) {
            auto proof = ledger::inclusion_proof(suite, leaves, index);
            EXPECT_TRUE(ledger::is_included(suite, leaves[index], index, size, proof, root));
            for (std::size_t other = 0; other < size + 2; ++other) {
                if (other == index) continue;
                EXPECT_FALSE(ledger::is_included(suite, leaves[index], other, size, proof, root));
                EXPECT_FALSE(other < size && ledger::is_included(suite, leaves[other], index, size, proof, root));
            }
            for (auto& step : proof) {
                step[5] ^= 1;
                EXPECT_FALSE(ledger::is_included(suite, leaves[index], index, size, proof, root));
                step[5] ^= 1;
            }
            auto longer = proof;
            longer.push_back(root);
            EXPECT_FALSE(ledger::is_included(suite, leaves[index], index, size, longer, root));
            if (!proof.empty()) {
                proof.pop_back();
                EXPECT_FALSE(ledger::is_included(suite, leaves[index], index, size, proof, root));
            }
        }
        EXPECT_FALSE(ledger::is_included(suite, leaves[0], -1, size, {}, root));
    }
}

TEST(Tree, ProvesThatOneTreeBeginsAnother)
{
    const Suite suite = Suite::sm;
    for (std::size_t size = 1; size <= 20; ++size) {
        auto leaves = leaves_of(suite, size);
        Hash root = ledger::tree_root(suite, leaves);
        EXPECT_TRUE(ledger::is_consistent(suite, 0, crypto::hash_of(suite, ""), size, root, {}));
        for (std::size_t old_size = 1; old_size <= size; ++old_size) {
            Hash old_root = ledger::tree_root(suite, {leaves.begin(), leaves.begin() + old_size});
            auto proof = ledger::consistency_proof(suite, leaves, old_size);
            EXPECT_TRUE(ledger::is_consistent(suite, old_size, old_root, size, root, proof)) << old_size << " of " << size;
            Hash forged = old_root;
            forged[0] ^= 1;
            EXPECT_FALSE(ledger::is_consistent(suite, old_size, forged, size, root, proof));
            EXPECT_FALSE(ledger::is_consistent(suite, old_size, old_root, size, forged, proof));
            EXPECT_FALSE(ledger::is_consistent(suite, old_size + 1, old_root, size, root, proof));
            for (auto& step : proof) {
                step[31] ^= 1;
                EXPECT_FALSE(ledger::is_consistent(suite, old_size, old_root, size, root, proof));
                step[31] ^= 1;
            }
            proof.push_back(root);
            EXPECT_FALSE(ledger::is_consistent(suite, old_size, old_root, size, root, proof));
        }
    }
}

} // namespace
