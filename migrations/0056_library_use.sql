-- Use of the library (Art. 12; A13): a using unit applies with purpose, categories and term, the science department grants.

CREATE TABLE library_use (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    unit_id {int} NOT NULL REFERENCES unit (id),     -- the using unit: a legal entity
    purpose {text} NOT NULL,
    categories {text} NOT NULL,                      -- codes of expert_category, with a blank between
    from_day {text} NOT NULL,
    to_day {text} NOT NULL,
    state {text} NOT NULL,                           -- asked, granted, refused, cancelled, withdrawn
    asked_by {int} NOT NULL REFERENCES account (id),
    asked_at {text} NOT NULL,
    decided_by {int} REFERENCES account (id),
    decided_at {text},
    document {text},                                 -- by which it was granted
    ended_by {int} REFERENCES account (id),
    ended_at {text},
    reason {text}                                    -- of a refusal, a cancellation or a withdrawal
) {strict};
CREATE INDEX library_use_unit ON library_use (unit_id, state);
CREATE INDEX library_use_state ON library_use (state);
