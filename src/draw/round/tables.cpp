#include "draw/draw.h"

namespace draw {

using enum ledger::ColumnKind;

const ledger::Table round_table{"draw_round",
                                {{"public_id"},
                                 {"number"},
                                 {"activity_id"},
                                 {"round"},
                                 {"status"},
                                 {"plan"},
                                 {"seal"},
                                 {"seal_hash"},
                                 {"pool_size"},
                                 {"draw_key", encrypted},
                                 {"server_secret", encrypted},
                                 {"sealed_at"},
                                 {"operator_id"},
                                 {"supervisor_id"},
                                 {"deadline"},
                                 {"operator_commitment"},
                                 {"operator_committed_at"},
                                 {"supervisor_commitment"},
                                 {"supervisor_committed_at"},
                                 {"operator_value"},
                                 {"operator_revealed_at"},
                                 {"supervisor_value"},
                                 {"supervisor_revealed_at"},
                                 {"seed"},
                                 {"result"},
                                 {"result_hash"},
                                 {"signature"},
                                 {"drawn_at"},
                                 {"drawn_experts", encrypted},
                                 {"operator_confirmed_at"},
                                 {"supervisor_confirmed_at"},
                                 {"void_cause"},
                                 {"void_role"},
                                 {"void_text"},
                                 {"voided_at"}}};
const ledger::Table leaves_table{"draw_leaves", {{"round_id"}, {"side"}, {"leaves"}, {"experts", encrypted}}};
const ledger::Table proposal_table{"draw_proposal",
                                   {{"activity_id"},
                                    {"round"},
                                    {"kind"},
                                    {"reason"},
                                    {"proposed_by"},
                                    {"proposed_at"},
                                    {"agree"},
                                    {"answer"},
                                    {"answered_by"},
                                    {"answered_at"}}};
const ledger::Table beacon_table{"draw_beacon", {{"round_id"}, {"part"}, {"value"}, {"typed_at"}}};

} // namespace draw
