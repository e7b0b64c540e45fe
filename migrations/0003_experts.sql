-- The record of an expert and the dated facts that recusal and eligibility need (Art. 6, 11, 13, 14(4)).

-- Where facts came from: a batch is "verified as of a document, by whom" (X11).
CREATE TABLE import_batch (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    at {text} NOT NULL,
    file_name {text} NOT NULL,
    document {text} NOT NULL,
    verified_on {text},
    verified_by {text},
    rows {int} NOT NULL
) {strict};

CREATE TABLE expert (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    public_id {text} NOT NULL UNIQUE,
    number {text} NOT NULL UNIQUE,        -- E2026-00017
    name {text} NOT NULL,
    name_mongolian {text},
    pinyin {text} NOT NULL,               -- orders names; may be corrected by hand
    sex {text},                           -- GB/T 2261.1
    ethnic {text},                        -- GB/T 3304
    birth_day {text},
    citizen_id {bytes},                   -- encrypted
    citizen_id_hash {bytes} UNIQUE,
    phone {bytes},                        -- encrypted
    phone_hash {bytes},
    email {bytes},                        -- encrypted
    bank_account {bytes},                 -- encrypted
    title {text},                         -- GB/T 8561
    degree {text},                        -- GB/T 6864
    region {text},                        -- GB/T 2260
    keywords {text},
    status {text} NOT NULL,               -- active, frozen, suspended, revoked, exited
    status_since {text} NOT NULL,
    entered_on {text} NOT NULL,
    confirmed_on {text},                  -- last yearly confirmation (Art. 10, 11)
    batch_id {int} REFERENCES import_batch (id)
) {strict};
CREATE INDEX expert_pinyin ON expert (pinyin, id);
CREATE INDEX expert_status ON expert (status, pinyin, id);

CREATE TABLE expert_category (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    expert_id {int} NOT NULL REFERENCES expert (id),
    category {text} NOT NULL,             -- Art. 6
    qualification {text},                 -- what carries the category
    verified_on {text},
    verified_by {text}
) {strict};
CREATE INDEX expert_category_expert ON expert_category (expert_id);

CREATE TABLE expert_discipline (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    expert_id {int} NOT NULL REFERENCES expert (id),
    code {text} NOT NULL,                 -- GB/T 13745
    place {int} NOT NULL                  -- 1: the main one
) {strict};
CREATE INDEX expert_discipline_expert ON expert_discipline (expert_id);

CREATE TABLE expert_industry (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    expert_id {int} NOT NULL REFERENCES expert (id),
    code {text} NOT NULL,                 -- GB/T 4754
    place {int} NOT NULL
) {strict};
CREATE INDEX expert_industry_expert ON expert_industry (expert_id);

CREATE TABLE post (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    expert_id {int} NOT NULL REFERENCES expert (id),
    unit_id {int} NOT NULL REFERENCES unit (id),
    kind {text} NOT NULL,                 -- code table post_kind
    duty {text},
    from_day {text},
    to_day {text},
    verified_on {text},
    verified_by {text}
) {strict};
CREATE INDEX post_expert ON post (expert_id);
CREATE INDEX post_unit ON post (unit_id);

-- Research projects and who takes part, experts and others, by hash of the identity number (Art. 14(4)3).
CREATE TABLE research_project (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    code {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    from_day {text},
    planned_end {text},
    closed_on {text}                      -- recorded completion, acceptance or termination (R7)
) {strict};
CREATE TABLE research_participant (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    project_id {int} NOT NULL REFERENCES research_project (id),
    person_hash {bytes} NOT NULL,
    role {text} NOT NULL                  -- lead, member
) {strict};
CREATE INDEX research_participant_person ON research_participant (person_hash);
CREATE INDEX research_participant_project ON research_participant (project_id);

CREATE TABLE relation (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    expert_id {int} NOT NULL REFERENCES expert (id),
    kind {text} NOT NULL,                 -- code table relation_kind (R11)
    other_name {text} NOT NULL,
    other_hash {bytes},
    other_unit {text}
) {strict};
CREATE INDEX relation_expert ON relation (expert_id);

CREATE TABLE interest (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    expert_id {int} NOT NULL REFERENCES expert (id),
    unit_id {int} NOT NULL REFERENCES unit (id),
    kind {text} NOT NULL,                 -- code table interest_kind (Art. 14(4)6)
    share {int},                          -- of 10,000
    from_day {text},
    to_day {text}
) {strict};
CREATE INDEX interest_expert ON interest (expert_id);

CREATE TABLE sanction (
    id {int} PRIMARY KEY,
    version {int} NOT NULL,
    expert_id {int} NOT NULL REFERENCES expert (id),
    kind {text} NOT NULL,                 -- code table sanction_kind (Art. 13, 22)
    from_day {text} NOT NULL,
    to_day {text},                        -- NULL: open
    document {text} NOT NULL
) {strict};
CREATE INDEX sanction_expert ON sanction (expert_id);

-- Derived: what the list filters by. One row for a code and each code above it.
CREATE TABLE expert_facet (
    facet {text} NOT NULL,                -- category, discipline, industry, rank, region, unit, term
    code {text} NOT NULL,
    expert_id {int} NOT NULL,
    PRIMARY KEY (facet, code, expert_id)
) {strict};
CREATE INDEX expert_facet_expert ON expert_facet (expert_id);
