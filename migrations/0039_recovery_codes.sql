-- Codes that stand in for the second factor, ten at a time, each once (A6). The code itself is nowhere: the row holds its hash.

CREATE TABLE recovery_code (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    account_id {int} NOT NULL REFERENCES account (id),
    code_hash {bytes} NOT NULL UNIQUE,
    made_at {text} NOT NULL,
    ended_at {text},                      -- used, or replaced by newer ones
    used {int} NOT NULL
) {strict};
CREATE INDEX recovery_code_account ON recovery_code (account_id);
