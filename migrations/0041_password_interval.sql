-- Since when a password is in use, and the hashes of earlier ones, so that they do not come back (GB/T 22239 8.1.4.1 a).

ALTER TABLE account ADD COLUMN password_on {text};   -- NULL: of before this column, or none yet

CREATE TABLE old_password (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    account_id {int} NOT NULL REFERENCES account (id),
    password_hash {text} NOT NULL,
    until_at {text} NOT NULL
) {strict};
CREATE INDEX old_password_account ON old_password (account_id, until_at);
