-- Whom a project's unit asks to be kept from judging it, with the reason (R11): a suspicion that the library administrator
-- decides, never a recusal by itself.

CREATE TABLE activity_avoidance (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    project_id {int} NOT NULL REFERENCES activity_project (id),
    place {int} NOT NULL,
    name {text} NOT NULL,
    unit_name {text},                        -- where the person works, as written
    reason {text} NOT NULL
) {strict};
CREATE INDEX activity_avoidance_project ON activity_avoidance (project_id);
