-- Two records of one person brought together (B11). The absorbed one stays with its facts and versions, in no list and no pool.

CREATE TABLE expert_merge (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    absorbed_id {int} NOT NULL UNIQUE REFERENCES expert (id),
    survivor_id {int} NOT NULL REFERENCES expert (id),
    at {text} NOT NULL,
    account_id {int} NOT NULL REFERENCES account (id),
    document {text} NOT NULL,             -- what shows that both are one person
    reason {text} NOT NULL,
    seq {int} NOT NULL                    -- of the entry "expert.merged/1"
) {strict};
CREATE INDEX expert_merge_survivor ON expert_merge (survivor_id);

-- Identity numbers, citizens' and passports', that gave way: still this person's.
CREATE TABLE expert_merge_number (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    merge_id {int} NOT NULL REFERENCES expert_merge (id),
    hash {bytes} NOT NULL
) {strict};
CREATE INDEX expert_merge_number_merge ON expert_merge_number (merge_id);
CREATE INDEX expert_merge_number_hash ON expert_merge_number (hash);
