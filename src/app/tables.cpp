#include "app/tables.h"

#include "account/account.h"
#include "activity/activity.h"
#include "alert/alert.h"
#include "attachment/attachment.h"
#include "auth/account.h"
#include "auth/recovery.h"
#include "auth/undertaking.h"
#include "consent/consent.h"
#include "delegation/delegation.h"
#include "draw/draw.h"
#include "expert/expert.h"
#include "exporting/exporting.h"
#include "intake/intake.h"
#include "library_use/library_use.h"
#include "own_record/own_record.h"
#include "reading/reading.h"
#include "registry/registry.h"
#include "rulebook/rulebook.h"
#include "rulebook/texts.h"
#include "ruling/ruling.h"
#include "sso/sso.h"
#include "units/units.h"

namespace app {

std::span<const TableEntry> all_tables()
{
    using enum ledger::Treatment;
    static const TableEntry list[] = {
        {"schema_version", derived},
        {"ledger_head", ledger},
        {"ledger_entry", ledger},
        {"ledger_checkpoint", ledger},
        {"idempotency", transient},
        {"unit", covered, &units::unit_table},
        {"unit_alias", covered, &units::unit_alias_table},
        {"unit_attribute", covered, &units::unit_attribute_table},
        {"unit_closure", derived, nullptr, units::rebuild_closure},
        {"delegation", covered, &delegation::delegation_table},
        {"delegation_power", covered, &delegation::power_table},
        {"library_use", covered, &library_use::library_use_table},
        {"rule_order", covered, &rulebook::rule_order_table},
        {"text_order", covered, &rulebook::text_order_table},
        {"code_edition", covered, &ruling::code_edition_table},
        {"import_batch", covered, &expert::import_batch_table},
        {"expert", covered, &expert::expert_table},
        {"expert_category", covered, &expert::expert_category_table},
        {"expert_discipline", covered, &expert::expert_discipline_table},
        {"expert_industry", covered, &expert::expert_industry_table},
        {"expert_language", covered, &expert::expert_language_table},
        {"expert_willingness", covered, &expert::expert_willingness_table},
        {"expert_absence", covered, &expert::expert_absence_table},
        {"expert_consent", covered, &consent::consent_table},
        {"achievement", covered, &expert::achievement_table},
        {"post", covered, &expert::post_table},
        {"research_project", covered, &expert::research_project_table},
        {"research_participant", covered, &expert::research_participant_table},
        {"relation", covered, &expert::relation_table},
        {"interest", covered, &expert::interest_table},
        {"sanction", covered, &expert::sanction_table},
        {"attachment", covered, &attachment::attachment_table},
        {"personal_request", covered, &own_record::personal_request_table},
        {"expert_version", covered, &expert::expert_version_table},
        {"expert_merge", covered, &expert::expert_merge_table},
        {"expert_merge_number", covered, &expert::expert_merge_number_table},
        {"expert_facet", derived, nullptr, expert::rebuild_facets},
        {"activity", covered, &activity::activity_table},
        {"activity_project", covered, &activity::project_table},
        {"activity_partner", covered, &activity::partner_table},
        {"activity_member", covered, &activity::member_table},
        {"activity_avoidance", covered, &activity::avoidance_table},
        {"import_upload", transient},
        {"import_error", transient},
        {"import_mapping", transient},
        {"import_pair", transient},
        {"import_undo", covered, &intake::import_undo_table},
        {"import_undo_order", transient},
        {"same_person_decision", covered, &intake::same_person_table},
        {"job", transient},
        {"access_file", transient},
        {"draw_plan", covered, &draw::plan_table},
        {"draw_round", covered, &draw::round_table},
        {"draw_leaves", covered, &draw::leaves_table},
        {"draw_proposal", covered, &draw::proposal_table},
        {"draw_beacon", covered, &draw::beacon_table},
        {"draw_clearing", covered, &draw::clearing_table},
        {"suspicion_decision", covered, &draw::suspicion_table},
        {"draw_presence", transient},
        {"account", covered, &auth::account_table},
        {"account_role", covered, &auth::account_role_table},
        {"role_grant", covered, &account::role_grant_table},
        {"old_password", covered, &auth::old_password_table},
        {"recovery_code", covered, &auth::recovery_code_table},
        {"staff_undertaking", covered, &auth::staff_undertaking_table},
        {"account_invitation", covered, &account::account_invitation_table},
        {"alert", covered, &alert::alert_table},
        {"export_request", covered, &exporting::export_request_table},
        {"export_row", covered, &exporting::export_row_table},
        {"reveal", covered, &reading::reveal_table},
        {"reveal_allowance", covered, &reading::reveal_allowance_table},
        {"unit_ask", covered, &registry::unit_ask_table},
        {"sign_in_state", transient},
        {"session", transient},
        {"sso_identity", covered, &sso::identity_table},
        {"sso_attempt", transient},
        {"sms_outbox", transient},
        {"sms_code", transient},
        {"sms_ask", transient},
        {"ledger_check", transient},
    };
    return list;
}

void rebuild_derived(db::Connection& connection)
{
    for (const auto& entry : all_tables())
        if (entry.rebuild) entry.rebuild(connection);
}

const std::vector<const ledger::Table*>& covered_tables()
{
    static const std::vector<const ledger::Table*> list = [] {
        std::vector<const ledger::Table*> tables;
        for (const auto& entry : all_tables())
            if (entry.table) tables.push_back(entry.table);
        return tables;
    }();
    return list;
}

} // namespace app
