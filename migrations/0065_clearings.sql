-- A using unit keeps no copy of the drawn once the activity is over (Art. 21): its receipt, one an activity.

CREATE TABLE draw_clearing (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    activity_id {int} NOT NULL UNIQUE REFERENCES activity (id),
    names {int} NOT NULL,                            -- how many people were drawn for it
    ways {text} NOT NULL,                            -- codes of draw/clearing/clearing.h, with a blank between
    cleared_by {int} NOT NULL REFERENCES account (id),
    cleared_at {text} NOT NULL
) {strict};
