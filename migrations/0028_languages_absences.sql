-- Languages an expert works in (GB/T 4880.1), and days on which she cannot take part (E4).

CREATE TABLE expert_language (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    expert_id {int} NOT NULL REFERENCES expert (id),
    code {text} NOT NULL,
    place {int} NOT NULL
) {strict};
CREATE INDEX expert_language_expert ON expert_language (expert_id);

CREATE TABLE expert_absence (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    expert_id {int} NOT NULL REFERENCES expert (id),
    from_day {text} NOT NULL,
    to_day {text}                         -- NULL: until further notice
) {strict};
CREATE INDEX expert_absence_expert ON expert_absence (expert_id);
