-- Units (Art. 2, 7, 14) and the people who sign in (Art. 12).

CREATE TABLE unit (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    code {text} UNIQUE,                      -- GB 32100; only legal entities have one
    name {text} NOT NULL,
    kind {text},                             -- code table unit_kind; sub-units have none
    parent_id {int} REFERENCES unit (id),    -- NULL: a legal entity
    region {text},                           -- GB/T 2260
    competent_department_id {int} REFERENCES unit (id),
    listed_from {text},                      -- listed company since (Art. 14(4)6), until
    listed_to {text},
    verified_on {text},
    verified_by {text},
    source {text}
) {strict};
CREATE INDEX unit_parent ON unit (parent_id);
CREATE INDEX unit_name ON unit (name);

CREATE TABLE unit_alias (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    unit_id {int} NOT NULL REFERENCES unit (id),
    name {text} NOT NULL
) {strict};
CREATE INDEX unit_alias_name ON unit_alias (name);
CREATE INDEX unit_alias_unit ON unit_alias (unit_id);

CREATE TABLE unit_attribute (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    unit_id {int} NOT NULL REFERENCES unit (id),
    kind {text} NOT NULL,                    -- code table unit_attribute
    from_day {text},
    to_day {text}
) {strict};
CREATE INDEX unit_attribute_unit ON unit_attribute (unit_id);

-- Derived: every unit with itself and everything above it.
CREATE TABLE unit_closure (
    unit_id {int} NOT NULL,
    above_id {int} NOT NULL,
    distance {int} NOT NULL,
    PRIMARY KEY (unit_id, above_id)
) {strict};
CREATE INDEX unit_closure_above ON unit_closure (above_id, unit_id);

CREATE TABLE account (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    login {text} NOT NULL UNIQUE,
    display_name {text} NOT NULL,
    unit_id {int} REFERENCES unit (id),
    expert_id {int},                         -- the own record of a person of the library
    password_hash {text} NOT NULL,
    totp_secret {bytes},                     -- encrypted; NULL until set up
    state {text} NOT NULL                    -- active, blocked
) {strict};

CREATE TABLE account_role (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    account_id {int} NOT NULL REFERENCES account (id),
    role {text} NOT NULL,
    from_day {text} NOT NULL,
    to_day {text},
    document {text}                          -- what ordered it (Art. 2, 12)
) {strict};
CREATE INDEX account_role_account ON account_role (account_id);

-- Transient: failures of every factor count together; TOTP steps are used once.
CREATE TABLE sign_in_state (
    account_id {int} PRIMARY KEY,
    failures {int} NOT NULL,
    locked_until {text},
    totp_step {int} NOT NULL,
    totp_candidate {bytes}                   -- encrypted secret shown at set-up, not yet confirmed
) {strict};

CREATE TABLE session (
    token_hash {text} PRIMARY KEY,
    public_id {text} NOT NULL UNIQUE,
    account_id {int} NOT NULL,
    stage {text} NOT NULL,                   -- password, full
    csrf {text} NOT NULL,
    created_at {text} NOT NULL,
    seen_at {text} NOT NULL,
    step_up_at {text},
    user_agent {text} NOT NULL,
    peer {text} NOT NULL
) {strict};
CREATE INDEX session_account ON session (account_id);
