#pragma once

#include "intake/store.h"
#include "intake/views.h"

// What the routes of imports share: finding one within the caller's scope, and answering with how it stands.
namespace intake {

// What answers with values of a file show of people.
inline constexpr std::string_view masked_values = "身份证号、手机、邮箱、银行卡号（掩码），姓名";

// The upload of {id} within the caller's scope; conflict when it is applied already.
Result<Upload> upload_of(auth::Context& c, db::Connection& connection);
// Pairs that are counted but not kept cannot be decided.
std::int64_t beyond_kept(const Upload& upload);
// The import as a page shows it; not found outside the caller's scope.
Result<http::Response> answer_with(auth::Context& c, const std::string& id, int status = 200);

} // namespace intake
