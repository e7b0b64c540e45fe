-- What members of staff have undertaken to keep secret (Art. 12; A12): which text, by whom, when. Signed again every year.

CREATE TABLE staff_undertaking (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    account_id {int} NOT NULL REFERENCES account (id),
    edition {text} NOT NULL,              -- of the text, data/undertaking/
    text_hash {bytes} NOT NULL,           -- of title and text, with the hash of the library's suite
    signed_name {text} NOT NULL,          -- as typed by the signer
    signed_at {text} NOT NULL
) {strict};
CREATE INDEX staff_undertaking_account ON staff_undertaking (account_id, signed_at);
