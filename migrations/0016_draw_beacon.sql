-- The value of a round's beacon (docs/formats/draw.md, 1.6) as operator and supervisor each typed it; equal values are the
-- beacon's. The status "awaiting" of draw_round waits for them.
CREATE TABLE draw_beacon (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    round_id {int} NOT NULL REFERENCES draw_round (id),
    part {text} NOT NULL,                    -- operator, supervisor
    value {text} NOT NULL,
    typed_at {text} NOT NULL,
    UNIQUE (round_id, part)
) {strict};
