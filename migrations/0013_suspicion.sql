-- Suspected conflicts (Art. 14(4)7, R9, R11) as decided by the library administrator. A decision holds for the facts it was
-- made on: they are recognised by a keyed hash, so that changed facts ask again.

CREATE TABLE suspicion_decision (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    facts {bytes} NOT NULL UNIQUE,
    expert_id {int} NOT NULL REFERENCES expert (id),
    project {text} NOT NULL,                 -- public id; a project that is taken away leaves its decisions
    kind {text} NOT NULL,                    -- other_tie, member_tie, former_employer, main_employer, unit_name
    confirmed {int} NOT NULL,                -- 1: excludes (14.4.7); 0: does not
    reason {text} NOT NULL,
    decided_by {int} NOT NULL REFERENCES account (id),
    decided_on {text} NOT NULL
) {strict};
CREATE INDEX suspicion_decision_expert ON suspicion_decision (expert_id);
