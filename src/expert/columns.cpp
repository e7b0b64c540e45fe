#include "expert/columns.h"

#include "catalog/pinyin.h"

namespace expert {

namespace {

// An encrypted column; beside it often the hash that finds equal values.
ledger::Cell secret_cell(const std::optional<crypto::Secret>& value)
{
    return value ? ledger::Cell(*value) : ledger::Cell(db::Value(nullptr));
}

db::Value hash_value(const crypto::Keyring& keys, std::string_view kind, const std::optional<crypto::Secret>& value)
{
    return value ? db::Value(crypto::bytes_of(keys.lookup_hash(kind, *value))) : db::Value(nullptr);
}

} // namespace

db::Value text_value(const std::string& text)
{
    return text.empty() ? db::Value(nullptr) : db::Value(text);
}

db::Value day_value(const std::optional<Day>& day)
{
    return day ? db::Value(to_text(*day)) : db::Value(nullptr);
}

std::optional<Bytes> other_hash(const crypto::Keyring& keys, const Relation& relation)
{
    return relation.other_citizen_id ? crypto::bytes_of(keys.lookup_hash("citizen_id", *relation.other_citizen_id)) : relation.other_hash;
}

ledger::Record identity_columns(const crypto::Keyring& keys, const NewExpert& expert)
{
    return {{"name", db::Value(expert.name)},
            {"name_mongolian", text_value(expert.name_mongolian)},
            {"pinyin", db::Value(expert.pinyin.empty() ? catalog::person_pinyin(expert.name).key : expert.pinyin)},
            {"sex", text_value(expert.sex)},
            {"ethnic", text_value(expert.ethnic)},
            {"birth_day", day_value(expert.birth_day)},
            {"citizen_id", secret_cell(expert.citizen_id)},
            {"citizen_id_hash", hash_value(keys, "citizen_id", expert.citizen_id)},
            {"passport", secret_cell(expert.passport)},
            {"passport_hash", hash_value(keys, "citizen_id", expert.passport)},
            {"phone", secret_cell(expert.phone)},
            {"phone_hash", hash_value(keys, "phone", expert.phone)},
            {"email", secret_cell(expert.email)},
            {"bank_account", secret_cell(expert.bank_account)},
            {"title", text_value(expert.title)},
            {"degree", text_value(expert.degree)},
            {"region", text_value(expert.region)},
            {"keywords", text_value(expert.keywords)},
            {"resume", text_value(expert.resume)}};
}

ledger::Record columns_of(const crypto::Keyring&, std::int64_t expert_id, const Category& c)
{
    return {{"expert_id", expert_id},
            {"category", db::Value(c.category)},
            {"qualification", text_value(c.qualification)},
            {"verified_on", day_value(c.verified_on)},
            {"verified_by", text_value(c.verified_by)}};
}

ledger::Record columns_of(const crypto::Keyring&, std::int64_t expert_id, const Post& p)
{
    return {{"expert_id", expert_id},
            {"unit_id", p.unit_id},
            {"kind", db::Value(p.kind)},
            {"duty", text_value(p.duty)},
            {"from_day", day_value(p.from)},
            {"to_day", day_value(p.to)},
            {"verified_on", day_value(p.verified_on)},
            {"verified_by", text_value(p.verified_by)}};
}

ledger::Record columns_of(const crypto::Keyring& keys, std::int64_t expert_id, const Relation& r)
{
    return {{"expert_id", expert_id},
            {"kind", db::Value(r.kind)},
            {"other_name", db::Value(r.other_name)},
            {"other_hash", db::value_of(other_hash(keys, r))},
            {"other_unit", text_value(r.other_unit)}};
}

ledger::Record columns_of(const crypto::Keyring&, std::int64_t expert_id, const Interest& i)
{
    return {{"expert_id", expert_id},         {"unit_id", i.unit_id},          {"kind", db::Value(i.kind)},
            {"share", db::value_of(i.share)}, {"from_day", day_value(i.from)}, {"to_day", day_value(i.to)}};
}

ledger::Record columns_of(const crypto::Keyring&, std::int64_t expert_id, const Absence& a)
{
    return {{"expert_id", expert_id}, {"from_day", db::Value(to_text(a.from))}, {"to_day", day_value(a.to)}};
}

ledger::Record columns_of(const crypto::Keyring&, std::int64_t expert_id, const Achievement& a)
{
    return {{"expert_id", expert_id},     {"kind", db::Value(a.kind)},     {"name", db::Value(a.name)}, {"detail", text_value(a.detail)},
            {"role", text_value(a.role)}, {"from_day", day_value(a.from)}, {"to_day", day_value(a.to)}};
}

ledger::Record columns_of(std::int64_t expert_id, const Sanction& s)
{
    return {{"expert_id", expert_id},
            {"kind", db::Value(s.kind)},
            {"from_day", db::Value(to_text(s.from))},
            {"to_day", day_value(s.to)},
            {"document", db::Value(s.document)}};
}

} // namespace expert
