-- What the virus scanner said of a file.

ALTER TABLE attachment ADD COLUMN scan {text};        -- clean, waiting (in quarantine), infected; NULL: not scanned
ALTER TABLE attachment ADD COLUMN malware {text};     -- what it found; the content is gone then
CREATE INDEX attachment_scan ON attachment (scan);
