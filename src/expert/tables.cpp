#include "expert/expert.h"

namespace expert {

using enum ledger::ColumnKind;
using ledger::Table;

const Table import_batch_table{
    "import_batch", {{"public_id"}, {"at"}, {"file_name"}, {"document"}, {"verified_on"}, {"verified_by"}, {"rows"}, {"file_hash"}}};

const Table expert_table{"expert",
                         {{"public_id"},
                          {"number"},
                          {"name"},
                          {"name_mongolian"},
                          {"pinyin"},
                          {"sex"},
                          {"ethnic"},
                          {"birth_day"},
                          {"citizen_id", encrypted},
                          {"citizen_id_hash"},
                          {"phone", encrypted},
                          {"phone_hash"},
                          {"email", encrypted},
                          {"bank_account", encrypted},
                          {"title"},
                          {"degree"},
                          {"region"},
                          {"keywords"},
                          {"status"},
                          {"status_since"},
                          {"entered_on"},
                          {"confirmed_on"},
                          {"batch_id"},
                          {"passport", encrypted, true},
                          {"passport_hash", plain, true},
                          {"resume", plain, true}}};

const Table expert_category_table{"expert_category", {{"expert_id"}, {"category"}, {"qualification"}, {"verified_on"}, {"verified_by"}}};
const Table expert_discipline_table{"expert_discipline", {{"expert_id"}, {"code"}, {"place"}}};
const Table expert_industry_table{"expert_industry", {{"expert_id"}, {"code"}, {"place"}}};
const Table expert_language_table{"expert_language", {{"expert_id"}, {"code"}, {"place"}}};
const Table expert_willingness_table{"expert_willingness", {{"expert_id"}, {"code"}, {"place"}}};
const Table expert_absence_table{"expert_absence", {{"expert_id"}, {"from_day"}, {"to_day"}}};
const Table achievement_table{"achievement", {{"expert_id"}, {"kind"}, {"name"}, {"detail"}, {"role"}, {"from_day"}, {"to_day"}}};
const Table post_table{"post",
                       {{"expert_id"}, {"unit_id"}, {"kind"}, {"duty"}, {"from_day"}, {"to_day"}, {"verified_on"}, {"verified_by"}}};
const Table research_project_table{"research_project",
                                   {{"code"}, {"name"}, {"from_day"}, {"planned_end"}, {"closed_on"}, {"level", plain, true}}};
const Table research_participant_table{"research_participant", {{"project_id"}, {"person_hash"}, {"role"}}};
const Table relation_table{"relation", {{"expert_id"}, {"kind"}, {"other_name"}, {"other_hash"}, {"other_unit"}}};
const Table interest_table{"interest", {{"expert_id"}, {"unit_id"}, {"kind"}, {"share"}, {"from_day"}, {"to_day"}}};
const Table sanction_table{"sanction", {{"expert_id"}, {"kind"}, {"from_day"}, {"to_day"}, {"document"}}};
const Table expert_version_table{"expert_version",
                                 {{"expert_id"},
                                  {"number"},
                                  {"state", encrypted},
                                  {"fields"},
                                  {"at"},
                                  {"account_id"},
                                  {"document"},
                                  {"verified_on"},
                                  {"verified_by"},
                                  {"seq"}}};
const Table expert_merge_table{"expert_merge",
                               {{"absorbed_id"}, {"survivor_id"}, {"at"}, {"account_id"}, {"document"}, {"reason"}, {"seq"}}};
const Table expert_merge_number_table{"expert_merge_number", {{"merge_id"}, {"hash"}}};

} // namespace expert
