-- Checks of the ledger that someone asked for on the page, with what they found. Transient: the ledger holds when and with what result.

CREATE TABLE ledger_check (
    id {int} PRIMARY KEY,
    public_id {text} NOT NULL UNIQUE,
    author {text} NOT NULL,              -- public id of the account
    at {text} NOT NULL,
    state {text} NOT NULL,               -- waiting, done, failed
    finished_at {text},
    entries {int},
    rows {int},
    root {text},
    findings {int},
    told {text}                          -- the findings, JSON
) {strict};
