#pragma once

#include "draw/round/round.h"

// What a round leaves behind (Art. 15(2)): 抽取记录表, public certificate, evidence file.
namespace draw::round {

// For operator and supervisor: names of the drawn are in it once there is a result.
RecordView record_of(db::Connection& connection, const Platform& platform, const activity::Activity& activity, const Round& round,
                     Part part, Instant now);

// The same as PDF, with lines to sign. Equal views give equal bytes.
std::string record_pdf(const RecordView& view);

// For anyone; of a round that has ended or has a result. Names nobody.
CertificateView certificate_of(db::Connection& connection, const Platform& platform, const Round& round);
// The same as PDF; `url` is where anyone reads it.
std::string certificate_pdf(const CertificateView& view, const std::string& url);

// docs/formats/draw.md, 2.3. An inspector's holds the entries left out and draw_key too. Refused without a result.
enum class Audience { supervisor, inspector };
Result<json::Value> evidence_of(db::Connection& connection, const Platform& platform, const Round& round, Audience audience);

} // namespace draw::round
