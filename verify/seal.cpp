#include "seal.h"

#include "members.h"
#include "note.h"
#include "problem.h"
#include "text.h"

namespace verify {

Digest seal_hash(Suite suite, const Value& document)
{
    return labelled(suite, "bole-seal/1", jcs(document));
}

Digest result_hash(Suite suite, const Value& document)
{
    return labelled(suite, "bole-result/1", jcs(document));
}

Seal read_seal(const Value& document, const std::string& place)
{
    Members members(document, place);
    require(members.text("format") == "bole-draw/1", members.place("format") + " 应为 bole-draw/1。");
    Seal seal;
    seal.suite = members.suite("suite");
    seal.activity = members.id("activity");
    seal.origin = members.id("origin");
    require(is_origin(seal.origin), members.place("origin") + " 含空白或加号。");
    seal.round = members.integer("round", 1);
    seal.ledger_size = members.integer("ledger_size", 0);
    seal.sealed_at = members.text("sealed_at");
    require(is_time(seal.sealed_at), members.place("sealed_at") + " 不是规定写法的时间。");
    seal.key = members.digest("key");
    seal.out = members.digest("out");
    seal.plan = members.digest("plan");
    seal.pool = members.digest("pool");
    seal.server = members.digest("server");
    if (members.maybe("previous")) seal.previous = members.digest("previous");
    require(seal.previous.has_value() == (seal.round > 1), members.place("previous") + " 应恰在第 1 轮之后出现。");
    Members counts = members.object("counts");
    for (const auto& element : counts.array("eligible")) {
        seal.eligible.push_back(element.integer(counts.place("eligible")));
        require(seal.eligible.back() >= 0, counts.place("eligible") + " 不应为负。");
    }
    for (const auto& [code, count] : counts.need("excluded").object(counts.place("excluded"))) {
        seal.excluded[code] = count.integer(counts.place("excluded"));
        require(seal.excluded[code] >= 1, counts.place("excluded") + " 的人数应不小于 1。");
    }
    seal.total = counts.integer("total", 0);
    counts.end();
    members.end();
    seal.hash = seal_hash(seal.suite, document);
    return seal;
}

void Counts::add(const Entry& entry)
{
    for (std::size_t g : entry.groups) ++eligible[g];
    for (const auto& element : entry.excluded) ++excluded[element];
}

} // namespace verify
