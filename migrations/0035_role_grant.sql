-- Roles as they were asked for, decided and taken back (Art. 12; A2). `account_role` holds what is in force or will be: a business role
-- comes there with the science department's approval and leaves with its withdrawal. Roles from before have no row here until they are
-- taken back: the document that ordered them stands in `account_role`.

CREATE TABLE role_grant (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    account_id {int} NOT NULL REFERENCES account (id),
    role {text} NOT NULL,
    from_day {text} NOT NULL,
    to_day {text},
    document {text} NOT NULL,                -- number and title
    state {text} NOT NULL,                   -- waiting, granted, refused, withdrawn
    asked_by {int} REFERENCES account (id),  -- NULL: from before
    asked_at {text},
    decided_by {int} REFERENCES account (id),-- NULL: nobody had to, or at the console
    decided_at {text},
    answer {text},
    ended_by {int} REFERENCES account (id),
    ended_at {text},
    end_reason {text}
) {strict};
CREATE INDEX role_grant_account ON role_grant (account_id);
CREATE INDEX role_grant_state ON role_grant (state);
