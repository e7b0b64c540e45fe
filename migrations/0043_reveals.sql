-- Sensitive fields seen whole, one at a time, each with its reason (Art. 12, 21; A4); alerts for the security administrator.

-- Something that the security administrator should look at. Kinds stand in src/alert/kinds.cpp.
CREATE TABLE alert (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    kind {text} NOT NULL,
    account_id {int} REFERENCES account (id), -- whose doing; NULL: nobody's that is known
    at {text} NOT NULL,
    last_at {text} NOT NULL,
    times {int} NOT NULL,                     -- how often since, while open
    details {text} NOT NULL,                  -- for people, without personal data
    state {text} NOT NULL,                    -- open, closed
    closed_at {text},
    closed_by {int} REFERENCES account (id),
    done {text}                               -- what was done about it
) {strict};
CREATE INDEX alert_state ON alert (state, id);

CREATE TABLE reveal (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    expert_id {int} NOT NULL REFERENCES expert (id),
    field {text} NOT NULL,                    -- column of expert
    account_id {int} NOT NULL REFERENCES account (id),
    role {text} NOT NULL,                     -- in which the account did it
    unit_id {int} REFERENCES unit (id),       -- of the account, then
    reason {text} NOT NULL,                   -- code table reveal_reason
    words {text},
    at {text} NOT NULL,
    day {text} NOT NULL,                      -- that it counts for
    round_id {int} REFERENCES draw_round (id) -- the expert is told of it once this round is over
) {strict};
CREATE INDEX reveal_account ON reveal (account_id, day);
CREATE INDEX reveal_role ON reveal (role, day);
CREATE INDEX reveal_expert ON reveal (expert_id, id);

-- More than the rule allows, for one account on one day (X5).
CREATE TABLE reveal_allowance (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    account_id {int} NOT NULL REFERENCES account (id),
    day {text} NOT NULL,
    more {int} NOT NULL,
    reason {text} NOT NULL,
    allowed_by {int} NOT NULL REFERENCES account (id),
    at {text} NOT NULL
) {strict};
CREATE INDEX reveal_allowance_account ON reveal_allowance (account_id, day);
