-- Good rows only (B10): what can be written of a file that has errors.

ALTER TABLE import_upload ADD COLUMN good {int};      -- rows that can be written; NULL: not counted
ALTER TABLE import_upload ADD COLUMN held {text};     -- JSON: [sheet, row] of the others
ALTER TABLE import_upload ADD COLUMN good_only {int}; -- 1: ordered to write the good rows
