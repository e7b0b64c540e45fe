-- What experts ask of their own data: that it be corrected, that it be erased (Personal Information Protection Law 46, 47).

CREATE TABLE personal_request (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    expert_id {int} NOT NULL REFERENCES expert (id),
    account_id {int} NOT NULL REFERENCES account (id),
    kind {text} NOT NULL,                 -- correction, erasure
    field {text},                         -- of a correction: the field of the record
    words {bytes},                        -- encrypted; what is asked and why
    state {text} NOT NULL,                -- asked, done, refused, withdrawn
    asked_at {text} NOT NULL,
    decided_at {text},
    decided_by {int} REFERENCES account (id),
    answer {bytes}                        -- encrypted; what the asker is told
) {strict};
CREATE INDEX personal_request_expert ON personal_request (expert_id);
CREATE INDEX personal_request_state ON personal_request (kind, state, id);
