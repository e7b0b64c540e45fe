-- Codes by which people open their own accounts, once (Art. 12; A6). An account that nobody has opened yet has the state "invited".

CREATE TABLE account_invitation (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    account_id {int} NOT NULL REFERENCES account (id),
    code_hash {bytes} NOT NULL UNIQUE,
    until_at {text} NOT NULL,
    ended_at {text},                      -- used, or replaced by a newer one
    used {int} NOT NULL
) {strict};
CREATE INDEX account_invitation_account ON account_invitation (account_id);
