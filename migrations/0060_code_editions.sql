-- New editions of code tables (A10): what they add, rename and retire; proposed by one person, approved by another, in force from a later
-- day, never changed afterwards. Codes that are retired stay in the records that name them.

CREATE TABLE code_edition (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    table_id {text} NOT NULL,                -- discipline, industry, language
    standard {text} NOT NULL,                -- GB/T 13745-2029
    name {text} NOT NULL,                    -- 2029
    from_day {text} NOT NULL,
    document {text} NOT NULL,                -- what orders it
    changes {text} NOT NULL,                 -- a line each: act, code, name, parent, former name, codes that stand for it; tabs between
    state {text} NOT NULL,                   -- proposed, approved, refused, withdrawn
    proposed_by {int} NOT NULL REFERENCES account (id),
    proposed_at {text} NOT NULL,
    decided_by {int} REFERENCES account (id),
    decided_at {text},
    reason {text}                            -- of a refusal
) {strict};
CREATE INDEX code_edition_state ON code_edition (state);
