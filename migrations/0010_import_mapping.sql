-- How the columns of a workbook go into the library (B10), and what was chosen for the same titles before.

ALTER TABLE import_upload ADD COLUMN mapping {text}; -- JSON, fields of intake::SheetMapping; NULL: not found yet

-- Transient: a convenience; the mapping of each file is kept with it.
CREATE TABLE import_mapping (
    titles_hash {text} PRIMARY KEY,      -- of the titles of a sheet, in any order
    target {text} NOT NULL,              -- the sheet of the library it is
    fields {text} NOT NULL,              -- JSON: title of a column to field; "": left out
    at {text} NOT NULL
) {strict};
