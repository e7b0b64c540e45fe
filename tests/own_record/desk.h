#pragma once

#include "amendment/record_desk.h"
#include "auth/account.h"

namespace support {

// The record desk, and the expert whose record `id` is.
class OwnDesk : public RecordDesk {
protected:
    Browser wuyun{library};

    void SetUp() override
    {
        RecordDesk::SetUp();
        tie("wuyun", id);
        wuyun.sign_in("wuyun");
    }

    // An account of the expert's own.
    void tie(const std::string& login, const std::string& expert)
    {
        std::int64_t account = library.add_account(login, "expert");
        auto act = library.act();
        (void)*act.update(auth::account_table, account, {{"expert_id", row_of(expert)}});
        act.append({"test.tied/1", "", "", {}});
        act.commit();
    }
    std::int64_t row_of(const std::string& expert) { return number("SELECT id FROM expert WHERE public_id = '" + expert + "'"); }
    json::Object own(const std::string& path = "")
    {
        auto response = wuyun.get("/api/v1/account/record" + path);
        EXPECT_EQ(response.status, 200) << response.body;
        return body_of(response).object();
    }
    http::Response take(const std::string& form, const std::string& password = test_password)
    {
        return wuyun.post("/api/v1/account/record/take-away", json::Object{{"form", form}, {"current", password}});
    }
};

} // namespace support
