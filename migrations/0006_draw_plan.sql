-- The plan of an activity's draw (Art. 14(2), 15(1)): one each, with its own way to approval (X1).

CREATE TABLE draw_plan (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    activity_id {int} NOT NULL UNIQUE REFERENCES activity (id),
    status {text} NOT NULL,                  -- draft, submitted, returned, approved
    document {text} NOT NULL,                -- JCS of draw::Plan
    prepared_by {int} NOT NULL REFERENCES account (id),    -- who changed it last
    decided_by {int} REFERENCES account (id),
    reason {text}                            -- of the last return
) {strict};
