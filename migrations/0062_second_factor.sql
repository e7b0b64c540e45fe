-- What a session gave beside the password (X6): none, sms, totp. Roles that ask for more do not open in it.

ALTER TABLE session ADD COLUMN second_factor {text};
UPDATE session SET second_factor = 'totp' WHERE stage = 'full' AND account_id IN (SELECT id FROM account WHERE totp_secret IS NOT NULL);
