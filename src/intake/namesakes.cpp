#include "intake/namesakes.h"

#include "intake/alike.h"
#include "intake/columns.h"
#include "intake/messages.h"

#include <algorithm>

namespace intake {

namespace {

std::string name_in(const catalog::Table& table, const std::string& code)
{
    const auto* entry = table.find(code);
    return entry ? entry->name : "";
}

std::string list_of(const catalog::Table& table, const std::vector<std::string>& codes)
{
    std::string text;
    for (const auto& code : codes) text += (text.empty() ? "" : "；") + name_in(table, code);
    return text;
}

class Comparison {
public:
    Comparison(const Reading& reading, Matched& matched, db::Connection& connection, const crypto::Keyring& keys, Faults& faults)
        : draft_(reading.draft), matched_(matched), connection_(connection), keys_(keys), faults_(faults)
    {
    }

    Namesakes run()
    {
        find_people();
        find_known();
        auto alikes = find_alike(rows_, known_);
        Namesakes found;
        found.total = static_cast<std::int64_t>(alikes.size());
        std::vector<std::string> pairs;
        for (const auto& alike : alikes) pairs.push_back(name_of_pair(alike));
        auto decisions = decisions_of(connection_, pairs);
        for (std::size_t i = 0; i < alikes.size(); ++i) {
            auto decided = decisions.find(pairs[i]);
            bool open = decided == decisions.end();
            found.undecided += open;
            if (!open && decided->second) refuse_same(alikes[i]);
            if (found.pairs.size() == most_pairs) continue;
            found.pairs.push_back(shown_pair(alikes[i], pairs[i]));
            if (!open) found.pairs.back().same = decided->second;
        }
        return found;
    }

private:
    const Draft& draft_;
    Matched& matched_;
    db::Connection& connection_;
    const crypto::Keyring& keys_;
    Faults& faults_;
    std::vector<std::size_t> at_; // the row of each of rows_ among the experts
    std::vector<Someone> rows_, known_;
    std::vector<expert::Namesake> records_; // of known_

    std::size_t entity_of(std::size_t node) const
    {
        const auto& nodes = matched_.units.nodes();
        while (nodes[node].above) node = *nodes[node].above;
        return node;
    }

    void find_people()
    {
        for (std::size_t i = 0; i < draft_.experts.size(); ++i) {
            const auto& e = draft_.experts[i].expert;
            if (draft_.experts[i].number.empty() || e.name.empty()) continue; // told already
            Someone one{crypto::to_hex(keys_.lookup_hash("citizen_id", draft_.experts[i].number)), e.name, e.birth_day, {}};
            if (i < matched_.posts.size())
                for (std::size_t k : matched_.posts[i])
                    if (auto node = matched_.post_units[k]) one.entities.insert(entity_of(*node));
            rows_.push_back(std::move(one));
            at_.push_back(i);
        }
    }

    void find_known()
    {
        std::set<std::string> names;
        for (const auto& row : rows_) names.insert(row.name);
        records_ = expert::find_namesakes(connection_, {names.begin(), names.end()});
        std::map<std::int64_t, std::size_t> nodes;
        for (std::size_t i = 0; i < matched_.units.nodes().size(); ++i)
            if (auto id = matched_.units.nodes()[i].id) nodes[*id] = i;
        for (const auto& record : records_) {
            Someone one{key_of(record), record.name, record.birth_day, {}};
            for (auto id : record.unit_ids) one.entities.insert(entity_of(nodes.at(id)));
            known_.push_back(std::move(one));
        }
    }

    std::string name_of_pair(const Alike& alike) const
    {
        return pair_of(keys_.suite(), rows_[alike.row].key, alike.known ? known_[alike.other].key : rows_[alike.other].key);
    }

    const ExpertRow& row_of(std::size_t place) const { return draft_.experts[at_[place]]; }
    std::string where(std::size_t place) const { return faults_.where(expert_sheet().name, row_of(place).row); }

    // One person with two numbers: one of them is wrong, and nobody but a person can tell which.
    void refuse_same(const Alike& alike)
    {
        auto fault = [&](std::size_t place, const std::string& other, bool numbered) {
            const auto& row = row_of(place);
            faults_.add(expert_sheet().name, row.row, "身份证号", shown(Mask::citizen_id, row.number.reveal()),
                        refuse(ErrorKind::invalid, numbered ? messages::same_person_numbers : messages::same_person_no_number, {other}));
        };
        if (alike.known) {
            const auto& record = records_[alike.other];
            fault(alike.row, "库中的 " + record.number, record.citizen_id_hash.has_value());
        } else {
            fault(alike.row, where(alike.other), true);
            fault(alike.other, where(alike.row), true);
        }
    }

    expert::Card card_of(std::size_t place) const
    {
        const auto& row = row_of(place);
        const auto& e = row.expert;
        expert::Card card{e.name,
                          expert::mask_citizen_id(row.number.reveal()),
                          name_in(catalog::sexes(), e.sex),
                          e.birth_day ? to_text(*e.birth_day) : "",
                          e.phone ? expert::mask_phone(e.phone->reveal()) : "",
                          "",
                          name_in(catalog::titles(), e.title),
                          name_in(catalog::degrees(), e.degree),
                          name_in(catalog::regions(), e.region),
                          list_of(catalog::expert_categories(), row.categories),
                          list_of(catalog::disciplines(), e.disciplines)};
        if (at_[place] < matched_.posts.size())
            for (std::size_t k : matched_.posts[at_[place]])
                if (auto node = matched_.post_units[k]) {
                    const auto& nodes = matched_.units.nodes();
                    std::size_t entity = entity_of(*node);
                    card.units += (card.units.empty() ? "" : "；") + nodes[entity].name + (entity == *node ? "" : " " + nodes[*node].name);
                }
        return card;
    }

    Pair shown_pair(const Alike& alike, const std::string& pair) const
    {
        Pair shown;
        shown.pair = pair;
        shown.card = card_of(alike.row);
        shown.label = where(alike.row);
        shown.by_birth = alike.by_birth;
        shown.by_unit = alike.by_unit;
        shown.numbered = !alike.known || records_[alike.other].citizen_id_hash.has_value();
        if (alike.known) {
            shown.expert = records_[alike.other].public_id;
            shown.other_label = records_[alike.other].number;
        } else {
            shown.other = card_of(alike.other);
            shown.other_label = where(alike.other);
        }
        return shown;
    }
};

} // namespace

std::string key_of(const expert::Namesake& record)
{
    return record.citizen_id_hash ? to_hex(*record.citizen_id_hash) : "record:" + record.public_id;
}

std::string pair_of(crypto::Suite suite, const std::string& key, const std::string& other)
{
    auto [first, second] = std::minmax(key, other);
    return crypto::to_hex(crypto::Hasher(suite).add("bole-same-person/1").add_byte(0).add(first).add_byte(0).add(second).finish());
}

Namesakes compare_namesakes(const Reading& reading, Matched& matched, db::Connection& connection, const crypto::Keyring& keys,
                            Faults& faults)
{
    return Comparison(reading, matched, connection, keys, faults).run();
}

} // namespace intake
