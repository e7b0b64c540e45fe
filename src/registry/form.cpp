#include "registry/form.h"

#include "base/text.h"
#include "catalog/catalog.h"
#include "registry/credit_code.h"
#include "registry/messages.h"
#include "registry/store.h"
#include "units/find.h"

#include <algorithm>

namespace registry {

using fields::field;
using fields::Table;

namespace {

class Reader {
public:
    Reader(db::Connection& connection, const UnitForm& form, std::optional<std::int64_t> parent, const Unit* before, Day today)
        : connection_(connection), form_(form), parent_(parent), before_(before), today_(today)
    {
    }

    Result<Facts> read()
    {
        read_name();
        if (parent_)
            check_part();
        else
            read_entity();
        facts_.region = code_in(catalog::regions(), "region", form_.region, messages::region_unknown);
        facts_.source = trimmed_text(form_.source);
        read_verification();
        read_aliases();
        if (faults_.empty()) return facts_;
        return Error{ErrorKind::invalid, faults_.front().code, faults_.front().message, std::move(faults_)};
    }

private:
    db::Connection& connection_;
    const UnitForm& form_;
    std::optional<std::int64_t> parent_;
    const Unit* before_;
    Day today_;
    Facts facts_;
    std::vector<FieldError> faults_;

    std::int64_t own() const { return before_ ? before_->id : 0; }
    void fault(std::string path, const Error& error) { faults_.push_back({std::move(path), error.code, error.message}); }
    void fault(std::string path, const Message& message, std::initializer_list<std::string> arguments = {})
    {
        fault(std::move(path), refuse(ErrorKind::invalid, message, arguments));
    }
    static std::string trimmed_text(const std::optional<std::string>& text) { return text ? std::string(trimmed(*text)) : ""; }
    static bool given(const std::optional<std::string>& text) { return !trimmed_text(text).empty(); }

    std::optional<std::string> code_in(const catalog::Table& table, const std::string& path, const std::optional<std::string>& code,
                                       const Message& unknown)
    {
        if (!given(code)) return std::nullopt;
        if (!table.find(*code)) fault(path, unknown);
        return code;
    }

    void read_name()
    {
        facts_.name = std::string(trimmed(form_.name));
        if (before_ && before_->facts.name == facts_.name) return;
        if (facts_.name.find('/') != std::string::npos) fault("name", messages::name_slash);
        if (name_is_taken(connection_, parent_, facts_.name, own()))
            fault("name", messages::name_taken, {parent_ ? "这个上级单位之下" : "法人单位中", facts_.name});
    }

    void check_part()
    {
        if (given(form_.code)) fault("code", messages::code_below);
        if (given(form_.kind)) fault("kind", messages::entity_only, {"单位类型"});
        if (given(form_.department)) fault("department", messages::entity_only, {"归口管理部门"});
        if (form_.listed_from || form_.listed_to) fault("listed_from", messages::entity_only, {"上市日期"});
        if (!form_.attributes.empty()) fault("attributes", messages::entity_only, {"单位属性"});
    }

    void read_entity()
    {
        if (given(form_.code)) {
            auto code = read_credit_code(*form_.code);
            if (!code)
                fault("code", code.error());
            else if (auto holder = holder_of(connection_, *code, own()))
                fault("code", messages::code_taken, {*holder});
            else
                facts_.code = *code;
        }
        facts_.kind = code_in(catalog::unit_kinds(), "kind", form_.kind, messages::kind_unknown);
        if (!facts_.kind && !(before_ && !before_->facts.kind)) fault("kind", messages::kind_needed);
        read_department();
        facts_.listed_from = form_.listed_from;
        facts_.listed_to = form_.listed_to;
        in_order(form_.listed_from, form_.listed_to, "listed_to", "退市日期", "上市日期");
        for (std::size_t i = 0; i < form_.attributes.size(); ++i) {
            const auto& a = form_.attributes[i];
            std::string path = "attributes[" + std::to_string(i) + "]";
            if (!catalog::unit_attributes().find(a.kind)) fault(path + ".kind", messages::attribute_unknown);
            in_order(a.from, a.to, path + ".to", "止", "起");
            facts_.attributes.push_back({a.kind, a.from, a.to});
        }
    }

    void read_department()
    {
        if (!given(form_.department)) {
            bool stands = before_ && !before_->facts.department_id;
            if (facts_.kind != "government" && !stands) fault("department", messages::department_needed);
            return;
        }
        auto ids = units::ids_of(connection_, {*form_.department});
        if (ids.empty()) return fault("department", messages::unit_unknown);
        facts_.department_id = ids.begin()->second;
        if (before_ && is_above(connection_, before_->id, *facts_.department_id)) fault("department", messages::department_itself);
    }

    void in_order(std::optional<Day> from, std::optional<Day> to, const std::string& path, const std::string& last,
                  const std::string& first)
    {
        if (from && to && *to < *from) fault(path, messages::days_crossed, {last, first});
    }

    void read_verification()
    {
        facts_.verified_on = form_.verified_on;
        facts_.verified_by = trimmed_text(form_.verified_by);
        if (facts_.verified_on.has_value() == facts_.verified_by.empty())
            fault(facts_.verified_on ? "verified_by" : "verified_on", messages::verified_both);
        if (facts_.verified_on && *facts_.verified_on > today_) fault("verified_on", messages::verified_to_come);
    }

    // The own name, and what is written twice, are dropped: they say nothing.
    void read_aliases()
    {
        for (const auto& typed : form_.aliases) {
            std::string alias(trimmed(typed));
            bool twice = std::find(facts_.aliases.begin(), facts_.aliases.end(), alias) != facts_.aliases.end();
            if (!alias.empty() && alias != facts_.name && !twice) facts_.aliases.push_back(std::move(alias));
        }
        if (before_) keep_former_name(facts_, before_->facts.name);
    }
};

} // namespace

Result<Facts> read_facts(db::Connection& connection, const UnitForm& form, std::optional<std::int64_t> parent, const Unit* before,
                         Day today)
{
    return Reader(connection, form, parent, before, today).read();
}

const Table& fields_of(const AttributeForm*)
{
    static const Table table{
        field<&AttributeForm::kind>("kind", {.label = "单位属性", .required = true, .max = 40}),
        field<&AttributeForm::from>("from", {.label = "起"}),
        field<&AttributeForm::to>("to", {.label = "止"}),
    };
    return table;
}

const Table& fields_of(const UnitForm*)
{
    static const Table table{
        field<&UnitForm::name>("name", {.label = "名称", .required = true, .max = 100}),
        field<&UnitForm::code>("code", {.label = "统一社会信用代码", .max = 40}),
        field<&UnitForm::kind>("kind", {.label = "单位类型", .max = 40}),
        field<&UnitForm::region>("region", {.label = "所在地区", .max = 12}),
        field<&UnitForm::department>("department", {.label = "归口管理部门", .max = 40, .note = "其 id"}),
        field<&UnitForm::listed_from>("listed_from", {.label = "上市日期"}),
        field<&UnitForm::listed_to>("listed_to", {.label = "退市日期"}),
        field<&UnitForm::source>("source", {.label = "来源", .max = 200}),
        field<&UnitForm::verified_on>("verified_on", {.label = "核验日期"}),
        field<&UnitForm::verified_by>("verified_by", {.label = "核验人", .max = 60}),
        field<&UnitForm::aliases>("aliases", {.label = "曾用名和别名", .max = 50}),
        field<&UnitForm::attributes>("attributes", {.label = "单位属性", .max = 50}),
    };
    return table;
}

} // namespace registry
