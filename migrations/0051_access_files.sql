-- Files of the access journal whose lines are in the ledger already; a row goes when its file is gone.

CREATE TABLE access_file (
    name {text} PRIMARY KEY,
    at {text} NOT NULL
) {strict};
