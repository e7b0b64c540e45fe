-- Short messages that wait for their gateway, and the codes that telephones are sent (A6; T18). All transient but the account's telephone.

CREATE TABLE sms_outbox (
    id {int} PRIMARY KEY,
    public_id {text} NOT NULL UNIQUE,
    phone {bytes} NOT NULL,               -- encrypted
    template {text} NOT NULL,             -- sign_in_code, …
    value {bytes},                        -- encrypted: what the template is filled with; gone once it was sent
    state {text} NOT NULL,                -- queued, nobody (to be dropped), sent, failed
    made_at {text} NOT NULL,
    done_at {text}
) {strict};

-- The latest code of a telephone for a purpose, whether anybody has it or not.
CREATE TABLE sms_code (
    phone_hash {bytes} NOT NULL,
    purpose {text} NOT NULL,
    code_hash {bytes} NOT NULL,
    until_at {text} NOT NULL,
    tries {int} NOT NULL,
    PRIMARY KEY (phone_hash, purpose)
) {strict};

-- Who asked for codes within a day, for the caps.
CREATE TABLE sms_ask (
    id {int} PRIMARY KEY,
    phone_hash {bytes} NOT NULL,
    address_hash {bytes} NOT NULL,
    network_hash {bytes} NOT NULL,        -- /64 of IPv6, /24 of IPv4
    asked_at {text} NOT NULL
) {strict};
CREATE INDEX sms_ask_asked ON sms_ask (asked_at);

ALTER TABLE account ADD COLUMN phone {bytes};          -- encrypted; proven by a code
ALTER TABLE account ADD COLUMN phone_hash {bytes};
CREATE INDEX account_phone ON account (phone_hash);
