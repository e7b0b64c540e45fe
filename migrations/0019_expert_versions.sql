-- Every version of a record is kept (Art. 10): what it said before an edit, and the edit that ended it. The entering writes none.

CREATE TABLE expert_version (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    expert_id {int} NOT NULL REFERENCES expert (id),
    number {int} NOT NULL,                -- expert.version that ended
    state {bytes} NOT NULL,               -- encrypted; JCS of every field
    fields {text} NOT NULL,               -- names of the fields that the edit changed, ascending by place in the record, "phone,title"
    at {text} NOT NULL,
    account_id {int} NOT NULL REFERENCES account (id),
    document {text} NOT NULL,             -- what ordered the edit
    verified_on {text},                   -- what was changed is verified as of the document (X11)
    verified_by {text},
    seq {int} NOT NULL,                   -- of the edit's entry in the ledger
    UNIQUE (expert_id, number)
) {strict};
