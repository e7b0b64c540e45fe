-- Exports of the list (Art. 20; A5): asked for by one person, granted by another, made once; every row by its id.

CREATE TABLE export_request (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    number {text} NOT NULL UNIQUE,           -- DC-2026-0001
    mark {int} NOT NULL UNIQUE,              -- in the file's watermark
    asked_by {int} NOT NULL REFERENCES account (id),
    role {text} NOT NULL,                    -- in which the account asked
    unit_id {int} REFERENCES unit (id),      -- of who asked, then
    asked_at {text} NOT NULL,
    purpose {text} NOT NULL,                 -- code table export_purpose
    words {text},
    filter {text} NOT NULL,                  -- in words, JCS
    columns {text} NOT NULL,                 -- codes, JCS
    format {text} NOT NULL,                  -- xlsx, csv, pdf
    rows {int} NOT NULL,
    state {text} NOT NULL,                   -- asked, granted, refused, made
    decided_by {int} REFERENCES account (id),
    decided_at {text},
    content_hash {text},                     -- keyed, of every cell that was granted
    decision {text},                         -- why refused
    until_at {text},                         -- the file may be made before
    made_at {text},
    file_hash {bytes}
) {strict};
CREATE INDEX export_request_state ON export_request (state, id);
CREATE INDEX export_request_asked_by ON export_request (asked_by, id);

CREATE TABLE export_row (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    export_id {int} NOT NULL REFERENCES export_request (id),
    place {int} NOT NULL,                    -- from 0
    expert_id {int} NOT NULL REFERENCES expert (id),
    UNIQUE (export_id, place)
) {strict};
CREATE INDEX export_row_expert ON export_row (expert_id, export_id);
