-- An uploaded workbook in quarantine, or refused by the virus scanner: states quarantined and infected.

ALTER TABLE import_upload ADD COLUMN malware {text};  -- what it found; the content is gone then
