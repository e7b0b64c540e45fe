-- The ledger: one head, entries, checkpoints handed out (docs/formats/ledger.md).

CREATE TABLE ledger_head (
    id {int} PRIMARY KEY CHECK (id = 1),
    size {int} NOT NULL,
    next_id {int} NOT NULL,      -- ids of every table come from here
    last_at {text} NOT NULL,     -- high-water mark of time: no entry is older than the one before
    frontier {bytes} NOT NULL,   -- roots of the full subtrees, largest first
    note {text} NOT NULL         -- signed checkpoint of this size
) {strict};

CREATE TABLE ledger_entry (
    seq {int} PRIMARY KEY,
    type {text} NOT NULL,
    at {text} NOT NULL,
    actor_kind {text} NOT NULL,
    actor_id {text} NOT NULL,
    object_kind {text},
    object_id {text},
    body {text},                 -- JCS of the entry; NULL once erased
    salt {bytes},
    leaf {bytes} NOT NULL
) {strict};
CREATE INDEX ledger_entry_object ON ledger_entry (object_kind, object_id, seq);
CREATE INDEX ledger_entry_actor ON ledger_entry (actor_id, seq);
CREATE INDEX ledger_entry_type ON ledger_entry (type, seq);

CREATE TABLE ledger_checkpoint (
    size {int} PRIMARY KEY,
    at {text} NOT NULL,
    note {text} NOT NULL
) {strict};

-- The answer of an act under its key, so that a repeated request acts once.
CREATE TABLE idempotency (
    account_id {int} NOT NULL,
    key {text} NOT NULL,
    body_hash {text} NOT NULL,
    status {int},                -- NULL: acted, answer lost
    answer {text},
    at {text} NOT NULL,
    PRIMARY KEY (account_id, key)
) {strict};
