#pragma once

#include "auth/route.h"
#include "db/db.h"

namespace expert {

// A WHERE clause that grows, with its values.
class Where {
public:
    Where& add(const std::string& condition)
    {
        text_ += (text_.empty() ? " WHERE " : " AND ") + condition;
        return *this;
    }
    // The placeholder of a new value.
    std::string value(db::Value value)
    {
        values_.push_back(std::move(value));
        return "$" + std::to_string(values_.size());
    }
    const std::string& text() const { return text_; }
    const db::Values& values() const { return values_; }

private:
    std::string text_;
    db::Values values_;
};

// The people whom the caller reaches: the library opens only to who may see all of it.
inline Where reached_by(const auth::Filter& filter)
{
    Where where;
    if (filter.scope != auth::Scope::all) where.add("1 = 0");
    return where;
}

} // namespace expert
