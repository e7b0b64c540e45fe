#pragma once

#include "auth/route.h"
#include "ruling/decision.h"

// What the routes of every kind of order have alike: its course as it is told, and the three steps that decide it.
namespace ruling {

// A view whose fields are those of a course, then its own.
template <class View>
fields::Table table_with_course(std::initializer_list<fields::Field> own)
{
    using fields::field;
    fields::Table table{
        field<&View::id>("id"),
        field<&View::version>("version"),
        field<&View::from>("from", {.label = "施行日期"}),
        field<&View::document>("document", {.label = "依据文件"}),
        field<&View::state>("state", {.label = "状态", .choices = {"proposed", "approved", "refused", "withdrawn"}}),
        field<&View::proposed_by>("proposed_by", {.label = "提出人"}),
        field<&View::own>("own", {.note = "由您提出"}),
        field<&View::proposed_at>("proposed_at", {.label = "提出时间"}),
        field<&View::decided_by>("decided_by", {.label = "批准、退回或撤回的人"}),
        field<&View::decided_at>("decided_at"),
        field<&View::reason>("reason", {.label = "退回的理由"}),
    };
    table.fields.insert(table.fields.end(), own);
    return table;
}

// A view of the order for this account, its own fields empty.
template <class View>
View view_of_course(const Course& course, std::int64_t account_id)
{
    View view;
    view.id = course.public_id;
    view.version = course.version;
    view.from = course.from;
    view.document = course.document;
    view.state = course.state;
    view.proposed_by = course.proposed_by;
    view.own = course.proposed_by_id == account_id;
    view.proposed_at = course.proposed_at;
    view.decided_by = course.decided_by;
    view.decided_at = course.decided_at;
    view.reason = course.reason;
    return view;
}

struct VersionForm {
    std::int64_t version = 0;
};
inline const fields::Table& fields_of(const VersionForm*)
{
    static const fields::Table table{fields::field<&VersionForm::version>("version", {.required = true})};
    return table;
}

struct RefusalForm {
    std::int64_t version = 0;
    std::string reason;
};
inline const fields::Table& fields_of(const RefusalForm*)
{
    static const fields::Table table{
        fields::field<&RefusalForm::version>("version", {.required = true}),
        fields::field<&RefusalForm::reason>("reason", {.label = "退回的理由", .required = true, .min = 2, .max = 500, .multiline = true}),
    };
    return table;
}

// The steps at an order that `find` finds by {id}; `tell` answers with what it has become, read within the act.
template <auto find, auto tell>
struct Steps {
    static Result<http::Response> approve(auth::Context& c)
    {
        auto form = c.body<VersionForm>();
        return form ? take(c, Step::approve, form->version, "") : form.error();
    }
    static Result<http::Response> withdraw(auth::Context& c)
    {
        auto form = c.body<VersionForm>();
        return form ? take(c, Step::withdraw, form->version, "") : form.error();
    }
    static Result<http::Response> refuse(auth::Context& c)
    {
        auto form = c.body<RefusalForm>();
        return form ? take(c, Step::refuse, form->version, form->reason) : form.error();
    }

private:
    static Result<http::Response> take(auth::Context& c, Step step, std::int64_t version, const std::string& reason)
    {
        auto act = c.act();
        auto order = find(act.connection(), c.parameter("id"));
        if (!order) return auth::not_found(decltype(order)::value_type::called);
        auto done = decide(act, *order, order->matter(), step, version, c.actor.account_id, reason, c.today);
        if (!done) return done.error();
        act.flush();
        auto answer = tell(c, act.connection(), order->public_id);
        act.commit();
        return answer;
    }
};

} // namespace ruling
