-- The rest of what a record says of a person (B1): a passport in place of the identity number, the resumé, what she is willing to
-- take part in, and what she achieved.

ALTER TABLE expert ADD COLUMN passport {bytes};       -- encrypted
ALTER TABLE expert ADD COLUMN passport_hash {bytes};  -- among the identity numbers: nobody has the same one twice
ALTER TABLE expert ADD COLUMN resume {text};
CREATE UNIQUE INDEX expert_passport ON expert (passport_hash);
ALTER TABLE research_project ADD COLUMN level {text};

CREATE TABLE expert_willingness (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    expert_id {int} NOT NULL REFERENCES expert (id),
    code {text} NOT NULL,                 -- code table activity_kind
    place {int} NOT NULL
) {strict};
CREATE INDEX expert_willingness_expert ON expert_willingness (expert_id);

CREATE TABLE achievement (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    expert_id {int} NOT NULL REFERENCES expert (id),
    kind {text} NOT NULL,                 -- code table achievement_kind
    name {text} NOT NULL,
    detail {text},                        -- number or level
    role {text},
    from_day {text},
    to_day {text}
) {strict};
CREATE INDEX achievement_expert ON achievement (expert_id);
