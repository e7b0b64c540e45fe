#include "activity/activity.h"

namespace activity {

using enum ledger::ColumnKind;
using ledger::Table;

const Table activity_table{"activity",
                           {{"public_id"},
                            {"number"},
                            {"name"},
                            {"kind"},
                            {"status"},
                            {"held"},
                            {"using_unit_id"},
                            {"from_day"},
                            {"to_day"},
                            {"place"},
                            {"operator_id"},
                            {"supervisor_id"}}};
const Table project_table{"activity_project",
                          {{"public_id"},
                           {"activity_id"},
                           {"place"},
                           {"number"},
                           {"name"},
                           {"applicant_id"},
                           {"lead_name"},
                           {"lead_citizen_id", encrypted},
                           {"lead_hash"},
                           {"lead_unit_id"}}};
const Table partner_table{"activity_partner", {{"project_id"}, {"unit_id"}}};
const Table member_table{"activity_member",
                         {{"public_id"}, {"project_id"}, {"place"}, {"name"}, {"citizen_id", encrypted}, {"person_hash"}}};
const Table avoidance_table{"activity_avoidance", {{"project_id"}, {"place"}, {"name"}, {"unit_name"}, {"reason"}}};

} // namespace activity
