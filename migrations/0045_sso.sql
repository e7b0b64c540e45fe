-- The province's single sign-on (A6, A14): whose identity there opens which account, and sign-ins under way.

CREATE TABLE sso_identity (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    account_id {int} NOT NULL UNIQUE REFERENCES account (id),
    issuer {text} NOT NULL,
    subject_hash {bytes} NOT NULL,
    bound_at {text} NOT NULL,
    UNIQUE (issuer, subject_hash)
) {strict};

-- One redirect to the provider: used up by the first answer to it, in the browser that began it.
CREATE TABLE sso_attempt (
    state_hash {text} PRIMARY KEY,
    browser_hash {text} NOT NULL,
    nonce {text} NOT NULL,
    verifier {text} NOT NULL,
    account_id {int},                      -- who binds; NULL: somebody signs in
    peer_hash {bytes} NOT NULL,
    made_at {text} NOT NULL
) {strict};
CREATE INDEX sso_attempt_made ON sso_attempt (made_at);
