-- Units that ask for themselves (Art. 7, T9): nothing of the library until the competent department vouches.

CREATE TABLE unit_ask (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    number {text} NOT NULL UNIQUE,           -- DW-2026-0001, the receipt
    state {text} NOT NULL,                   -- asked, vouched, refused
    name {text} NOT NULL,
    code {text} NOT NULL,                    -- GB 32100, right in itself
    kind {text} NOT NULL,
    region {text} NOT NULL,
    department_id {int} NOT NULL REFERENCES unit (id),
    licence {text} NOT NULL,                 -- the document's name and number
    contact_name {bytes} NOT NULL,           -- encrypted
    phone {bytes} NOT NULL,                  -- encrypted
    phone_hash {bytes} NOT NULL,
    login {text} NOT NULL,                   -- wished
    peer_hash {bytes} NOT NULL,              -- of the address it came from
    asked_at {text} NOT NULL,
    decided_at {text},
    decided_by {int} REFERENCES account (id),
    reason {text},                           -- of the refusal; what was looked at before vouching
    unit_id {int} REFERENCES unit (id),      -- that came of it
    account_id {int} REFERENCES account (id)
) {strict};
CREATE INDEX unit_ask_department ON unit_ask (department_id, state);
CREATE INDEX unit_ask_peer ON unit_ask (peer_hash, asked_at);
CREATE INDEX unit_ask_phone ON unit_ask (phone_hash);
