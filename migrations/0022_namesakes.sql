-- People of a workbook who may be somebody already known: by name with birth date, or name with unit (B11).

CREATE INDEX expert_name ON expert (name);

-- What the library administrator decided of two people, for every file they stand in.
CREATE TABLE same_person_decision (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    pair {text} NOT NULL UNIQUE,         -- keyed hash of who the two are (identity numbers)
    same {int} NOT NULL,                 -- 1: one person, one of the numbers is wrong; 0: two
    decided_by {int} NOT NULL REFERENCES account (id),
    decided_at {text} NOT NULL
) {strict};

-- Transient: pairs of an upload, found by its check.
CREATE TABLE import_pair (
    upload_id {int} NOT NULL,
    place {int} NOT NULL,                -- in the order of the file
    pair {text} NOT NULL,
    card {text} NOT NULL,                -- JSON, fields of expert::Card: masked
    line_label {text} NOT NULL,          -- where it stands, in words
    expert {text},                       -- public id of the other in the library; NULL: another row
    other_card {text},
    other_label {text},
    by_birth {int} NOT NULL,
    by_unit {int} NOT NULL,
    numbered {int} NOT NULL,             -- 1: both have identity numbers
    PRIMARY KEY (upload_id, place)
) {strict};
ALTER TABLE import_upload ADD COLUMN pairs {int};      -- all of them, also those beyond what is kept
