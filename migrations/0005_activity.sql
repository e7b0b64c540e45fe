-- Activities (Art. 3) of using units with the projects under review, from which recusal is computed (Art. 14(4)).

CREATE TABLE activity (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    number {text} NOT NULL UNIQUE,           -- HD-2026-0187
    name {text} NOT NULL,
    kind {text} NOT NULL,                    -- code table activity_kind
    status {text} NOT NULL,                  -- draft, submitted, returned, approved, finished
    held {int} NOT NULL,                     -- 1: a live round; nothing may change
    using_unit_id {int} NOT NULL REFERENCES unit (id),     -- the operator's department
    from_day {text} NOT NULL,
    to_day {text} NOT NULL,
    place {text},
    operator_id {int} NOT NULL REFERENCES account (id),
    supervisor_id {int} NOT NULL REFERENCES account (id)   -- of another department (Art. 15(2), X1)
) {strict};
CREATE INDEX activity_using_unit ON activity (using_unit_id);
CREATE INDEX activity_supervisor ON activity (supervisor_id);

CREATE TABLE activity_project (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    activity_id {int} NOT NULL REFERENCES activity (id),
    place {int} NOT NULL,                    -- 1: first on the list
    number {text} NOT NULL,
    name {text} NOT NULL,
    applicant_id {int} NOT NULL REFERENCES unit (id),
    lead_name {text} NOT NULL,
    lead_citizen_id {bytes} NOT NULL,        -- encrypted
    lead_hash {bytes} NOT NULL,
    lead_unit_id {int} REFERENCES unit (id)  -- where the lead works; NULL: the applicant, sub-unit unknown (R5)
) {strict};
CREATE INDEX activity_project_activity ON activity_project (activity_id);

CREATE TABLE activity_partner (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    project_id {int} NOT NULL REFERENCES activity_project (id),
    unit_id {int} NOT NULL REFERENCES unit (id)
) {strict};
CREATE INDEX activity_partner_project ON activity_partner (project_id);

CREATE TABLE activity_member (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    project_id {int} NOT NULL REFERENCES activity_project (id),
    place {int} NOT NULL,
    name {text} NOT NULL,
    citizen_id {bytes} NOT NULL,             -- encrypted
    person_hash {bytes} NOT NULL
) {strict};
CREATE INDEX activity_member_project ON activity_member (project_id);
