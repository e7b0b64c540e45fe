-- Delegation (Art. 2): the science department lends named powers to an agency, from – to, by a document.

CREATE TABLE delegation (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    unit_id {int} NOT NULL REFERENCES unit (id),       -- the agency: a legal entity
    from_unit_id {int} NOT NULL REFERENCES unit (id),  -- in whose name it acts: a legal entity
    from_day {text} NOT NULL,
    to_day {text} NOT NULL,
    document {text} NOT NULL,
    names_reserved {int} NOT NULL,                     -- 1: the document names the reserved powers given
    granted_by {int} NOT NULL REFERENCES account (id),
    granted_at {text} NOT NULL,
    ended_by {int} REFERENCES account (id),            -- taken back before its end
    ended_at {text},
    reason {text}
) {strict};
CREATE INDEX delegation_unit ON delegation (unit_id);

CREATE TABLE delegation_power (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    delegation_id {int} NOT NULL REFERENCES delegation (id),
    power {text} NOT NULL
) {strict};
CREATE INDEX delegation_power_delegation ON delegation_power (delegation_id);
