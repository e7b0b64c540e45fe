#pragma once

#include "own_record/own.h"

// A copy of the own record to take away (Personal Information Protection Law 45), every value whole.
namespace own_record {

// Everything held of one record.
struct Copy {
    const expert::Record& record;
    std::vector<expert::Provenance> provenance;
    std::vector<expert::Sanction> sanctions;
    std::vector<Research> research;
    std::vector<Attachment> attachments;
    std::map<std::int64_t, std::string> units; // paths by id
    Instant at{};
};

// docs/formats/own-record.md
json::Object json_of(const Copy& copy);
// The same on paper.
std::string pdf_of(const Copy& copy, const expert::RecordState& state);

} // namespace own_record
