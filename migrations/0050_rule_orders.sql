-- Values of dated rules as ordered by the science department (Art. 26): proposed by one person, approved by another, in force from a
-- later day, never changed afterwards.

CREATE TABLE rule_order (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    code {text} NOT NULL,                    -- of the dated rule
    value {int} NOT NULL,
    words {text} NOT NULL,                   -- what the value says, as it was approved
    from_day {text} NOT NULL,
    document {text} NOT NULL,                -- what orders it
    state {text} NOT NULL,                   -- proposed, approved, refused, withdrawn
    proposed_by {int} NOT NULL REFERENCES account (id),
    proposed_at {text} NOT NULL,
    decided_by {int} REFERENCES account (id),
    decided_at {text},
    reason {text}                            -- of a refusal
) {strict};
CREATE INDEX rule_order_state ON rule_order (state);
