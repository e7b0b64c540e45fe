-- Documents of a record (B1): a title, and the file as it came. One that is removed leaves its row, without the file.

CREATE TABLE attachment (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    expert_id {int} NOT NULL REFERENCES expert (id),
    title {text} NOT NULL,
    kind {text} NOT NULL,                 -- pdf, jpeg, png: as its content says
    size {int} NOT NULL,
    content {bytes},                      -- encrypted; NULL: removed
    at {text} NOT NULL,
    account_id {int} NOT NULL REFERENCES account (id),
    removed_at {text},
    removed_by {int} REFERENCES account (id),
    reason {text}                         -- of the removal
) {strict};
CREATE INDEX attachment_expert ON attachment (expert_id);
