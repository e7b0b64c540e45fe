-- New editions of texts that people read, sign or receive (A10): proposed by one person, approved by another, in force from a later day,
-- never changed afterwards. What was signed names its edition and the hash of title and text.

CREATE TABLE text_order (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    code {text} NOT NULL,                    -- of the text: undertaking, consent.notice, sms.sign_in_code, …
    edition {text} NOT NULL,                 -- 2026年第2版
    title {text} NOT NULL,
    body {text} NOT NULL,                    -- {code}, {minutes}, … stand for what is put in; never personal data
    from_day {text} NOT NULL,
    document {text} NOT NULL,                -- what orders it
    state {text} NOT NULL,                   -- proposed, approved, refused, withdrawn
    proposed_by {int} NOT NULL REFERENCES account (id),
    proposed_at {text} NOT NULL,
    decided_by {int} REFERENCES account (id),
    decided_at {text},
    reason {text}                            -- of a refusal
) {strict};
CREATE INDEX text_order_code ON text_order (code, state);
