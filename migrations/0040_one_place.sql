-- A session that a sign-in elsewhere has ended is kept for a while, to tell its browser so (A6).

ALTER TABLE session ADD COLUMN ended_at {text};
ALTER TABLE session ADD COLUMN ended_by_peer {text};

-- Tries at names that no account has are counted like others, under ids below 0, and forgotten after a day (T19).
ALTER TABLE sign_in_state ADD COLUMN failed_at {text};
