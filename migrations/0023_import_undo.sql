-- Taking back a batch as long as nothing depends on it (B10).

-- A batch stays, and what took it back beside it.
CREATE TABLE import_undo (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    batch_id {int} NOT NULL UNIQUE REFERENCES import_batch (id),
    at {text} NOT NULL,
    reason {text} NOT NULL
) {strict};

-- Transient: ordered, not yet done.
CREATE TABLE import_undo_order (
    batch {text} PRIMARY KEY,            -- public id
    reason {text} NOT NULL,
    author {text} NOT NULL,              -- public id of the account, and its address
    author_from {text}
) {strict};

-- A unit is taken away only when nothing refers to it.
CREATE INDEX interest_unit ON interest (unit_id);
CREATE INDEX unit_department ON unit (competent_department_id);
