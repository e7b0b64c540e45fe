-- Units brought together (A1): one that was merged keeps its row below the other, so that what was recorded of it leads there.

ALTER TABLE unit ADD COLUMN merged_into_id {int} REFERENCES unit (id);
CREATE INDEX unit_merged_into ON unit (merged_into_id);
CREATE INDEX account_unit ON account (unit_id);
CREATE INDEX activity_project_applicant ON activity_project (applicant_id);
CREATE INDEX activity_project_lead_unit ON activity_project (lead_unit_id);
CREATE INDEX activity_partner_unit ON activity_partner (unit_id);
