-- Bringing in workbooks (B10): what waits to be checked and applied, and the queue of work that outlasts a request.

-- The file a batch came from, so that the same file is never applied twice.
ALTER TABLE import_batch ADD COLUMN file_hash {text};
CREATE UNIQUE INDEX import_batch_file ON import_batch (file_hash);

-- Transient: gone once applied (the batch has its public id then) or discarded.
CREATE TABLE import_upload (
    id {int} PRIMARY KEY,
    public_id {text} NOT NULL UNIQUE,
    file_name {text} NOT NULL,
    file_hash {text} NOT NULL UNIQUE,
    file_size {int} NOT NULL,
    content {bytes} NOT NULL,            -- encrypted
    state {text} NOT NULL,               -- checking, refused, ready, applying, failed
    at {text} NOT NULL,
    author {text} NOT NULL,              -- public id of the account that uploaded it
    rows {int} NOT NULL,
    errors {int} NOT NULL,
    sheets {text} NOT NULL,              -- what each sheet holds, JSON
    document {text},                     -- as given with the order to apply
    verified_on {text},
    verified_by {text},
    applied_by {text},                   -- public id of the account that ordered it, and its address
    applied_from {text}
) {strict};

CREATE TABLE import_error (
    upload_id {int} NOT NULL,
    place {int} NOT NULL,                -- in the order of the file
    sheet {text} NOT NULL,
    line {int} NOT NULL,                 -- row of the sheet; 0: the whole sheet or file
    title {text} NOT NULL,               -- of the column
    value {text} NOT NULL,               -- personal numbers masked
    code {text} NOT NULL,
    reason {text} NOT NULL,
    change {text} NOT NULL,
    PRIMARY KEY (upload_id, place)
) {strict};

CREATE TABLE job (
    id {int} PRIMARY KEY,
    kind {text} NOT NULL,
    object_id {text} NOT NULL,
    lease {text} NOT NULL,               -- until when it is claimed; empty: free
    attempts {int} NOT NULL,
    made_at {text} NOT NULL,
    UNIQUE (kind, object_id)
) {strict};
