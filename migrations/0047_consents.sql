-- What an expert answered to each text on personal data (Personal Information Protection Law 14 to 17, 23, 29): every answer is a
-- row, the last one counts, none is ever taken for a yes.

CREATE TABLE expert_consent (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    expert_id {int} NOT NULL REFERENCES expert (id),
    kind {text} NOT NULL,                 -- notice, sharing, sensitive
    edition {text} NOT NULL,              -- of the text, data/consent/
    text_hash {bytes} NOT NULL,           -- of title and text, with the hash of the library's suite
    given {int} NOT NULL,                 -- 1: yes; 0: no, or no longer
    at {text} NOT NULL,
    account_id {int} NOT NULL REFERENCES account (id)
) {strict};
CREATE INDEX expert_consent_expert ON expert_consent (expert_id, kind);
