-- Rounds of draws (docs/formats/draw.md; Art. 14, 15). A round is never removed; a void one says why.

CREATE TABLE draw_round (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    number {int} NOT NULL UNIQUE,            -- running number of rounds in the library
    activity_id {int} NOT NULL REFERENCES activity (id),
    round {int} NOT NULL,                    -- of the activity: 1, 2, 3 …
    status {text} NOT NULL,                  -- sealed, committed, revealing, revealed, drawn, confirmed, void
    plan {text} NOT NULL,                    -- the sealed document, JCS
    seal {text} NOT NULL,                    -- JCS
    seal_hash {bytes} NOT NULL UNIQUE,
    pool_size {int} NOT NULL,                -- entries that have a group
    draw_key {bytes} NOT NULL,               -- encrypted; 32 bytes
    server_secret {bytes} NOT NULL,          -- encrypted; 32 bytes, revealed with the last human value
    sealed_at {text} NOT NULL,
    operator_id {int} NOT NULL REFERENCES account (id),
    supervisor_id {int} NOT NULL REFERENCES account (id),
    deadline {text},                         -- of the reveal that is awaited
    operator_commitment {bytes},
    operator_committed_at {text},
    supervisor_commitment {bytes},
    supervisor_committed_at {text},
    operator_value {bytes},
    operator_revealed_at {text},
    supervisor_value {bytes},
    supervisor_revealed_at {text},
    seed {bytes},                            -- once all three values are in
    result {text},                           -- JCS
    result_hash {bytes},
    signature {bytes},
    drawn_at {text},
    drawn_experts {bytes},                   -- encrypted; ids in drawn order, 8 bytes each
    operator_confirmed_at {text},
    supervisor_confirmed_at {text},
    void_cause {text},                       -- mismatch, late, stopped
    void_role {text},                        -- operator, supervisor, server
    void_text {text},
    voided_at {text},
    UNIQUE (activity_id, round)
) {strict};
CREATE INDEX draw_round_status ON draw_round (status, deadline);

-- The two trees of a round: leaves in the order of ref as salt (16 bytes), length (4 bytes, big-endian), JCS(entry);
-- all of them compressed with zstd. The experts behind them in the same order, 8 bytes each, encrypted.
CREATE TABLE draw_leaves (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    round_id {int} NOT NULL REFERENCES draw_round (id),
    side {text} NOT NULL,                    -- pool, out
    leaves {bytes} NOT NULL,
    experts {bytes} NOT NULL,                -- encrypted
    UNIQUE (round_id, side)
) {strict};

-- Why another round, or a draw from few people; answered by the supervisor.
CREATE TABLE draw_proposal (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    activity_id {int} NOT NULL REFERENCES activity (id),
    round {int} NOT NULL,                    -- the round it is for
    kind {text} NOT NULL,                    -- again, thin
    reason {text} NOT NULL,
    proposed_by {int} NOT NULL REFERENCES account (id),
    proposed_at {text} NOT NULL,
    agree {int},                             -- NULL: not answered
    answer {text},
    answered_by {int} REFERENCES account (id),
    answered_at {text}
) {strict};
CREATE INDEX draw_proposal_activity ON draw_proposal (activity_id, round);

-- Transient: who is in the room.
CREATE TABLE draw_presence (
    activity_id {int} NOT NULL,
    part {text} NOT NULL,                    -- operator, supervisor
    account_id {int} NOT NULL,
    session {text} NOT NULL,                 -- public id
    joined_at {text} NOT NULL,
    seen_at {text} NOT NULL,
    PRIMARY KEY (activity_id, part)
) {strict};
