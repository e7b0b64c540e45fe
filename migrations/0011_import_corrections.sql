-- Corrections of a workbook's values (B10): what is offered for a value that is not known, and what was chosen.

ALTER TABLE import_upload ADD COLUMN corrections {text}; -- JSON, fields of intake::Correction
ALTER TABLE import_error ADD COLUMN topic {text};        -- what kind of value: 单位, or the title of a code table; NULL: no offers
ALTER TABLE import_error ADD COLUMN part {text};         -- of the cell, what is not known
ALTER TABLE import_error ADD COLUMN offers {text};       -- JSON: what may stand in its place
